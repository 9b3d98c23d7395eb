import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A line between a page and the server that can be cut as a cable can: what is open breaks, and nothing new gets through. */
export interface Relay {
  url: string;
  cut(): void;
  /** From now on nothing passes, and nobody is told: as when a train enters a tunnel. */
  stall(): void;
  /** After a cut, new connections get through; after a stall, what was under way goes on too. */
  mend(): void;
  close(): Promise<void>;
}

/** The browser's own offline mode leaves open WebSockets alone; this does not. */
export async function startRelay(target: string): Promise<Relay> {
  const { hostname, port } = new URL(target);
  const open = new Map<Socket, Socket>();
  let state: 'mended' | 'cut' | 'stalled' = 'mended';

  function join(one: Socket, other: Socket): void {
    open.set(one, other);
    if (state !== 'stalled') one.pipe(other);
    // A broken line breaks at both ends, and the page hears of it from its own.
    one.on('error', () => other.destroy());
    one.on('close', () => {
      open.delete(one);
      other.destroy();
    });
  }
  const server = createServer((near) => {
    if (state === 'cut') return void near.resetAndDestroy();
    const far = connect(Number(port), hostname);
    join(near, far);
    join(far, near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the relay has no port');
  const breakAll = () => {
    for (const socket of open.keys()) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut() {
      state = 'cut';
      breakAll();
    },
    stall() {
      state = 'stalled';
      for (const socket of open.keys()) socket.unpipe().pause();
    },
    mend() {
      if (state === 'stalled') for (const [one, other] of open) one.pipe(other);
      state = 'mended';
    },
    async close() {
      breakAll();
      server.close();
      await once(server, 'close');
    },
  };
}
