import { attachmentOf, type SocketAttachment } from './attachment.ts';
import { examine, presentForMs } from './heartbeat.ts';
import { closeQuietly } from './speaking.ts';

export interface Sweep {
  /** Users with a socket heard of within the last 60 seconds. */
  presentUserIds: Set<string>;
  /** When to look again; undefined when no socket is left. */
  lookAgainAt: number | undefined;
}

/** When a socket that just opened must be looked at for the first time. */
export function firstLookAt({ openedAt, expiresAt }: SocketAttachment): number {
  return Math.min(openedAt + presentForMs, expiresAt ?? Number.POSITIVE_INFINITY);
}

/** When a socket was last heard of: pings that the runtime answers leave only this trace. */
function heardAt(state: DurableObjectState, socket: WebSocket): number {
  const autoAnswered = state.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
  return Math.max(attachmentOf(socket).heardAt, autoAnswered);
}

/** Whether a socket makes its user present. */
export function isPresent(state: DurableObjectState, socket: WebSocket, now: number): boolean {
  const { userId, expiresAt } = attachmentOf(socket);
  const verdict = examine({ userId, expiresAt, heardAt: heardAt(state, socket) }, now);
  return !('close' in verdict) && verdict.present;
}

/** Closes sockets whose token expired or that fell silent, and says who is left. */
export function sweepSockets(state: DurableObjectState, now: number): Sweep {
  const presentUserIds = new Set<string>();
  let lookAgainAt: number | undefined;
  for (const socket of openSockets(state)) {
    const { userId, expiresAt } = attachmentOf(socket);
    const verdict = examine({ userId, expiresAt, heardAt: heardAt(state, socket) }, now);
    if ('close' in verdict) {
      closeQuietly(socket, verdict.close, verdict.reason);
      continue;
    }
    if (verdict.present) presentUserIds.add(userId);
    lookAgainAt = Math.min(lookAgainAt ?? verdict.lookAgainAt, verdict.lookAgainAt);
  }
  return { presentUserIds, lookAgainAt };
}

/** The sockets that are open; one that is just closing is not. With a tag, those that were accepted with it. */
export function openSockets(state: DurableObjectState, tag?: string): WebSocket[] {
  return state.getWebSockets(tag).filter((socket) => socket.readyState === WebSocket.OPEN);
}
