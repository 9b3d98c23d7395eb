import { vi } from 'vitest';

const levels = ['log', 'debug', 'info', 'warn', 'error'] as const;

/** The JSON lines that are written to the console from now on, until the mocks are restored. */
export function logLines(): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = [];
  for (const level of levels) {
    vi.spyOn(console, level).mockImplementation((line) => void lines.push(JSON.parse(String(line))));
  }
  return lines;
}
