import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { UserProfile } from '../../../sdk-vue/client/config.ts';

/** What signs the tokens of the people in these tests. */
export const jwtSecret = 'a-secret-of-the-host-in-browser-tests';

export interface Scope {
  tenant_uid: string;
  scope_level1?: string[];
  scope_level2?: string[];
}

export interface Person {
  userId: string;
  profile: UserProfile;
  scope: Scope | undefined;
}

/** A name that no other test has. */
export function unique(name: string): string {
  return `${name}-${randomUUID().slice(0, 8)}`;
}

/** Somebody whom no other test knows. The id is made of the name. */
export function somebody(
  displayName: string,
  { company = 'Acme', scope }: { company?: string; scope?: Scope } = {},
): Person {
  return { userId: unique(displayName.toLowerCase()), profile: { displayName, company }, scope };
}

/** A token of the person as their host would sign it. */
export function tokenOf(person: Person, lifetimeSeconds = 3_600): Promise<string> {
  return new SignJWT({ sub: person.userId, ...(person.scope && { scope_config: person.scope }) })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(Math.floor(Date.now() / 1_000) + lifetimeSeconds)
    .sign(new TextEncoder().encode(jwtSecret));
}
