import { once } from 'node:events';
import { connect, createServer } from 'node:net';

interface CountingRelay {
  port: number;
  /** How often something was asked since the last time. */
  take(): number;
  close(): Promise<void>;
}

/**
 * Passes connections on to a Postgres server and counts what is asked: a driver that waits for each answer asks once a round
 * trip.
 */
export async function startCountingRelay(targetPort: number): Promise<CountingRelay> {
  let asked = 0;
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: targetPort, host: '127.0.0.1', noDelay: true });
    near.on('data', () => {
      asked += 1;
    });
    near.pipe(far).pipe(near);
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The relay listens on no port');
  return {
    port: address.port,
    take() {
      const taken = asked;
      asked = 0;
      return taken;
    },
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}
