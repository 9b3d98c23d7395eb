import type { ErrorHandler, NotFoundHandler } from 'hono';
import { DatabaseUnavailable } from '../../database/client.ts';
import { createLog } from '../../durable-objects/log.ts';
import { StorageUnavailable } from '../../storage/storage-unavailable.ts';
import { ApiError, unavailable } from '../api-error.ts';
import type { AppEnv } from '../context.ts';

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof DatabaseUnavailable) {
    return unavailable('The database is unreachable: try again shortly', error);
  }
  if (error instanceof StorageUnavailable) {
    return unavailable('The file storage is unreachable: try again shortly', error);
  }
  return new ApiError(
    'INTERNAL_ERROR',
    'Something went wrong on our side; the request id names it in our log',
    {
      cause: error,
    },
  );
}

/** The one place where failures are logged and become answers. */
export const answerError: ErrorHandler<AppEnv> = (error, context) => {
  const failure = toApiError(error);
  const log = context.var.log ?? createLog('info', 'worker');
  const fields = { id: context.var.requestId, code: failure.code, error: failure.cause ?? failure };
  if (failure.code === 'INTERNAL_ERROR') log.error('request failed', fields);
  if (failure.code === 'UNAVAILABLE') log.warn('request could not be served', fields);
  return failure.toResponse();
};

export const answerNotFound: NotFoundHandler<AppEnv> = () =>
  new ApiError('NOT_FOUND', 'There is no such route; see the API reference at /docs').toResponse();
