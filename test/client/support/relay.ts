import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A stretch of network between a client and the project, which a test can break. */
export interface Relay {
  /** Where the project answers, through the relay. */
  url: string;
  /** Ends every connection. */
  cut(): void;
  /** From now on nothing passes, and nobody is told: as when a train enters a tunnel. */
  stall(): void;
  /** New connections pass again, or fail at once. What was stalled stays so. */
  setReachable(reachable: boolean): void;
  close(): Promise<void>;
}

export async function startRelay(target: string): Promise<Relay> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let isReachable = true;

  function join(from: Socket, to: Socket) {
    open.add(from);
    from.pipe(to);
    // That a connection breaks is what the relay is for; the other half hears of it by its own end.
    from.on('error', () => to.destroy());
    from.on('close', () => {
      open.delete(from);
      to.destroy();
    });
  }
  const server = createServer((client) => {
    if (!isReachable) {
      client.resetAndDestroy();
      return;
    }
    const project = connect(Number(port), hostname);
    join(client, project);
    join(project, client);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The relay was given no port');

  function cut() {
    for (const socket of open) socket.destroy();
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut,
    stall() {
      for (const socket of open) socket.unpipe().pause();
    },
    setReachable(reachable) {
      isReachable = reachable;
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
