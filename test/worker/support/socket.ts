import { exports } from 'cloudflare:workers';
import type { ServerEvent } from '../../../contract/events.ts';

type EventOf<Type extends ServerEvent['type']> = Extract<ServerEvent, { type: Type }>;

export interface TestSocket {
  /** Everything heard so far, in order. */
  readonly events: ServerEvent[];
  /** The first event of the type, heard already or yet to come, that `matches`. */
  heard<Type extends ServerEvent['type']>(
    type: Type,
    matches?: (event: EventOf<Type>) => boolean,
  ): Promise<EventOf<Type>>;
  /** The events of the type heard so far. */
  all<Type extends ServerEvent['type']>(type: Type): EventOf<Type>[];
  say(message: unknown): void;
  sayText(text: string | ArrayBuffer): void;
  /** Answers once the server has heard everything said before. */
  settled(): Promise<void>;
  close(): void;
  readonly closed: Promise<{ code: number; reason: string }>;
}

/** Opens a user socket, or a dialog socket with `dialogId`; resolves once `connected` was heard. */
export async function openSocket(userId: string, dialogId?: string): Promise<TestSocket> {
  const query = new URLSearchParams({
    user_id: userId,
    ...(dialogId === undefined ? {} : { dialog_id: dialogId }),
  });
  const response = await exports.default.fetch(
    new Request(`http://localhost/api/v1/ws?${query}`, { headers: { Upgrade: 'websocket' } }),
  );
  const { webSocket } = response;
  if (webSocket === null) throw new Error(`No socket: ${response.status} ${await response.text()}`);
  const socket = follow(webSocket);
  await socket.heard('connected');
  return socket;
}

/** Collects what a socket hears. */
export function follow(webSocket: WebSocket): TestSocket {
  const events: ServerEvent[] = [];
  const waiting = new Set<() => void>();
  const closing = Promise.withResolvers<{ code: number; reason: string }>();
  webSocket.addEventListener('message', ({ data }) => {
    events.push(JSON.parse(String(data)));
    for (const look of waiting) look();
  });
  webSocket.addEventListener('close', ({ code, reason }) => closing.resolve({ code, reason }));
  webSocket.accept();
  let pings = 0;

  function heard<Type extends ServerEvent['type']>(
    type: Type,
    matches: (event: EventOf<Type>) => boolean = () => true,
  ): Promise<EventOf<Type>> {
    const isWanted = (event: ServerEvent): event is EventOf<Type> =>
      // The first half makes the second safe: the type decides the rest of the event.
      event.type === type && matches(event as EventOf<Type>);
    return new Promise((resolve) => {
      function look() {
        const found = events.find(isWanted);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      }
      waiting.add(look);
      look();
    });
  }

  return {
    events,
    heard,
    all: (type) => events.filter((event) => event.type === type) as EventOf<typeof type>[],
    say: (message) => webSocket.send(JSON.stringify(message)),
    sayText: (text) => webSocket.send(text),
    async settled() {
      pings += 1;
      const expected = pings;
      // Spelled so that the object itself answers, after what it was told before.
      webSocket.send('{ "type": "ping" }');
      while (events.filter((event) => event.type === 'pong').length < expected) {
        const count = events.length;
        await heard(
          'pong',
          () => events.length > count || events.filter((e) => e.type === 'pong').length >= expected,
        );
      }
    },
    close: () => webSocket.close(1000, 'done'),
    closed: closing.promise,
  };
}
