import { exports } from 'cloudflare:workers';
import { type Answer, asUser, type Person } from './wire.ts';

/** A socket's client, that keeps all it hears. */
export interface Ear {
  /** Everything heard so far, but for greetings and pongs, in order. */
  readonly heard: { text: string; event: unknown }[];
  closedWith: number | undefined;
  /** How many things were said. */
  said: number;
  say(message: unknown): void;
  /** Resolves when the object has taken in everything said before. Counts as something said. */
  understood(): Promise<void>;
  /** Resolves when everything has arrived that the object said before. Does not count. */
  caughtUp(): Promise<void>;
  hangUp(): Promise<void>;
}

/** Rings for whoever waits for anything to happen on any socket. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring; false when none came in time. */
  next(withinMs: number): Promise<boolean>;
}

export function createBell(): Bell {
  let waiting = Promise.withResolvers<void>();
  return {
    ring() {
      waiting.resolve();
      waiting = Promise.withResolvers();
    },
    async next(withinMs) {
      const tooLate = Promise.withResolvers<boolean>();
      const timer = setTimeout(() => tooLate.resolve(false), withinMs);
      const rang = await Promise.race([waiting.promise.then(() => true), tooLate.promise]);
      clearTimeout(timer);
      return rang;
    },
  };
}

function listen(webSocket: WebSocket, bell: Bell): { ear: Ear; ready: Promise<void> } {
  const heard: Ear['heard'] = [];
  const greeted = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  const pongs: (() => void)[] = [];
  const pongTo = (ping: string) =>
    new Promise<void>((resolve) => {
      if (ear.closedWith !== undefined) return resolve();
      pongs.push(resolve);
      webSocket.send(ping);
    });
  const ear: Ear = {
    heard,
    closedWith: undefined,
    said: 0,
    say(message) {
      ear.said += 1;
      webSocket.send(JSON.stringify(message));
    },
    understood: () => pongTo('{ "type": "ping" }'),
    caughtUp: () => pongTo('{"type":"ping"}'),
    async hangUp() {
      webSocket.close(1000, 'done');
      await closed.promise;
    },
  };
  webSocket.addEventListener('message', ({ data }) => {
    const text = String(data);
    const event: unknown = JSON.parse(text);
    if (text === '{"type":"pong"}') return pongs.shift()?.();
    if (text.startsWith('{"type":"connected"')) return greeted.resolve();
    heard.push({ text, event });
    bell.ring();
  });
  webSocket.addEventListener('close', ({ code }) => {
    ear.closedWith = code;
    for (const pong of pongs.splice(0)) pong();
    greeted.resolve();
    closed.resolve();
    bell.ring();
  });
  webSocket.accept();
  return { ear, ready: greeted.promise };
}

/** Asks for a socket; where it opens, `put` is given its client before anything can be missed. */
export async function connect(
  person: Person,
  dialogId: string | undefined,
  bell: Bell,
  put: (ear: Ear) => void,
): Promise<Answer> {
  const at = Date.now();
  const path = dialogId === undefined ? '/ws' : `/ws?dialog_id=${dialogId}`;
  const response = await exports.default.fetch(
    new Request(`http://localhost/api/v1${asUser(path, person)}`, {
      headers: { ...person.headers, Upgrade: 'websocket' },
    }),
  );
  if (response.webSocket === null) {
    const text = await response.text();
    return { status: response.status, text, body: JSON.parse(text), at };
  }
  const { ear, ready } = listen(response.webSocket, bell);
  put(ear);
  await ready;
  return { status: response.status, text: '', body: undefined, at };
}
