import { ApiError } from '../api-error.ts';
import { authorizeHost } from '../auth/admin.ts';
import { identifyCaller } from '../auth/callers.ts';
import { isLoopbackHost } from '../auth/loopback.ts';
import type { AppContext, AppMiddleware } from '../context.ts';
import { countStranger, countUser } from './rate-limit.ts';

/**
 * Lets only host backends through, which hold the admin token. They are not limited: a backend is no user, it speaks for all
 * of them, and an import of thousands of dialogs is its ordinary work.
 */
export function hostCaller(): AppMiddleware {
  return async function authorize(context, next) {
    const { status } = await authorizeHost(context.req.raw, context.var.settings);
    if (status === 'not_configured') {
      throw new ApiError('UNAVAILABLE', 'The Management API is closed until ADMIN_API_TOKEN is configured');
    }
    if (status === 'refused') {
      await countStranger(context);
      throw new ApiError('UNAUTHORIZED', 'Send the admin token: Authorization: Bearer <ADMIN_API_TOKEN>');
    }
    await next();
  };
}

let hasWarned = false;

/** Trusting whoever calls is for one's own machine, or for a gateway that asks first. */
function warnOnceIfExposed(context: AppContext): void {
  const { settings, log } = context.var;
  if (hasWarned || settings.chatAuth !== 'trusted') return;
  if (isLoopbackHost(new URL(context.req.url).hostname)) return;
  hasWarned = true;
  log.warn('CHAT_AUTH=trusted believes every caller: keep it behind a gateway that sets user_id, or use jwt');
}

/** Finds out who calls the Chat API, by token or by trust (contract §2), and holds them to their limit. */
export function chatCaller(): AppMiddleware {
  return async function identify(context, next) {
    warnOnceIfExposed(context);
    const result = await identifyCaller(context.req.raw, context.var.settings);
    if (result.status === 'refused') {
      await countStranger(context);
      throw new ApiError(result.code, result.message, result);
    }
    const { userId, scope, tokenExpiresAt } = result;
    await countUser(context, userId);
    context.set('caller', { userId, scope, tokenExpiresAt });
    await next();
  };
}
