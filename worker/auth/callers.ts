import type { ErrorCode } from '../../contract/errors.ts';
import { decodeBase64Json } from '../../contract/queries.ts';
import { noScope, type ScopeLevels, userScope } from '../../contract/scopes.ts';
import type { Settings } from '../../contract/settings.ts';
import { opaqueId } from '../../contract/text.ts';
import { isSocketUpgrade, presentedToken } from './presented-token.ts';
import { type TokenVerdict, verifyUserToken } from './tokens.ts';

interface Refusal {
  status: 'refused';
  code: ErrorCode;
  /** Tells the caller what to do. */
  message: string;
  /** Seconds after which trying again may help. */
  retryAfter?: number;
  /** What went wrong on our side, for the log. */
  cause?: unknown;
}

/** Who makes a Chat API call, or why that is not known. */
export type CallerIdentification =
  | {
      status: 'identified';
      userId: string;
      scope: ScopeLevels;
      /** When their token expires, in milliseconds; null for one that does not. */
      tokenExpiresAt: number | null;
    }
  | Refusal;

const keySetRetrySeconds = 5;

function refusal(code: ErrorCode, message: string): Refusal {
  return { status: 'refused', code, message };
}

type ScopeHeader = { status: 'absent' } | { status: 'given'; scope: ScopeLevels } | Refusal;

function readScopeHeader(request: Request): ScopeHeader {
  const header = request.headers.get('X-Scope-Config');
  if (header === null) return { status: 'absent' };
  const parsed = userScope.safeParse(decodeBase64Json(header));
  if (parsed.success) return { status: 'given', scope: parsed.data };
  return refusal(
    'BAD_REQUEST',
    'X-Scope-Config must be base64 of JSON such as {"tenant_uid":"X","scope_level1":["A"],"scope_level2":["B"]}',
  );
}

function missingToken(request: Request): Refusal {
  if (isSocketUpgrade(request)) {
    return refusal(
      'UNAUTHORIZED',
      'Send a user token: as the subprotocols "mtchat, bearer.<jwt>", or as the query parameter token',
    );
  }
  return refusal(
    'UNAUTHORIZED',
    'Send a user token: Authorization: Bearer <jwt> (in the query it is read for WebSockets only)',
  );
}

function toRefusal(verdict: Exclude<TokenVerdict, { status: 'valid' }>): Refusal {
  if (verdict.status === 'invalid') return refusal('UNAUTHORIZED', verdict.reason);
  if (verdict.status === 'unavailable') {
    const message =
      'The keys that user tokens are checked with cannot be fetched from JWT_JWKS_URL: try again shortly';
    return { ...refusal('UNAVAILABLE', message), retryAfter: keySetRetrySeconds, cause: verdict.cause };
  }
  return refusal(
    'UNAVAILABLE',
    'The Chat API is closed until JWT_SECRET, JWT_SECRETS or JWT_JWKS_URL is configured; a public key is no secret',
  );
}

async function identifyByToken(request: Request, settings: Settings): Promise<CallerIdentification> {
  const token = presentedToken(request);
  // Asked for even without a token: where no key is configured, that is what every caller must hear.
  const verdict = await verifyUserToken(token ?? '', settings);
  if (token === undefined && verdict.status === 'invalid') return missingToken(request);
  if (verdict.status !== 'valid') return toRefusal(verdict);

  const { userId, expiresAt } = verdict;
  const claimed = new URL(request.url).searchParams.getAll('user_id');
  if (claimed.some((id) => id !== userId)) {
    return refusal('FORBIDDEN', 'user_id is not the user of the token: leave it out');
  }
  const header: ScopeHeader = settings.trustScopeHeader ? readScopeHeader(request) : { status: 'absent' };
  if (header.status === 'refused') return header;
  const scope = header.status === 'given' ? header.scope : verdict.scope;
  return { status: 'identified', userId, scope, tokenExpiresAt: expiresAt };
}

function identifyByTrust(request: Request): CallerIdentification {
  const claimed = new Set(new URL(request.url).searchParams.getAll('user_id'));
  const [first] = claimed;
  const userId = opaqueId.safeParse(first);
  if (!userId.success || claimed.size > 1) {
    return refusal(
      'BAD_REQUEST',
      'Name the user once in the query: user_id, 1 to 255 characters and no control characters',
    );
  }
  const header = readScopeHeader(request);
  if (header.status === 'refused') return header;
  const scope = header.status === 'given' ? header.scope : noScope;
  return { status: 'identified', userId: userId.data, scope, tokenExpiresAt: null };
}

/**
 * Finds out who makes a Chat API call or opens a socket, by `CHAT_AUTH` (contract §2): from their token, or in
 * trusted mode from `user_id` and `X-Scope-Config`.
 */
export async function identifyCaller(request: Request, settings: Settings): Promise<CallerIdentification> {
  return settings.chatAuth === 'trusted' ? identifyByTrust(request) : identifyByToken(request, settings);
}
