import * as z from 'zod';

/** What a hibernated socket remembers of itself. The runtime keeps at most 16 KiB of it. */
const socketAttachment = z.object({
  userId: z.string(),
  openedAt: z.number(),
  /** When something other than the auto-answered ping was last heard. */
  heardAt: z.number(),
  /** When its token expires, in milliseconds; null for one that does not. */
  expiresAt: z.number().nullable(),
  /** Whether `connected` was said; before it nothing else is. */
  isGreeted: z.boolean(),
  /** The dialogs whose typing it wants to hear of. */
  subscriptions: z.array(z.string()),
});
export type SocketAttachment = z.infer<typeof socketAttachment>;

/** Read once for each time the object wakes: fan-out asks every socket who it is. */
const known = new WeakMap<WebSocket, SocketAttachment>();

/** What the socket remembers; it was written by this version of the code or an older one, so it is checked. */
export function attachmentOf(socket: WebSocket): SocketAttachment {
  const cached = known.get(socket);
  if (cached !== undefined) return cached;
  const attachment = socketAttachment.parse(socket.deserializeAttachment());
  known.set(socket, attachment);
  return attachment;
}

/** Makes the socket remember this, hibernated or not. */
export function attach(socket: WebSocket, attachment: SocketAttachment): void {
  known.set(socket, attachment);
  socket.serializeAttachment(attachment);
}

/** Changes part of what the socket remembers. */
export function remember(socket: WebSocket, change: Partial<SocketAttachment>): void {
  attach(socket, { ...attachmentOf(socket), ...change });
}
