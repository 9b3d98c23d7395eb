import { once } from 'node:events';
import { createServer } from 'node:net';
import { Problem, reasonOf, systemCode } from '../problem.ts';

/** Browsers take `localhost` for either. */
const loopbackAddresses = ['127.0.0.1', '::1'];

/** How many ports are tried for one to propose. */
const proposals = 50;

/** Throws a `Problem` that names the port, and the variable to change, when the port cannot be listened on. */
export async function requireFreePort(port: number, variable: string): Promise<void> {
  const error = await errorOfListening(port);
  if (error === undefined) return;
  const proposal = await firstFreePort(port + 10);
  const instead = proposal === undefined ? '' : `, for example ${variable}=${proposal} npm run dev`;
  if (systemCode(error) === 'EADDRINUSE') {
    throw new Problem(
      `Port ${port} is in use by another program: stop that one, or set ${variable} to another port${instead}`,
    );
  }
  throw new Problem(
    `Port ${port} cannot be used (${reasonOf(error)}): set ${variable} to another port${instead}`,
  );
}

async function firstFreePort(from: number): Promise<number | undefined> {
  for (let port = from; port < Math.min(from + proposals, 65_536); port += 1) {
    if ((await errorOfListening(port)) === undefined) return port;
  }
  return undefined;
}

async function errorOfListening(port: number): Promise<unknown> {
  for (const address of loopbackAddresses) {
    const error = await errorOfListeningOn(address, port);
    if (error !== undefined) return error;
  }
  return undefined;
}

async function errorOfListeningOn(address: string, port: number): Promise<unknown> {
  const server = createServer().listen(port, address);
  try {
    await once(server, 'listening');
  } catch (error) {
    // A system without IPv6 has no such address, and nobody else can have the port there.
    const isOtherFamily = address !== '127.0.0.1' && systemCode(error) !== 'EADDRINUSE';
    return isOtherFamily ? undefined : error;
  }
  server.close();
  await once(server, 'close');
  return undefined;
}
