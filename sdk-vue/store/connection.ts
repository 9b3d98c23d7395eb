import type { ChatSocket, SocketStatus } from '../client/socket-types.ts';
import type { Reach, StoreConnection } from './connection-settings.ts';
import type { StoreCore } from './core.ts';
import { listenToNetwork } from './network.ts';
import type { OpenDialogs } from './open-dialogs.ts';
import { markStale } from './reducers/timelines.ts';
import type { ConnectionState } from './state.ts';

/** First loads wait so long for the socket: what is loaded once it listens needs not be loaded again. */
export const patienceMs = 800;

export interface Connection {
  connect(): void;
  disconnect(): void;
  reconnectNow(): void;
  sendTyping(dialogId: string): void;
  /** Opens or closes the socket as the open dialogs and the reach need it. */
  retarget(): void;
  setReach(reach: Reach): void;
  /** Forgets a refusal: the user has joined the dialog. */
  allow(dialogId: string): void;
  /** Resolves when the socket listens, or will not soon. */
  whenReady(): Promise<void>;
  destroy(): void;
}

export interface ConnectionEvents {
  /** The socket listens. `mayHaveMissed`: something was loaded, or was loaded before, while it did not. */
  onOnline(mayHaveMissed: boolean): void;
}

/** What one socket is for: everything of the user, or one dialog. */
type Target = { reach: 'user' } | { reach: 'dialog'; dialogId: string };

