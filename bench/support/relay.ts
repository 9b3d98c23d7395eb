import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface Relay {
  port: number;
  close(): Promise<void>;
}

/**
 * Passes TCP connections on to `targetPort`, with what comes back delayed by `delayMs`: as long as a round trip to a
 * database takes that is this far away. Order is kept, and what follows close upon another waits no longer than it.
 */
export async function startDelayingRelay(targetPort: number, delayMs: number): Promise<Relay> {
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: targetPort, host: '127.0.0.1', noDelay: true });
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(end);
      end.once('close', () => {
        open.delete(end);
        other.destroy();
      });
      end.on('error', () => other.destroy());
    }
    near.on('data', (chunk) => far.write(chunk));
    far.on('data', (chunk) => setTimeout(() => near.write(chunk), delayMs));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The relay listens on no port');
  return {
    port: address.port,
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
