import * as z from 'zod';
import type { SocketAttachment } from './attachment.ts';

/** Who opens a socket, as the Worker verified it; it travels in the URL of the request to the object. */
const socketOpening = z.object({
  userId: z.string(),
  dialogId: z.string().optional(),
  expiresAt: z.coerce.number().optional(),
});
export type SocketOpening = z.infer<typeof socketOpening>;

/** The subprotocol that a token travels beside, and that the server answers with. */
export const socketProtocol = 'mtchat';

/** The request that hands a client's upgrade to an object, which only the Worker can reach. */
export function openingRequest(upgrade: Request, opening: SocketOpening): Request {
  const url = new URL('https://durable-object/socket');
  for (const [name, value] of Object.entries(opening)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const headers = new Headers({ Upgrade: 'websocket' });
  const offered = upgrade.headers.get('Sec-WebSocket-Protocol') ?? '';
  const names = offered.split(',').map((name) => name.trim());
  // The token that may stand beside it stays out of the object.
  if (names.includes(socketProtocol)) headers.set('Sec-WebSocket-Protocol', socketProtocol);
  return new Request(url, { headers });
}

/** Reads what `openingRequest` wrote. */
export function readOpening(request: Request): SocketOpening {
  return socketOpening.parse(Object.fromEntries(new URL(request.url).searchParams));
}

/** A token is let in for this long after it expired, for clocks that differ (contract §2). */
const leewayMs = 30_000;

/** When the socket is to be closed for its token: one that was let in by leeway has what is left of that. */
function closesAt(expiresAt: number | undefined, now: number): number | null {
  if (expiresAt === undefined) return null;
  return expiresAt > now ? expiresAt : expiresAt + leewayMs;
}

/** What a socket remembers from its first moment. */
export function newAttachment(opening: SocketOpening, now: number): SocketAttachment {
  return {
    userId: opening.userId,
    openedAt: now,
    heardAt: now,
    expiresAt: closesAt(opening.expiresAt, now),
    isGreeted: false,
    subscriptions: opening.dialogId === undefined ? [] : [opening.dialogId],
  };
}

/** The answer that completes the upgrade with the client's end of the pair. */
export function upgradeAnswer(request: Request, client: WebSocket): Response {
  const protocol = request.headers.get('Sec-WebSocket-Protocol');
  const headers = protocol === null ? {} : { 'Sec-WebSocket-Protocol': protocol };
  return new Response(null, { status: 101, webSocket: client, headers });
}
