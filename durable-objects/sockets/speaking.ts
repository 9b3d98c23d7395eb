import type { ServerEvent } from '../../contract/events.ts';
import { attachmentOf, remember } from './attachment.ts';

/** Sends text; a socket that closed a moment ago is not an error, its close event is on the way. */
function sendText(socket: WebSocket, text: string): void {
  if (socket.readyState !== WebSocket.OPEN) return;
  try {
    socket.send(text);
  } catch {
    // Between the check and the call the peer may vanish: there is nobody left to tell.
  }
}

/** Says one thing to one socket, greeted or not. */
export function say(socket: WebSocket, event: ServerEvent): void {
  sendText(socket, JSON.stringify(event));
}

/** Says `connected`, after which the socket hears everything. */
export function greet(socket: WebSocket): void {
  const { userId } = attachmentOf(socket);
  remember(socket, { isGreeted: true });
  say(socket, { type: 'connected', employee_id: userId, user_id: userId });
}

/** Says the same to many sockets, and makes its text once. Sockets not greeted yet hear nothing. */
export function sayToAll(sockets: readonly WebSocket[], events: readonly ServerEvent[]): void {
  const greeted = sockets.filter((socket) => attachmentOf(socket).isGreeted);
  if (greeted.length === 0) return;
  for (const event of events) {
    const text = JSON.stringify(event);
    for (const socket of greeted) sendText(socket, text);
  }
}

/** Closes a socket, which may be closed already. */
export function closeQuietly(socket: WebSocket, code: number, reason: string): void {
  try {
    socket.close(code, reason);
  } catch {
    // Closing is wanted, and it is closed.
  }
}

/** The close code for a connection that broke: RFC 6455, 7.4.1. */
export const transportError = 1011;

/** The close code for a connection that cannot be served now: the registry of RFC 6455, 11.7. */
export const tryAgainLater = 1013;

/** Completes the handshake of a close that the client began. Codes that may not be sent become 1000. */
export function answerClose(socket: WebSocket, code: number): void {
  const maySend = code === 1000 || code === transportError || (code >= 3000 && code <= 4999);
  closeQuietly(socket, maySend ? code : 1000, '');
}
