import { openDatabase } from '../../database/client.ts';
import { createLog } from '../../durable-objects/log.ts';
import type { AppMiddleware } from '../context.ts';
import { settingsOf } from '../settings.ts';

/** Gives the request its settings, log and database client. Throws UNAVAILABLE while the configuration is wrong. */
export function configured(): AppMiddleware {
  return async function configure(context, next) {
    const settings = settingsOf(context.env);
    context.set('settings', settings);
    context.set('log', createLog(settings.logLevel, 'worker'));
    context.set('database', openDatabase(settings));
    await next();
  };
}
