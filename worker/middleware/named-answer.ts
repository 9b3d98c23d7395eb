import type { AppMiddleware } from '../context.ts';

/** Puts the request's id on every answer: what `requestId` sets is lost on those that Hono did not build, errors and upgrades. */
export function namedAnswer(): AppMiddleware {
  return async function nameAnswer(context, next) {
    await next();
    context.header('X-Request-Id', context.var.requestId);
  };
}
