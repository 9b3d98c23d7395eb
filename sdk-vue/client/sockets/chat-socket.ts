import { pingText } from '../../../contract/sockets.ts';
import type { ClientMessage } from '../contract.ts';
import type { ChatSocket, SocketOptions } from '../socket-types.ts';
import type { Wire } from './handshakes.ts';
import { createHeartbeat } from './heartbeat.ts';
import { openLink } from './link.ts';
import { onPageAwake } from './page-signals.ts';
import { parseServerEvent } from './server-event.ts';
import { createSubscriptions } from './subscriptions.ts';

/** The server relays no more than that. */
const typingIntervalMs = 2_000;
/** The server says that it is connected within 10 s, or closes. Its pongs come by themselves and prove nothing. */
const greetingDeadlineMs = 15_000;

export function openChatSocket(wire: Wire, options: SocketOptions): ChatSocket {
  const typedAt = new Map<string, number>();
  let greetingDeadline: ReturnType<typeof setTimeout> | undefined;
  const subscriptions = createSubscriptions(say);
  const heartbeat = createHeartbeat({
    interval: options.heartbeatInterval ?? 30_000,
    ping: () => link.say(pingText),
    onSilence: () => link.drop(),
  });
  const link = openLink(wire, options, {
    onOpen() {
      heartbeat.start();
      greetingDeadline = setTimeout(link.drop, greetingDeadlineMs);
    },
    onFrame: hear,
    onDown() {
      clearTimeout(greetingDeadline);
      heartbeat.stop();
      subscriptions.stop();
    },
    onClosed: () => ignorePage(),
  });
  const ignorePage = onPageAwake(reconnectNow);

  function say(message: ClientMessage) {
    link.say(JSON.stringify(message));
  }

  function hear(frame: unknown) {
    heartbeat.heard();
    const event = parseServerEvent(frame);
    if (event === undefined || event.type === 'pong') return;
    if (event.type === 'connected') {
      clearTimeout(greetingDeadline);
      subscriptions.start();
      link.accept();
    }
    options.onEvent(event);
  }

  function reconnectNow() {
    if (link.status().state === 'connected') heartbeat.check();
    else link.retryNow();
  }

  return {
    status: link.status,
    subscribe: subscriptions.add,
    unsubscribe: subscriptions.remove,
    sendTyping(dialogId) {
      const now = Date.now();
      if (link.status().state !== 'connected' || now - (typedAt.get(dialogId) ?? 0) < typingIntervalMs)
        return;
      typedAt.set(dialogId, now);
      say({ type: 'typing', dialog_id: dialogId });
    },
    reconnectNow,
    close: link.close,
  };
}
