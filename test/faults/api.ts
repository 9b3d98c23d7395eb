import * as z from 'zod';
import { edgeAdminToken } from '../support/edge.ts';
import type { Call, History } from './history.ts';

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** After `/api/v1`. */
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What came of a call. `data` is there where it was acknowledged with a body. */
export interface Answer extends Call {
  status: number | undefined;
  data: unknown;
}

/** Calls the Chat API as a user, or the Management API. Never throws for what the network or the server does. */
export type Api = (request: Request) => Promise<Answer>;

/** Longer than the server waits for Postgres. */
const patienceMs = 25_000;

const success = z.object({ data: z.unknown() });

/** A 5xx other than 503 is a bug, whatever went wrong (contract §1). */
function noteStrange({ method, path }: Request, status: number, text: string, history: History): void {
  if (status < 500 || status === 503) return;
  history.strangeAnswers.push(`${method} ${path.split('?')[0]} was answered ${status} ${text}`);
}

async function ask(
  url: string,
  request: Request,
  history: History,
): Promise<Omit<Answer, 'startedAt' | 'endedAt'>> {
  const { method, path, body, headers = {} } = request;
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${edgeAdminToken}`, 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patienceMs),
  });
  const { status } = response;
  const text = await response.text();
  noteStrange(request, status, text, history);
  if (status >= 500) return { status, knowledge: 'unknown', data: undefined };
  if (status >= 400) return { status, knowledge: 'refused', data: undefined };
  return {
    status,
    knowledge: 'acknowledged',
    data: text === '' ? undefined : success.parse(JSON.parse(text)).data,
  };
}

/** Whether it is how fetch says that the connection broke, that the time was over, or that an answer was cut off. */
function isNetworkError(error: unknown): boolean {
  return error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError;
}

export function createApi(url: string, history: History): Api {
  return async (request) => {
    const startedAt = Date.now();
    try {
      const answer = await ask(url, request, history);
      return { ...answer, startedAt, endedAt: Date.now() };
    } catch (error) {
      if (!isNetworkError(error)) throw error;
      return { startedAt, endedAt: Date.now(), knowledge: 'unknown', status: undefined, data: undefined };
    }
  };
}

/** A path of the Chat API as this user asks for it. */
export function as(userId: string, path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}user_id=${encodeURIComponent(userId)}`;
}
