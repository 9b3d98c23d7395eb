import type { ErrorCode, ErrorDetail } from './errors.ts';

/*
 * What both clients, the browser's and the host backend's, do with a call: plain code without schemas, which neither carries.
 */

/** A successful answer's body. The server shapes it by the schemas. */
export interface Answer<Data> {
  data: Data;
  next_cursor?: string | null;
}

/** Why the server refused a call, in the contract's words. */
export interface Refusal {
  code: ErrorCode;
  message: string;
  details: ErrorDetail[];
}

/** The contract's codes; a list that the type keeps complete. */
const errorCodes: Record<ErrorCode, true> = {
  BAD_REQUEST: true,
  UNAUTHORIZED: true,
  FORBIDDEN: true,
  NOT_FOUND: true,
  CONFLICT: true,
  PAYLOAD_TOO_LARGE: true,
  UPGRADE_REQUIRED: true,
  RATE_LIMITED: true,
  INTERNAL_ERROR: true,
  UNAVAILABLE: true,
};

/**
 * What gateways mean by a status. Not 403 or 404: that somebody else answered so says nothing about a dialog, and callers
 * would forget it.
 */
export const codesOfGateways: Readonly<Record<number, ErrorCode>> = {
  401: 'UNAUTHORIZED',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'RATE_LIMITED',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'UNAVAILABLE',
};

/** What an answer says: of 204, data that is undefined; a refusal; or undefined where it is not one of the contract's. */
export async function answerIn<Data>(response: Response): Promise<Answer<Data> | Refusal | undefined> {
  const text = await response.text();
  const body = response.status === 204 ? { data: undefined } : parseJson(text);
  if (!isRecord(body)) return undefined;
  if (!response.ok) return refusalIn(body);
  return isAnswer<Data>(body) ? body : undefined;
}

/** As far as is checked, that there is a `data`: what shape it has is the server's word. */
function isAnswer<Data>(body: object): body is Answer<Data> {
  return 'data' in body;
}

function refusalIn(body: Record<string, unknown>): Refusal | undefined {
  if (!isRecord(body.error)) return undefined;
  const { code, message, details } = body.error;
  if (!isErrorCode(code) || typeof message !== 'string') return undefined;
  return { code, message, details: Array.isArray(details) ? details.filter(isDetail) : [] };
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code);
}

function isDetail(detail: unknown): detail is ErrorDetail {
  return isRecord(detail) && typeof detail.path === 'string' && typeof detail.message === 'string';
}

/** What a JSON text says; undefined where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What that means is for the caller to say.
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What ends a wait before its time, as the client's users know its errors. */
export interface Interruptions {
  aborted(): Error;
  timedOut(): Error;
}

/**
 * What a task gives, if it gives it within so many milliseconds and before the caller aborts; else rejects with one of
 * the interruptions at once, whatever the task still does. The task's signal says when nobody waits any more.
 */
export async function settledWithin<Result>(
  milliseconds: number,
  task: (signal: AbortSignal) => Promise<Result>,
  caller: AbortSignal | undefined,
  { aborted, timedOut }: Interruptions,
): Promise<Result> {
  if (caller?.aborted) throw aborted();
  const controller = new AbortController();
  let stopWaiting = () => {};
  const interrupted = new Promise<never>((_resolve, reject) => {
    const interrupt = (error: Error) => {
      reject(error);
      controller.abort(error);
    };
    const onAbort = () => interrupt(aborted());
    // Not AbortSignal.timeout: its timer runs on after the answer, and keeps a process or a Durable Object awake.
    const timer = setTimeout(() => interrupt(timedOut()), milliseconds);
    caller?.addEventListener('abort', onAbort);
    stopWaiting = () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', onAbort);
    };
  });
  try {
    return await Promise.race([task(controller.signal), interrupted]);
  } finally {
    stopWaiting();
  }
}
