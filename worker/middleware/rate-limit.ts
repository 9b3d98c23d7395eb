import { ApiError } from '../api-error.ts';
import type { AppContext } from '../context.ts';

/** The period of the limits in wrangler.toml, after which there is room again. */
const periodSeconds = 10;

/** Counts the request against the limit of `key`: reads and writes apart, an upgrade to a WebSocket (a GET) as a read. */
async function count(context: AppContext, key: string): Promise<void> {
  const { env, req, var: variables } = context;
  if (!variables.settings.rateLimited) return;
  const isRead = req.method === 'GET' || req.method === 'HEAD';
  const { success } = await (isRead ? env.READ_LIMIT : env.WRITE_LIMIT).limit({ key });
  if (success) return;
  throw new ApiError('RATE_LIMITED', `Too many requests: wait ${periodSeconds} seconds`, {
    retryAfter: periodSeconds,
  });
}

/** Counts a request of a user who is known. Throws RATE_LIMITED. */
export function countUser(context: AppContext, userId: string): Promise<void> {
  return count(context, `user:${userId}`);
}

/**
 * Counts a request whose caller was not let in, by the address it came from, which Cloudflare sets and no client can.
 * Those of known users do not count there: a whole office may share one address. Throws RATE_LIMITED.
 */
export function countStranger(context: AppContext): Promise<void> {
  return count(context, `address:${context.req.header('CF-Connecting-IP') ?? 'unknown'}`);
}
