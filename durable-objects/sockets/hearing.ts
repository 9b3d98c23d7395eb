import { type ClientMessage, clientMessage } from '../../contract/events.ts';
import { limits } from '../../contract/limits.ts';
import { closeCode } from '../../contract/sockets.ts';

/** What became of something a client sent. */
export type Heard =
  | { status: 'understood'; message: ClientMessage }
  | { status: 'not_understood' }
  | { status: 'close'; code: number; reason: string };

/** Counts what a socket says, pings apart that the runtime answers by itself. */
export interface SpeechRate {
  /** Whether one more message at this time is within the limit. */
  allows(socket: WebSocket, now: number): boolean;
}

/**
 * At most 20 messages in a second, counted from the first of them. It is kept in memory: an object that slept has heard
 * nothing for longer than that.
 */
export function createSpeechRate(perSecond: number = limits.socketMessagesPerSecond): SpeechRate {
  const windows = new WeakMap<WebSocket, { startedAt: number; count: number }>();
  return {
    allows(socket, now) {
      const window = windows.get(socket);
      if (window === undefined || now - window.startedAt >= 1_000) {
        windows.set(socket, { startedAt: now, count: 1 });
        return true;
      }
      window.count += 1;
      return window.count <= perSecond;
    },
  };
}

function byteLength(data: string | ArrayBuffer): number {
  if (typeof data !== 'string') return data.byteLength;
  // UTF-8 has at least one byte for each UTF-16 unit: long text need not be encoded to be refused.
  return data.length > limits.socketMessageBytes ? data.length : new TextEncoder().encode(data).byteLength;
}

function parse(data: string | ArrayBuffer): ClientMessage | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    return clientMessage.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}

/** Checks size and rate, then reads one message of a client into the union of all that it may say. */
export function hear(rate: SpeechRate, socket: WebSocket, data: string | ArrayBuffer, now: number): Heard {
  if (byteLength(data) > limits.socketMessageBytes) {
    return { status: 'close', code: closeCode.messageTooBig, reason: 'Message over 64 KiB' };
  }
  if (!rate.allows(socket, now)) {
    return { status: 'close', code: closeCode.policyViolation, reason: 'Over 20 messages a second' };
  }
  const message = parse(data);
  return message === undefined ? { status: 'not_understood' } : { status: 'understood', message };
}
