import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import worker from '../../../worker/index.ts';
import { type CallOptions, callThrough, type Reply } from './api.ts';
import { follow, type TestSocket } from './socket.ts';

/** The variables that differ from those of the other tests; undefined takes one away. */
export type Variables = Readonly<Record<string, string | undefined>>;

export interface ConfiguredWorker {
  fetch(request: Request): Promise<Response>;
  call<Data = unknown>(method: string, path: string, options?: CallOptions): Promise<Reply<Data>>;
  /** Asks for a socket. */
  upgrade(path: string, headers?: Record<string, string>): Promise<Response>;
  /** Opens a socket that must open, and does not wait for its greeting. */
  open(path: string, headers?: Record<string, string>): Promise<TestSocket>;
}

/** The real Worker under another configuration. Its Durable Objects keep that of all tests. */
export function workerWith(variables: Variables): ConfiguredWorker {
  const configured = { ...env, ...variables };
  const fetch = async (request: Request) => worker.fetch(request, configured, createExecutionContext());
  const upgrade = (path: string, headers: Record<string, string> = {}) =>
    fetch(new Request(`http://localhost${path}`, { headers: { Upgrade: 'websocket', ...headers } }));
  return {
    fetch,
    upgrade,
    call: (method, path, options) => callThrough(fetch, method, path, options),
    async open(path, headers) {
      const { status, webSocket } = await upgrade(path, headers);
      if (webSocket === null) throw new Error(`No socket: ${status}`);
      return follow(webSocket);
    },
  };
}
