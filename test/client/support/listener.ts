import type { ChatClient } from '../../../sdk-vue/client/chat-client.ts';
import type { ServerEvent } from '../../../sdk-vue/client/contract.ts';
import type { ChatSocket, SocketOptions, SocketStatus } from '../../../sdk-vue/client/socket-types.ts';

type EventOf<Type extends ServerEvent['type']> = Extract<ServerEvent, { type: Type }>;
type StatusOf<State extends SocketStatus['state']> = Extract<SocketStatus, { state: State }>;

/** A socket and what came of it so far; each event and status is waited for once, in order. */
export interface Listener {
  socket: ChatSocket;
  events: ServerEvent[];
  statuses: SocketStatus[];
  heard<Type extends ServerEvent['type']>(type: Type): Promise<EventOf<Type>>;
  reached<State extends SocketStatus['state']>(state: State): Promise<StatusOf<State>>;
}

/** Collects what arrives; `next` resolves with the first that fits after the last that it gave. */
function createLog<Item>() {
  const items: Item[] = [];
  let read = 0;
  let look = () => {};
  return {
    items,
    add(item: Item) {
      items.push(item);
      look();
    },
    next<Wanted extends Item>(fits: (item: Item) => item is Wanted): Promise<Wanted> {
      return new Promise((resolve) => {
        look = () => {
          while (read < items.length) {
            const item = items[read++];
            if (item !== undefined && fits(item)) {
              look = () => {};
              return resolve(item);
            }
          }
        };
        look();
      });
    },
  };
}

const opened = new Set<ChatSocket>();

/** Opens a socket that tries again soon, unless the options say otherwise. */
export function listen(client: ChatClient, options: Partial<SocketOptions> = {}): Listener {
  const events = createLog<ServerEvent>();
  const statuses = createLog<SocketStatus>();
  const socket = client.openSocket({
    reconnectInterval: 50,
    ...options,
    onEvent: events.add,
    onStatus: statuses.add,
  });
  opened.add(socket);
  return {
    socket,
    events: events.items,
    statuses: statuses.items,
    heard: <Type extends ServerEvent['type']>(type: Type) =>
      events.next((event): event is EventOf<Type> => event.type === type),
    reached: <State extends SocketStatus['state']>(state: State) =>
      statuses.next((status): status is StatusOf<State> => status.state === state),
  };
}

/** A listener that is connected. */
export async function connectedListener(
  client: ChatClient,
  options?: Partial<SocketOptions>,
): Promise<Listener> {
  const listener = listen(client, options);
  await listener.reached('connected');
  return listener;
}

/** For after each test. */
export function closeListeners(): void {
  for (const socket of opened) socket.close();
  opened.clear();
}
