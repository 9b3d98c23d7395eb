import { localDay, type MessageEntry } from '../../composables/message-entries.ts';

/** A moment on a local date (`2026-02-17`). Without a time of day, JavaScript would take it for midnight in London. */
export function momentOfDay(day: string): Date {
  return new Date(`${day}T12:00:00`);
}

/** The day that the row at `index` belongs to; empty when its heading is that very row, and seen anyway. */
export function dayAt(rows: readonly MessageEntry[], index: number): string {
  for (let at = Math.min(index, rows.length - 1); at >= 0; at -= 1) {
    const row = rows[at];
    if (row?.kind === 'day') return at === index ? '' : row.day;
  }
  // The heading is not loaded yet.
  const row = rows[index];
  return row && 'message' in row ? localDay(Date.parse(row.message.sent_at)).day : '';
}
