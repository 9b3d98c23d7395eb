import {
  type CryptoKey,
  createRemoteJWKSet,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  jwtVerify,
} from 'jose';
import type { Settings } from '../../contract/settings.ts';

/** What checking a token's signature and times comes to. `reason` is a sentence for whoever sent the token. */
export type VerifiedClaims =
  | { status: 'verified'; claims: JWTPayload }
  | { status: 'invalid'; reason: string }
  /** No key is configured. */
  | { status: 'not_configured' }
  /** The key set could not be fetched or used; `cause` is for the log. */
  | { status: 'unavailable'; cause: unknown };

const leewaySeconds = 30;
const secretAlgorithm = 'HS256';
const keySetAlgorithms = ['RS256', 'ES256', 'EdDSA'];

/** One per URL for the life of the isolate: it caches the keys for ten minutes and fetches anew for an unknown `kid`. */
const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

function keySetAt(url: string) {
  const known = keySets.get(url);
  if (known !== undefined) return known;
  const created = createRemoteJWKSet(new URL(url));
  keySets.set(url, created);
  return created;
}

/** A public key that was given as a secret by mistake would let everyone who knows it sign tokens. */
function isPublicKey(secret: string): boolean {
  return secret.includes('PUBLIC KEY-----') || secret.includes('CERTIFICATE-----');
}

/** The algorithm that the token names; undefined when the token or its header makes no sense. */
function algorithmOf(token: string): string | undefined {
  try {
    const { alg, crit } = decodeProtectedHeader(token);
    // `crit` names extensions that must be understood, and none is.
    return crit === undefined ? alg : undefined;
  } catch {
    return undefined;
  }
}

/** What is wrong with the token; undefined when the error is not its fault. */
function faultOfToken(error: unknown): string | undefined {
  if (error instanceof errors.JWTExpired) return 'The token has expired: get a new one';
  if (error instanceof errors.JWTClaimValidationFailed) {
    const isEarly = error.claim === 'nbf' && error.reason === 'check_failed';
    return isEarly
      ? 'The token is not valid yet (nbf)'
      : `The claim ${error.claim} of the token is malformed`;
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'No configured key made this signature';
  if (error instanceof errors.JWKSNoMatchingKey)
    return 'The key set has no key for the kid and alg of the token';
  const isMalformed = error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid;
  return isMalformed ? 'The token is not a well-formed JWT' : undefined;
}

function toOutcome(error: unknown): VerifiedClaims {
  const reason = faultOfToken(error);
  return reason === undefined ? { status: 'unavailable', cause: error } : { status: 'invalid', reason };
}

/** The claims that the first fitting key verifies. Throws what the last key threw when none fits. */
async function verifyWithAny(
  token: string,
  keys: Iterable<Uint8Array> | AsyncIterable<CryptoKey>,
  algorithms: string[],
): Promise<JWTPayload> {
  let failure: unknown = new errors.JWKSNoMatchingKey();
  for await (const key of keys) {
    try {
      return (await jwtVerify(token, key, { algorithms, clockTolerance: leewaySeconds })).payload;
    } catch (error) {
      // Any other error comes after the signature was found good, so no further key can mend it.
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
      failure = error;
    }
  }
  throw failure;
}

async function verifyWithSecrets(token: string, secrets: string[]): Promise<JWTPayload> {
  const keys = secrets.map((secret) => new TextEncoder().encode(secret));
  return verifyWithAny(token, keys, [secretAlgorithm]);
}

async function verifyWithKeySet(token: string, url: string): Promise<JWTPayload> {
  const options = { algorithms: keySetAlgorithms, clockTolerance: leewaySeconds };
  try {
    return (await jwtVerify(token, keySetAt(url), options)).payload;
  } catch (error) {
    // A token without `kid` fits every key of its type; the error hands these over.
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    return verifyWithAny(token, error, keySetAlgorithms);
  }
}

/**
 * The claims of a token whose signature, `exp` and `nbf` are good. The kind of key follows from the token's `alg` and
 * each kind takes its own algorithms alone, so a public key is never used as a secret.
 */
export async function verifyClaims(token: string, settings: Settings): Promise<VerifiedClaims> {
  const secrets = settings.jwt.secrets.filter((secret) => !isPublicKey(secret));
  const { jwksUrl } = settings.jwt;
  if (secrets.length === 0 && jwksUrl === undefined) return { status: 'not_configured' };

  const algorithm = algorithmOf(token);
  if (algorithm === undefined) return { status: 'invalid', reason: 'The token is not a well-formed JWT' };
  try {
    if (algorithm === secretAlgorithm && secrets.length > 0) {
      return { status: 'verified', claims: await verifyWithSecrets(token, secrets) };
    }
    if (keySetAlgorithms.includes(algorithm) && jwksUrl !== undefined) {
      return { status: 'verified', claims: await verifyWithKeySet(token, jwksUrl) };
    }
  } catch (error) {
    return toOutcome(error);
  }
  return {
    status: 'invalid',
    reason:
      'The alg of the token is not accepted: HS256 needs a configured secret, RS256, ES256 and EdDSA a key set',
  };
}
