import type { Settings } from '../../contract/settings.ts';
import { isSameSecret } from './constant-time.ts';
import { bearerToken } from './presented-token.ts';

/** Whether a host backend may use the Management API. */
export type HostAuthorization =
  | { status: 'authorized' }
  | { status: 'not_configured' }
  | { status: 'refused'; reason: 'missing_token' | 'wrong_token' };

/** Checks `Authorization: Bearer <ADMIN_API_TOKEN>`. Without a configured token nobody is let in. */
export async function authorizeHost(request: Request, settings: Settings): Promise<HostAuthorization> {
  if (settings.adminToken === undefined) return { status: 'not_configured' };
  const given = bearerToken(request);
  if (given === undefined) return { status: 'refused', reason: 'missing_token' };
  const isRight = await isSameSecret(given, settings.adminToken);
  return isRight ? { status: 'authorized' } : { status: 'refused', reason: 'wrong_token' };
}
