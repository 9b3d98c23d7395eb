import { routePath } from 'hono/route';
import { createLog } from '../../durable-objects/log.ts';
import type { AppMiddleware } from '../context.ts';
import { logLevelOf } from '../settings.ts';

/** One JSON line a request: which route, what came of it, for whom, how long, how many round trips to Postgres. */
export function requestLog(): AppMiddleware {
  return async function logRequest(context, next) {
    const startedAt = Date.now();
    await next();
    const { database, caller, roomRoundTrips, requestId } = context.var;
    const log = createLog(logLevelOf(context.env), 'worker');
    log.info('request', {
      id: requestId,
      method: context.req.method,
      // The pattern and not the path: paths carry the host's ids, and queries tokens.
      route: routePath(context, -1),
      status: context.res.status,
      ms: Date.now() - startedAt,
      user: caller?.userId,
      round_trips: (database?.roundTrips ?? 0) + (roomRoundTrips ?? 0),
    });
  };
}
