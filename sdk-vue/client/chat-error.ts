import type { ErrorCode, ErrorDetail } from './contract.ts';

/** The server's codes, and those of what happens before it answers. */
export type ChatErrorCode = ErrorCode | 'NETWORK' | 'TIMEOUT' | 'ABORTED' | 'UPLOAD_FAILED';

interface ChatErrorFields {
  status?: number;
  details?: readonly ErrorDetail[];
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** Every way in which a call of the client fails. The message is for developers; interfaces translate the code. */
export class ChatError extends Error {
  readonly code: ChatErrorCode;
  /** The HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** Which fields were wrong, for `BAD_REQUEST`; else empty. */
  readonly details: readonly ErrorDetail[];
  /** How long the server asks to wait, where it says. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ChatErrorCode, message: string, fields: ChatErrorFields = {}) {
    super(message, 'cause' in fields ? { cause: fields.cause } : undefined);
    this.name = 'ChatError';
    this.code = code;
    this.status = fields.status ?? 0;
    this.details = fields.details ?? [];
    this.retryAfterSeconds = fields.retryAfterSeconds;
  }

  /** Whether the same call may succeed later with nothing changed. */
  get isRetryable(): boolean {
    // The storage refuses an address that has expired however often it is tried.
    if (this.code === 'UPLOAD_FAILED') return this.status === 0 || this.status >= 500;
    return ['NETWORK', 'TIMEOUT', 'RATE_LIMITED', 'UNAVAILABLE'].includes(this.code);
  }
}

/** What was thrown, as a ChatError: itself where it is one, else of the given code with the thrown as its cause. */
export function toChatError(thrown: unknown, code: ChatErrorCode, message: string): ChatError {
  return thrown instanceof ChatError ? thrown : new ChatError(code, message, { cause: thrown });
}
