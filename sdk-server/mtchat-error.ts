import type { ErrorCode, ErrorDetail } from './contract.ts';

/** The server's codes, and those of what happens where no server of MTChat answers. */
export type MTChatErrorCode =
  | ErrorCode
  /** The connection failed, or broke off. */
  | 'NETWORK'
  /** No whole answer within `timeoutMs`. */
  | 'TIMEOUT'
  /** The caller's signal was aborted. */
  | 'ABORTED'
  /** Something answered that does not speak as MTChat does, or a redirect: `baseUrl` leads elsewhere. */
  | 'UNEXPECTED_ANSWER';

/** What is known of a failure beyond its code and message. */
export interface MTChatErrorFields {
  status?: number | undefined;
  details?: readonly ErrorDetail[] | undefined;
  requestId?: string | undefined;
  retryAfterSeconds?: number | undefined;
  isRetryable?: boolean;
  cause?: unknown;
}

/** Every way in which a call of the Management API fails. The message is for developers; the admin token is never in it. */
export class MTChatError extends Error {
  readonly code: MTChatErrorCode;
  /** The HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** Which fields were wrong, for `BAD_REQUEST`; else empty. */
  readonly details: readonly ErrorDetail[];
  /** By which the server's log knows the request, where there was an answer. */
  readonly requestId: string | undefined;
  /** How long the server asks to wait, where it says. */
  readonly retryAfterSeconds: number | undefined;
  /** Whether the same call may succeed later with nothing changed. */
  readonly isRetryable: boolean;

  constructor(code: MTChatErrorCode, message: string, fields: MTChatErrorFields = {}) {
    super(message, 'cause' in fields ? { cause: fields.cause } : undefined);
    this.name = 'MTChatError';
    this.code = code;
    this.status = fields.status ?? 0;
    this.details = fields.details ?? [];
    this.requestId = fields.requestId;
    this.retryAfterSeconds = fields.retryAfterSeconds;
    this.isRetryable = fields.isRetryable ?? false;
  }
}
