import { exports } from 'cloudflare:workers';
import type { Levels, Viewer } from './state.ts';

/** One of a run's users, and how they present themselves. */
export interface Person extends Viewer {
  /** What they are called in what a failure prints. */
  alias: string;
  levels: Levels;
  headers: Record<string, string>;
}

/** An answer as it came, and what it says. */
export interface Answer {
  status: number;
  text: string;
  body: unknown;
  /** When it was asked for. */
  at: number;
}

interface Call {
  method: string;
  path: string;
  body?: unknown;
}

export async function request(
  { method, path, body }: Call,
  headers: Record<string, string>,
): Promise<Answer> {
  const at = Date.now();
  const response = await exports.default.fetch(
    new Request(`http://localhost/api/v1${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  return { status: response.status, text, body: text === '' ? undefined : JSON.parse(text), at };
}

/** A path that says who asks, as the trusted gateway in front would. */
export function asUser(path: string, person: Person): string {
  return `${path}${path.includes('?') ? '&' : '?'}user_id=${encodeURIComponent(person.id)}`;
}

export function askAs(person: Person, call: Call): Promise<Answer> {
  return request({ ...call, path: asUser(call.path, person) }, person.headers);
}

export function askAsHost(call: Call): Promise<Answer> {
  return request({ ...call, path: `/management${call.path}` }, { Authorization: 'Bearer test-admin-token' });
}

/** An answer of something that crosses no HTTP. */
export function noAnswer(): Answer {
  return { status: 0, text: '', body: undefined, at: Date.now() };
}
