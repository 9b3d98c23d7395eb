import { ChatError } from '../chat-error.ts';
import type { ErrorCode, ErrorDetail } from '../contract.ts';

/** A successful answer's body. The server shapes it by the contract's schemas, which the client does not carry. */
export interface Answer<Data> {
  data: Data;
  next_cursor?: string | null;
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
const codesOfGateways: Record<number, ErrorCode> = {
  401: 'UNAUTHORIZED',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'RATE_LIMITED',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'UNAVAILABLE',
};

/** The body of a successful answer; of 204, data that is undefined. Throws a ChatError for all others. */
export async function readAnswer<Data>(response: Response, address: URL): Promise<Answer<Data>> {
  const body: unknown = response.status === 204 ? { data: undefined } : parseJson(await response.text());
  // Safe as far as is checked here, that there is a `data`; its shape is the server's word: see Answer.
  if (response.ok && isRecord(body) && 'data' in body) return body as unknown as Answer<Data>;
  throw refusalOf(response, body) ?? notTheContract(response, address);
}

/** The contract's refusal, where it is one. */
function refusalOf(response: Response, body: unknown): ChatError | undefined {
  if (response.ok || !isRecord(body) || !isRecord(body.error)) return undefined;
  const { code, message, details } = body.error;
  if (!isErrorCode(code) || typeof message !== 'string') return undefined;
  return new ChatError(code, message, {
    ...fieldsOf(response),
    details: Array.isArray(details) ? details.filter(isDetail) : [],
  });
}

function notTheContract(response: Response, address: URL): ChatError {
  const type = response.headers.get('Content-Type') ?? 'no content type';
  const message = `${address.origin}${address.pathname} answered ${response.status} (${type}), not as MTChat does. Check baseUrl, and what stands between here and the server.`;
  return new ChatError(codesOfGateways[response.status] ?? 'INTERNAL_ERROR', message, fieldsOf(response));
}

function fieldsOf({ status, headers }: Response) {
  const seconds = headers.get('Retry-After') ?? '';
  return { status, ...(/^\d{1,6}$/.test(seconds) ? { retryAfterSeconds: Number(seconds) } : {}) };
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
