import { signUserToken } from './mtchat-server.ts';
import type { Person } from './people.ts';

/** Short, so that whoever uses the demo sees the chat fetch a new one without noticing. */
const lifetimeSeconds = 300;

/** How the demo's people prove to MTChat who they are. */
export type ChatAuthentication =
  /** MTChat believes what the browser says: local development. */
  | { kind: 'trusted' }
  | { kind: 'signed'; secret: string; userIdClaim: string; scopeClaim: string }
  /** The signing key is not the demo's to have. */
  | { kind: 'impossible' };

/** A token that says who a person is and what they may join, good for five minutes. */
export function signToken(
  person: Person,
  { secret, userIdClaim, scopeClaim }: Extract<ChatAuthentication, { kind: 'signed' }>,
): Promise<string> {
  return signUserToken({
    userId: person.id,
    scope: person.scope,
    secret,
    userIdClaim,
    scopeClaim,
    expiresInSeconds: lifetimeSeconds,
  });
}
