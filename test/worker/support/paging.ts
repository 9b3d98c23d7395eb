import { expect } from 'vitest';
import type { Reply } from './api.ts';

/** Follows `next_cursor` from the first page to the last, and gives the pages. */
export async function allPages<Item>(
  fetchPage: (cursorQuery: string) => Promise<Reply<Item[]>>,
): Promise<Item[][]> {
  const pages: Item[][] = [];
  let cursor: string | null = null;
  do {
    const page: Reply<Item[]> = await fetchPage(cursorQuery(cursor));
    expect(page.status, JSON.stringify(page.error)).toBe(200);
    pages.push(page.data);
    cursor = page.nextCursor ?? null;
  } while (cursor !== null);
  return pages;
}

/** The query parameter of a page after the first, to go behind others. */
export function cursorQuery(cursor: string | null | undefined): string {
  return cursor == null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
}

/** The ids of a list, in its order. */
export function idsOf(items: readonly { id: string }[]): string[] {
  return items.map((item) => item.id);
}
