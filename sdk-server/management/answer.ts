import type { ErrorCode, ErrorDetail } from '../contract.ts';
import { isRecord, parseJson } from '../json.ts';
import { MTChatError, type MTChatErrorCode, type MTChatErrorFields } from '../mtchat-error.ts';
import { secondsUntilRetry } from './retry.ts';

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

/** What gateways mean by a status. Not 404: that somebody else knows no such page says nothing of a dialog. */
const codesOfGateways: Record<number, MTChatErrorCode> = {
  401: 'UNAUTHORIZED',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'RATE_LIMITED',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'UNAVAILABLE',
};

/** The body of a successful answer; of 204, data that is undefined. Throws an MTChatError for all others. */
export async function readAnswer<Data>(response: Response, address: string): Promise<Answer<Data>> {
  const text = await response.text();
  const body = response.status === 204 ? { data: undefined } : parseJson(text);
  // Safe as far as is checked here, that there is a `data`; its shape is the server's word: see Answer.
  if (response.ok && isRecord(body) && 'data' in body) return body as unknown as Answer<Data>;
  throw refusalOf(response, body) ?? notTheContract(response, address);
}

/** The contract's refusal, where it is one. */
function refusalOf(response: Response, body: unknown): MTChatError | undefined {
  if (response.ok || !isRecord(body) || !isRecord(body.error)) return undefined;
  const { code, message, details } = body.error;
  if (!isErrorCode(code) || typeof message !== 'string') return undefined;
  const fields = fieldsOf(response);
  return new MTChatError(code, message, {
    ...fields,
    details: Array.isArray(details) ? details.filter(isDetail) : [],
    // The server says when a retry helps: without a time, something must be configured first.
    isRetryable:
      code === 'RATE_LIMITED' || (code === 'UNAVAILABLE' && fields.retryAfterSeconds !== undefined),
  });
}

function notTheContract(response: Response, address: string): MTChatError {
  const { status, headers } = response;
  const code = codesOfGateways[status] ?? 'UNEXPECTED_ANSWER';
  // Status 0 is how some runtimes show a redirect that they were told not to follow.
  const isRedirect = status === 0 || (status >= 300 && status < 400);
  const answered = isRedirect
    ? `a redirect${originOf(headers.get('Location'), address)}, which is not followed`
    : `${status} (${headers.get('Content-Type') ?? 'no content type'}), not as MTChat does`;
  const message = `${new URL(address).origin} answered ${answered}. Check baseUrl, and what stands between here and the server.`;
  const isRetryable = code === 'RATE_LIMITED' || code === 'UNAVAILABLE';
  return new MTChatError(code, message, { ...fieldsOf(response), isRetryable });
}

/** Where a redirect leads: no more than the origin, for the rest may hold secrets. */
function originOf(location: string | null, address: string): string {
  return location !== null && URL.canParse(location, address)
    ? ` to ${new URL(location, address).origin}`
    : '';
}

function fieldsOf({ status, headers }: Response): MTChatErrorFields {
  return {
    status,
    requestId: headers.get('X-Request-Id') ?? undefined,
    retryAfterSeconds: secondsUntilRetry(headers.get('Retry-After'), Date.now()),
  };
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code);
}

function isDetail(detail: unknown): detail is ErrorDetail {
  return isRecord(detail) && typeof detail.path === 'string' && typeof detail.message === 'string';
}
