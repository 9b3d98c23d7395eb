import { type ErrorBody, type ErrorCode, type ErrorDetail, errorStatus } from '../contract/errors.ts';

interface ErrorOptions {
  details?: ErrorDetail[];
  /** Seconds after which trying again may help. */
  retryAfter?: number;
  cause?: unknown;
}

/** A failure that the caller is told of, with a code of the contract and a message that says what to do. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly details: ErrorDetail[] | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.details = options.details;
    this.retryAfter = options.retryAfter;
  }

  /** The error envelope (contract §1). */
  toResponse(): Response {
    const details = this.details === undefined ? {} : { details: this.details };
    const body: ErrorBody = { error: { code: this.code, message: this.message, ...details } };
    const headers = new Headers();
    if (this.retryAfter !== undefined) headers.set('Retry-After', String(this.retryAfter));
    if (this.code === 'UPGRADE_REQUIRED') headers.set('Upgrade', 'websocket');
    return Response.json(body, { status: errorStatus[this.code], headers });
  }
}

/** Postgres or a room did not answer. */
export function unavailable(message: string, cause?: unknown): ApiError {
  return new ApiError('UNAVAILABLE', message, { retryAfter: 1, cause });
}
