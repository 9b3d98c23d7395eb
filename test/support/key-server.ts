import { createServer, type Server } from 'node:http';
import type { JWK } from 'jose';

export interface KeyServer {
  url: string;
  /** How often a path was asked for. */
  fetches(path: string): number;
  close(): Promise<void>;
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('the server has no port');
      resolve(`http://127.0.0.1:${address.port}`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Serves the keys as a JWKS on every path but `/failing`, `/not-json` and `/no-keys`. */
export async function startKeyServer(keys: JWK[]): Promise<KeyServer> {
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    counts.set(path, (counts.get(path) ?? 0) + 1);
    if (path === '/failing') return response.writeHead(500).end();
    if (path === '/not-json') return response.end('<html></html>');
    if (path === '/no-keys') return response.end('{}');
    return response.end(JSON.stringify({ keys }));
  });
  const url = await listen(server);
  return { url, fetches: (path) => counts.get(path) ?? 0, close: () => close(server) };
}

/** An address at which nobody listens. */
export async function unreachableUrl(): Promise<string> {
  const server = createServer();
  const url = await listen(server);
  await close(server);
  return url;
}
