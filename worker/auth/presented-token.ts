const tokenProtocolPrefix = 'bearer.';

/** The subprotocol that the server speaks and answers with; a browser also offers its token beside it. */
const chatProtocol = 'mtchat';

/** The token of `Authorization: Bearer <token>`; undefined when the header is missing or says something else. */
export function bearerToken(request: Request): string | undefined {
  return /^Bearer +(.+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1];
}

/** Whether the request asks to become a WebSocket. */
export function isSocketUpgrade(request: Request): boolean {
  return request.headers.get('Upgrade')?.toLowerCase() === 'websocket';
}

function subprotocolToken(request: Request): string | undefined {
  const offered = (request.headers.get('Sec-WebSocket-Protocol') ?? '').split(',').map((name) => name.trim());
  // Without `mtchat` the server could not answer with a protocol that the client offered, and browsers would hang up.
  if (!offered.includes(chatProtocol)) return undefined;
  return offered.find((name) => name.startsWith(tokenProtocolPrefix))?.slice(tokenProtocolPrefix.length);
}

/**
 * The user token that a request carries, unchecked. Browsers cannot set headers on a WebSocket, so an upgrade may carry
 * it as a subprotocol or in the query; elsewhere a token in the query, which ends up in logs, is not looked at.
 */
export function presentedToken(request: Request): string | undefined {
  const fromHeader = bearerToken(request);
  if (fromHeader !== undefined || !isSocketUpgrade(request)) return fromHeader;
  return subprotocolToken(request) ?? (new URL(request.url).searchParams.get('token') || undefined);
}
