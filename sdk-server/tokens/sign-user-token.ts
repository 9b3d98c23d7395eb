import type { ScopeInput } from '../contract.ts';
import { bytesOf, hmacKey } from '../hmac.ts';

export interface UserTokenOptions {
  /** Whom the chat takes the bearer for: the id by which the host's dialogs name its participants. */
  userId: string;
  /** One of the server's `JWT_SECRETS`, or its `JWT_SECRET`. At least 32 random bytes are good. */
  secret: string;
  /** What the user may see and join beyond the dialogs they are in. Without one that is nothing. */
  scope?: ScopeInput | undefined;
  /**
   * The user's socket closes then, and the client asks for the next token.
   * @default 900
   */
  expiresInSeconds?: number | undefined;
  /** More claims, such as `nbf` or `iss`. They never replace those that this function makes. */
  claims?: Readonly<Record<string, unknown>> | undefined;
  /**
   * `JWT_USER_ID_CLAIM` of the server.
   * @default 'sub'
   */
  userIdClaim?: string | undefined;
  /**
   * `JWT_SCOPE_CLAIM` of the server.
   * @default 'scope_config'
   */
  scopeClaim?: string | undefined;
  /** @default the clock */
  now?: Date | undefined;
}

const defaultLifetimeSeconds = 900;

/**
 * A JWT, signed with HS256, that says to the chat who a user is. Whoever holds it is that user until it expires: give it to nobody but the user that
 * your own session knows. Rejects with a TypeError for options that make no token which the server takes.
 */
export async function signUserToken(options: UserTokenOptions): Promise<string> {
  const { userIdClaim = 'sub', scopeClaim = 'scope_config', now = new Date() } = options;
  const { userId, secret, scope, claims, expiresInSeconds = defaultLifetimeSeconds } = options;
  if (typeof userId !== 'string' || userId === '')
    throw new TypeError('userId must be a string, and not empty');
  if (typeof secret !== 'string' || secret === '') {
    throw new TypeError('secret is missing: give one of the JWT_SECRETS of the server');
  }
  if (!(expiresInSeconds >= 1 && Number.isFinite(expiresInSeconds))) {
    throw new TypeError('expiresInSeconds must be at least 1');
  }
  const issuedAt = Math.floor(now.getTime() / 1_000);
  const payload = {
    ...claims,
    // Not there where the user has none, and not what `claims` may say of it either.
    [scopeClaim]: scope,
    iat: issuedAt,
    exp: issuedAt + Math.floor(expiresInSeconds),
    [userIdClaim]: userId,
  };
  const content = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(payload)}`;
  const signature = await crypto.subtle.sign(
    'HMAC',
    await hmacKey(bytesOf(secret), 'sign'),
    bytesOf(content),
  );
  return `${content}.${base64Url(new Uint8Array(signature))}`;
}

function encoded(part: object): string {
  return base64Url(bytesOf(JSON.stringify(part)));
}

function base64Url(bytes: Uint8Array): string {
  // Not spread into one call: a large scope has more bytes than a call may have arguments.
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
