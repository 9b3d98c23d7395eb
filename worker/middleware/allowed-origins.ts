import { cors } from 'hono/cors';
import type { Settings } from '../../contract/settings.ts';
import { ApiError } from '../api-error.ts';
import type { AppMiddleware } from '../context.ts';

function allows(settings: Settings, origin: string): boolean {
  return settings.corsAllowedOrigins.includes('*') || settings.corsAllowedOrigins.includes(origin);
}

/**
 * Lets the pages of the allowed origins read answers. Browsers do not ask before they open a WebSocket, so a page of another
 * origin is refused there outright.
 */
export function allowedOrigins(): AppMiddleware {
  return async function checkOrigin(context, next) {
    const { settings } = context.var;
    const origin = context.req.header('Origin');
    const upgrades = context.req.header('Upgrade')?.toLowerCase() === 'websocket';
    if (upgrades) {
      if (origin !== undefined && !allows(settings, origin)) {
        throw new ApiError('FORBIDDEN', 'This origin is not among CORS_ALLOWED_ORIGINS');
      }
      return next();
    }
    const answerCors = cors({
      origin: (asked) => {
        if (settings.corsAllowedOrigins.includes('*')) return '*';
        return allows(settings, asked) ? asked : null;
      },
      allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'X-Request-Id', 'X-Scope-Config'],
      allowMethods: ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
      exposeHeaders: ['Idempotency-Replayed', 'Retry-After', 'X-Request-Id'],
      maxAge: 86_400,
    });
    return answerCors(context, next);
  };
}
