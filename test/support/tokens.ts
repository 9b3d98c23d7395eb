import { CompactSign, type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';
import { parseSettings, type Settings } from '../../contract/settings.ts';

/** The secret of `withSecret`, with which `hs256` signs unless told otherwise. */
export const secret = 'a-secret-of-the-host-application';

/** Settings as the given variables make them, all others at their defaults. */
export function settingsWith(environment: Record<string, string>): Settings {
  const result = parseSettings({ DATABASE_URL: 'postgres://mtchat@localhost/mtchat', ...environment });
  if (!result.ok) throw new Error(result.problem);
  return result.settings;
}

export function withSecret(): Settings {
  return settingsWith({ JWT_SECRET: secret });
}

export function nowInSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}

/** A JWT around any claims, even ones that a JWT library would refuse to sign. */
function sign(claims: unknown, header: { alg: string; kid?: string }, key: CryptoKey | Uint8Array) {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader(header)
    .sign(key);
}

export function hs256(claims: unknown, key: string = secret, alg = 'HS256'): Promise<string> {
  return sign(claims, { alg }, new TextEncoder().encode(key));
}

/** A key pair and the name under which a JWKS lists it. */
export interface Signer {
  kid: string;
  alg: 'RS256' | 'ES256' | 'EdDSA';
  publicKey: CryptoKey;
  privateKey: CryptoKey;
}

export async function newSigner(kid: string, alg: Signer['alg']): Promise<Signer> {
  return { kid, alg, ...(await generateKeyPair(alg, { extractable: true })) };
}

export async function publicJwk({ kid, publicKey }: Signer): Promise<JWK> {
  return { ...(await exportJWK(publicKey)), kid };
}

/** A JWT of the user ann. */
export function signedBy(signer: Signer, header: { kid?: string } = { kid: signer.kid }): Promise<string> {
  return sign({ sub: 'ann' }, { alg: signer.alg, ...header }, signer.privateKey);
}
