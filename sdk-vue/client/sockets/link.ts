import ReconnectingWebSocket from 'partysocket/ws';
import { closeCode } from '../../../contract/sockets.ts';
import { ChatError, toChatError } from '../chat-error.ts';
import type { SocketOptions, SocketStatus } from '../socket-types.ts';
import { createHandshakes, type Handshake, tokenExpired, type Wire } from './handshakes.ts';
import { createPause, waitAfter } from './pause.ts';

const handshakeDeadlineMs = 10_000;
/** A connection that lasted so long was a good one: what failed before it no longer counts. */
const settledAfterMs = 10_000;
/** One of the codes left to applications. Nobody reads it: who is silent has gone. */
const silentCode = 4000;

/** A connection that is made again when it is lost. */
export interface Link {
  status(): SocketStatus;
  /** Sends where there is a connection; else does nothing. */
  say(text: string): void;
  /** The server has said that events are complete from here on. */
  accept(): void;
  /** Gives a silent connection up without waiting for its end to be reported. */
  drop(): void;
  /** Ends a wait for the next attempt. */
  retryNow(): void;
  close(): void;
}

export interface LinkEvents {
  onOpen(): void;
  onFrame(frame: unknown): void;
  /** There is no connection any more; nothing late from it will be heard. */
  onDown(): void;
  /** There will be none any more. */
  onClosed(): void;
}

type ClosedReason = Extract<SocketStatus, { state: 'closed' }>['reason'];

export function openLink(wire: Wire, options: SocketOptions, events: LinkEvents): Link {
  const { dialogId, reconnect = true, reconnectInterval = 3_000 } = options;
  const handshakes = createHandshakes(wire, dialogId);
  const pause = createPause();
  let status: SocketStatus = { state: 'connecting' };
  let phase: 'between' | 'handshake' | 'open' = 'between';
  let acceptedAt = Number.POSITIVE_INFINITY;
  let failures = 0;
  let expiries = 0;
  let upcoming: Promise<Handshake>;

  // It waits by a timer that cannot be cut short. So it never waits itself: that is part of giving the address.
  const socket = new ReconnectingWebSocket(
    () => {
      upcoming = nextHandshake();
      return upcoming.then(({ url }) => url);
    },
    () => upcoming.then(({ protocols }) => protocols),
    {
      minReconnectionDelay: 0,
      maxReconnectionDelay: 0,
      connectionTimeout: handshakeDeadlineMs,
      maxEnqueuedMessages: 0,
    },
  );
  socket.addEventListener('open', () => {
    if (phase !== 'handshake') return;
    phase = 'open';
    events.onOpen();
  });
  socket.addEventListener('message', ({ data }) => {
    if (phase === 'open') events.onFrame(data);
  });
  socket.addEventListener('close', ({ code }) => lose(code));
  // Of an address or a token that no WebSocket takes, it reports no close.
  socket.addEventListener('error', () => lose(0));

  function announce(next: SocketStatus) {
    if (isClosed() || (next.state === status.state && next.state !== 'waiting')) return;
    status = next;
    options.onStatus(next);
  }

  function isClosed(): boolean {
    return status.state === 'closed';
  }

  /** Waits as long as has to be waited. Never rejects: the socket would try again at once. */
  async function nextHandshake(): Promise<Handshake> {
    while (!isClosed()) {
      if (status.state === 'waiting') {
        await pause.until(status.retryAt);
        if (isClosed()) break;
      }
      announce({ state: 'connecting' });
      try {
        const handshake = await handshakes.next();
        acceptedAt = Number.POSITIVE_INFINITY;
        phase = 'handshake';
        return handshake;
      } catch (thrown) {
        tryLater(toChatError(thrown, 'NETWORK', 'The socket cannot be opened'));
      }
    }
    // Closed meanwhile: nothing is opened any more.
    return { url: '', protocols: null };
  }

  function lose(code: number) {
    if (phase === 'between') return;
    const wasOpen = phase === 'open';
    phase = 'between';
    events.onDown();
    if (Date.now() - acceptedAt > settledAfterMs) {
      failures = 0;
      expiries = 0;
    }
    if (code === closeCode.notParticipant) return end('not-participant');
    if (code === closeCode.tokenExpired) return renewToken();
    handshakes.ended(wasOpen ? 'accepted' : 'refused');
    tryLater(new ChatError('NETWORK', `The connection was lost (${code})`));
  }

  function renewToken() {
    expiries += 1;
    if (expiries > 1 || !reconnect) return end('unauthorized', tokenExpired());
    handshakes.ended('expired');
    announce({ state: 'connecting' });
  }

  function tryLater(error: ChatError) {
    const reason = finalReason(error, dialogId);
    if (reason !== undefined) return end(reason, error);
    if (!reconnect) return end('gave-up', error);
    failures += 1;
    announce({ state: 'waiting', retryAt: Date.now() + waitAfter(failures, reconnectInterval) });
  }

  function end(reason: ClosedReason, error?: ChatError) {
    if (isClosed()) return;
    if (phase !== 'between') events.onDown();
    phase = 'between';
    events.onClosed();
    socket.close();
    announce({ state: 'closed', reason, ...(error ? { error } : {}) });
    pause.cutShort();
  }

  return {
    status: () => status,
    say(text) {
      if (phase === 'open') socket.send(text);
    },
    accept() {
      acceptedAt = Date.now();
      announce({ state: 'connected' });
    },
    drop() {
      lose(silentCode);
      if (!isClosed()) socket.reconnect(silentCode);
    },
    retryNow() {
      if (status.state !== 'waiting') return;
      failures = 0;
      announce({ state: 'connecting' });
      pause.cutShort();
    },
    close: () => end('by-caller'),
  };
}

/** Why it is of no use to try again; undefined where it may be. */
function finalReason({ code }: ChatError, dialogId: string | undefined): ClosedReason | undefined {
  if (code === 'UNAUTHORIZED') return 'unauthorized';
  if (code === 'FORBIDDEN') return dialogId === undefined ? 'unauthorized' : 'not-participant';
  return code === 'NOT_FOUND' && dialogId !== undefined ? 'not-participant' : undefined;
}
