import type { Settings } from '../contract/settings.ts';

/** What a log line carries beside its message: ids, counts, times. Never text, tokens or profile data. */
export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

const severity = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 } as const;

function describe(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  // Postgres quotes offending values in `detail`, not in the message; a cause is our own wrapped error.
  return { name: value.name, message: value.message, stack: value.stack };
}

/** Writes one JSON object a line, which Workers Logs indexes by field. `component` says who speaks. */
export function createLog(level: Settings['logLevel'], component: string): Log {
  function write(lineLevel: 'info' | 'warn' | 'error', message: string, fields: LogFields = {}) {
    if (severity[lineLevel] < severity[level]) return;
    const described = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, describe(value)]),
    );
    console[lineLevel](JSON.stringify({ level: lineLevel, component, message, ...described }));
  }
  return {
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
  };
}