export function createConnection(
  core: StoreCore,
  settings: () => StoreConnection,
  opened: OpenDialogs,
  events: ConnectionEvents,
  initialReach: Reach,
): Connection {
  let reach = initialReach;
  let isWanted = false;
  let current: { target: Target; socket: ChatSocket | undefined } | undefined;
  let status: SocketStatus['state'] = 'connecting';
  let mayHaveMissed = false;
  let isListening = false;
  const refused = new Set<string>();
  let waiting: (() => void)[] = [];

  const network = listenToNetwork(() => showConnection());

  function showConnection(error = core.state().closedBecause): void {
    // With no dialog open there is nothing to listen to, which is no reason to show a banner.
    const hasNothingToHear = isWanted && !current && reach === 'dialog' && status !== 'closed';
    const connection =
      hasNothingToHear && !network.isDown() ? 'online' : connectionOf(core.state().connection);
    if (core.state().connection !== connection || core.state().closedBecause !== error) {
      core.update(({ closedBecause, ...state }) => ({
        ...state,
        connection,
        ...(error && connection === 'closed' && { closedBecause: error }),
      }));
    }
  }

  function connectionOf(before: ConnectionState): ConnectionState {
    if (status === 'closed') return 'closed';
    if (network.isDown() || status === 'waiting') return 'offline';
    if (status === 'connected') return 'online';
    // A further attempt is no news: the banner stays as it is until one succeeds.
    return before === 'offline' || before === 'online' ? 'offline' : 'connecting';
  }

  function letWaitingGo(): void {
    const released = waiting;
    waiting = [];
    for (const go of released) go();
  }

  function targetNow(): Target | undefined {
    if (!isWanted) return undefined;
    if (reach === 'user') return { reach };
    const dialogId = opened.ids().findLast((id) => {
      const isReadable = core.state().dialogs.get(id)?.i_am_participant ?? true;
      return isReadable && !refused.has(id);
    });
    return dialogId === undefined ? undefined : { reach, dialogId };
  }

  function stopListening(): void {
    if (!isListening) return;
    isListening = false;
    mayHaveMissed = true;
    core.emit('disconnected');
  }

  function close(): void {
    const closing = current;
    current = undefined;
    closing?.socket?.close();
    stopListening();
  }

  function retarget(): void {
    const target = targetNow();
    if (isSameTarget(current?.target, target)) return;
    const hadSocket = current !== undefined;
    close();
    // The socket of one dialog leaves the others to be loaded anew when they are opened, and its own loads wait for it.
    if (target?.reach === 'dialog') {
      core.update(markStale);
      mayHaveMissed = false;
    } else if (hadSocket) mayHaveMissed = true;
    if (target) open(target);
    showConnection();
  }

  function open(target: Target): void {
    const { reconnect, reconnectInterval, heartbeatInterval } = settings();
    const opening: NonNullable<typeof current> = { target, socket: undefined };
    current = opening;
    status = 'connecting';
    const whileCurrent =
      <Value>(hear: (value: Value) => void) =>
      (value: Value) => {
        if (current === opening) hear(value);
      };
    opening.socket = core.client.openSocket({
      ...(target.reach === 'dialog' && { dialogId: target.dialogId }),
      ...(reconnect !== undefined && { reconnect }),
      ...(reconnectInterval !== undefined && { reconnectInterval }),
      ...(heartbeatInterval !== undefined && { heartbeatInterval }),
      onStatus: whileCurrent((next) => hearStatus(target, next)),
      onEvent: whileCurrent((event) => {
        core.apply(event);
        if (event.type === 'message.new') {
          const { type, ...message } = event;
          core.emit('message', message);
        }
      }),
    });
    for (const id of opened.ids()) opening.socket.subscribe(id);
  }

  function hearStatus(target: Target, next: SocketStatus): void {
    status = next.state;
    if (next.state === 'connected') {
      hearConnected();
      return;
    }
    stopListening();
    // A first attempt may succeed in time for those who wait for it; after it has failed there is no telling.
    if (next.state !== 'connecting') letWaitingGo();
    if (next.state === 'closed') hearClosed(target, next);
    else showConnection();
  }

  function hearConnected(): void {
    isListening = true;
    const missed = mayHaveMissed;
    mayHaveMissed = false;
    // First, so that nothing is sent before what was missed is being loaded.
    events.onOnline(missed);
    showConnection();
    core.emit('connected');
    letWaitingGo();
  }

  function hearClosed(target: Target, { reason, error }: Extract<SocketStatus, { state: 'closed' }>): void {
    current = undefined;
    if (reason === 'not-participant' && target.reach === 'dialog') {
      refused.add(target.dialogId);
      status = 'connecting';
      core.apply({ type: 'participant.left', dialog_id: target.dialogId, user_id: core.state().userId });
      retarget();
      return;
    }
    isWanted = false;
    showConnection(error);
    if (error) core.emit('error', error);
  }

  function stopWaiting(): void {
    // What is loaded from here on, the socket was not there to add to.
    if (!isListening) mayHaveMissed = true;
  }

  const stopSubscribing = opened.onChange((dialogId, isOpen) => {
    retarget();
    if (isOpen) current?.socket?.subscribe(dialogId);
    else current?.socket?.unsubscribe(dialogId);
  });

  return {
    connect() {
      isWanted = true;
      if (status === 'closed') status = 'connecting';
      if (!current) showConnection();
      retarget();
    },
    disconnect() {
      isWanted = false;
      close();
      status = 'closed';
      showConnection();
      letWaitingGo();
    },
    reconnectNow: () => current?.socket?.reconnectNow(),
    sendTyping: (dialogId) => current?.socket?.sendTyping(dialogId),
    retarget,
    setReach(next) {
      reach = next;
      retarget();
    },
    allow(dialogId) {
      refused.delete(dialogId);
      retarget();
    },
    async whenReady() {
      if (isListening || (isWanted && !current)) return;
      if (status === 'connecting' && !mayHaveMissed) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          setTimeout(resolve, patienceMs);
        });
      }
      stopWaiting();
    },
    destroy() {
      stopSubscribing();
      network.stop();
      isWanted = false;
      close();
      letWaitingGo();
    },
  };
}

function isSameTarget(a: Target | undefined, b: Target | undefined): boolean {
  if (a?.reach === 'dialog' && b?.reach === 'dialog') return a.dialogId === b.dialogId;
  return a?.reach === b?.reach;
}
