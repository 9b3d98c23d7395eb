import { parseSettings, type Settings, type SettingsResult } from '../contract/settings.ts';
import { createLog } from '../durable-objects/log.ts';
import { ApiError } from './api-error.ts';

/** Read once for an isolate: every request of it has the same environment. */
const known = new WeakMap<object, SettingsResult>();

function readSettings(env: Env): SettingsResult {
  const cached = known.get(env);
  if (cached !== undefined) return cached;
  const result = parseSettings(env);
  known.set(env, result);
  if (!result.ok) createLog('info', 'worker').error('wrong configuration', { problem: result.problem });
  return result;
}

/** The checked settings. Throws UNAVAILABLE, which names what is wrong, until they are right. */
export function settingsOf(env: Env): Settings {
  const result = readSettings(env);
  if (result.ok) return result.settings;
  throw new ApiError('UNAVAILABLE', `The server is not configured: ${result.problem}`);
}

/** How much is logged; `info` while the configuration is wrong. */
export function logLevelOf(env: Env): Settings['logLevel'] {
  const result = readSettings(env);
  return result.ok ? result.settings.logLevel : 'info';
}
