import { parseSettings, type Settings } from '../contract/settings.ts';

/** The name an object was addressed by: a room's is its dialog's id, an inbox's its user's. */
export function nameOf(state: DurableObjectState): string {
  const { name } = state.id;
  if (name === undefined) throw new Error('This object must be addressed by name');
  return name;
}

/** The settings of an object. The Worker answers 503 to everything while they are wrong, so here they are right. */
export function requireSettings(env: Env): Settings {
  const result = parseSettings(env);
  if (!result.ok) throw new Error(`Wrong configuration: ${result.problem}`);
  return result.settings;
}
