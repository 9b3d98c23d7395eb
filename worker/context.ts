import type { Context, MiddlewareHandler } from 'hono';
import type { ScopeLevels } from '../contract/scopes.ts';
import type { Settings } from '../contract/settings.ts';
import type { Database } from '../database/client.ts';
import type { Log } from '../durable-objects/log.ts';

/** Who makes a Chat API call. */
export interface Caller {
  userId: string;
  scope: ScopeLevels;
  /** When their token expires, in milliseconds; null for one that does not. */
  tokenExpiresAt: number | null;
}

/** What the middleware hands to a route. */
export interface Variables {
  requestId: string;
  settings: Settings;
  log: Log;
  /** Counts the round trips of this request. */
  database: Database;
  /** Those that a room made on this request's behalf. */
  roomRoundTrips: number;
  /** Set on Chat API routes. */
  caller: Caller;
}

export interface AppEnv {
  Bindings: Env;
  Variables: Variables;
}
export type AppContext = Context<AppEnv>;
export type AppMiddleware = MiddlewareHandler<AppEnv>;
