import type { Caller, Setting } from './callers.ts';
import type { Body } from './garbage.ts';
import type { Recipe } from './recipe.ts';
import { insideJson, resolved, type Stock } from './references.ts';

/** A request as it is sent. */
export interface Sent {
  method: string;
  url: string;
  headers: Headers;
  body: Body | undefined;
}

/** What came back, read to its end. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** No answer takes nearly so long, however busy the machine. */
const hangsAfterMs = 10_000;

function isBodiless(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** The recipe, sent by this caller, with what its references stand for. */
export function toSend(recipe: Recipe, caller: Caller, stock: Stock): Sent {
  const path = recipe.operation.path.replace(/\{(\w+)\}/g, (_, name: string) => recipe.path[name] ?? '');
  const query = [...caller.query, ...recipe.query].map(([name, value]) => `${name}=${value}`).join('&');
  const asUrl = (text: string) => resolved(text, stock, encodeURIComponent);
  const headers = new Headers();
  for (const [name, value] of [...recipe.headers, ...caller.headers]) {
    // A second type replaces the first; all others stand beside each other.
    if (name === 'Content-Type') headers.set(name, value);
    else headers.append(name, value);
  }
  // The runtime upgrades whatever method asks for it, as if it were GET: over the network there is no such request.
  if (recipe.method !== 'GET') headers.delete('Upgrade');
  const { body } = recipe;
  return {
    method: recipe.method,
    url: `http://localhost${asUrl(path)}${query === '' ? '' : `?${asUrl(query)}`}`,
    headers,
    body: typeof body === 'string' ? resolved(body, stock, insideJson) : body,
  };
}

function toRequest({ method, url, headers, body }: Sent): Request {
  const sent = body === undefined || isBodiless(method) ? {} : { body };
  return new Request(url, { method, headers, redirect: 'manual', ...sent });
}

async function answerTo(setting: Setting, request: Request): Promise<Answer> {
  const answer = await setting.fetch(request);
  answer.webSocket?.accept();
  answer.webSocket?.close(1000, 'done');
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** Sends it and reads the answer. Rejects when there is none in time. */
export async function answerIn(setting: Setting, sent: Sent): Promise<Answer> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`no answer in ${hangsAfterMs} ms: it hangs`)),
    hangsAfterMs,
  );
  try {
    return await Promise.race([answerTo(setting, toRequest(sent)), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

const longestShown = 2_000;

/** As a line of bash with a quoted string that may hold any byte. */
function quoted(text: string): string {
  const escaped = text.replace(/[\\'\p{Cc}]/gu, (unit) =>
    unit === '\\' || unit === "'" ? `\\${unit}` : `\\x${unit.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `$'${escaped}'`;
}

function quotedBody(body: Body): string {
  if (typeof body === 'string') return quoted(body);
  return `$'${[...body].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}'`;
}

/** The request as a command that makes it again, against a Worker that listens there; a very long one is cut short. */
export function asCurl({ method, url, headers, body }: Sent): string {
  const lines = [...headers].map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  const data = body === undefined || isBodiless(method) ? [] : [`--data-binary ${quotedBody(body)}`];
  const command = ['curl --globoff --path-as-is', `-X ${method}`, quoted(url), ...lines, ...data].join(' ');
  return command.length <= longestShown
    ? command
    : `${command.slice(0, longestShown)}… (${command.length} characters)`;
}
