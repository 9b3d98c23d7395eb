import type { Report } from './figures.ts';

/** The reports as sections of a Markdown document, goals that were missed under each. */
export function asMarkdown(reports: readonly Report[]): string {
  return `${reports.map(section).join('\n\n')}\n`;
}

function section({ title, how, columns, rows, misses }: Report): string {
  const table = [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const missed = misses.map((miss) => `- Missed: ${miss}`);
  return [`## ${title}`, how, table.join('\n'), ...(missed.length > 0 ? [missed.join('\n')] : [])].join(
    '\n\n',
  );
}
