import type { JWTPayload } from 'jose';
import { noScope, type ScopeLevels, userScope } from '../../contract/scopes.ts';
import type { Settings } from '../../contract/settings.ts';
import { opaqueId } from '../../contract/text.ts';
import { type VerifiedClaims, verifyClaims } from './signatures.ts';

/** What a user's token says, or why it is not believed. */
export type TokenVerdict =
  | {
      status: 'valid';
      userId: string;
      scope: ScopeLevels;
      /** Milliseconds, without leeway, so it may be just past; null for a token that does not expire. */
      expiresAt: number | null;
    }
  | Exclude<VerifiedClaims, { status: 'verified' }>;

/** The latest time that a Date can hold, in milliseconds: a token may claim to live longer. */
const latestTime = 8.64e15;

/** The user id of a claim: a string, or a number that can be told from its neighbours. */
function userIdOf(claim: unknown): string | undefined {
  return opaqueId.safeParse(Number.isSafeInteger(claim) ? String(claim) : claim).data;
}

function scopeOf(claim: unknown): ScopeLevels | undefined {
  return claim === undefined || claim === null ? noScope : userScope.safeParse(claim).data;
}

function expiryOf(claims: JWTPayload): number | null {
  return claims.exp === undefined ? null : Math.min(Math.floor(claims.exp * 1_000), latestTime);
}

/**
 * Checks a user's JWT against the configured keys (contract §2) and reads user, scope and expiry from it.
 * Never throws for a bad token; `unavailable` means that the key set could not be fetched.
 */
export async function verifyUserToken(token: string, settings: Settings): Promise<TokenVerdict> {
  const verified = await verifyClaims(token, settings);
  if (verified.status !== 'verified') return verified;
  const { claims } = verified;
  const { userIdClaim, scopeClaim } = settings.jwt;

  const userId = userIdOf(claims[userIdClaim]);
  if (userId === undefined) {
    return { status: 'invalid', reason: `The claim ${userIdClaim} of the token is missing or not a user id` };
  }
  const scope = scopeOf(claims[scopeClaim]);
  if (scope === undefined) {
    return { status: 'invalid', reason: `The claim ${scopeClaim} of the token is not a scope` };
  }
  return { status: 'valid', userId, scope, expiresAt: expiryOf(claims) };
}
