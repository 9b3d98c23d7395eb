import { closeCode } from '../../contract/sockets.ts';

/** A user with no socket heard of for so long is offline. */
export const presentForMs = 60_000;
/** A socket silent for so long is closed. */
export const silentAfterMs = 90_000;

/** What the sweep needs to know of one socket. */
export interface Pulse {
  userId: string;
  /** When it connected or was last heard of, auto-answered pings included. */
  heardAt: number;
  expiresAt: number | null;
}

export type Verdict = { close: number; reason: string } | { present: boolean; lookAgainAt: number };

/** Whether a socket is to be closed, else whether it makes its user present, and when that can next change. */
export function examine(pulse: Pulse, now: number): Verdict {
  if (pulse.expiresAt !== null && now >= pulse.expiresAt) {
    return { close: closeCode.tokenExpired, reason: 'Token expired' };
  }
  if (now >= pulse.heardAt + silentAfterMs) {
    return { close: closeCode.silent, reason: 'No ping for 90 seconds' };
  }
  const present = now < pulse.heardAt + presentForMs;
  const nextChange = pulse.heardAt + (present ? presentForMs : silentAfterMs);
  return { present, lookAgainAt: Math.min(nextChange, pulse.expiresAt ?? Number.POSITIVE_INFINITY) };
}
