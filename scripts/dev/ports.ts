import { once } from 'node:events';
import { createServer } from 'node:net';
import { Problem, reasonOf, systemCode } from '../problem.ts';

/** Throws a `Problem` that names the port, and the variable to change, when the port cannot be listened on. */
export async function requireFreePort(port: number, variable: string): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    const inUse = systemCode(error) === 'EADDRINUSE';
    const reason = inUse ? 'is in use' : `cannot be used (${reasonOf(error)})`;
    throw new Problem(`Port ${port} ${reason}: set ${variable} to another port`);
  }
  server.close();
  await once(server, 'close');
}
