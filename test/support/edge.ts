import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildForProduction } from '../../scripts/deploy/bundle.ts';

export const edgeAdminToken = 'edge-admin-token';

const projectDirectory = fileURLToPath(new URL('../..', import.meta.url));

export type ObjectClass = 'DialogRoom' | 'UserInbox';

/** What becomes of an object's sockets when it is evicted: they hibernate, as in production, or close. */
export type SocketsOfEvicted = 'hibernate' | 'close';

/** The production bundle in workerd, on this machine, with its objects on disk. */
export interface Edge {
  url: string;
  /** Ends workerd with SIGKILL and starts it on the same data and port; resolves when it answers again. */
  kill(): Promise<void>;
  /** Drops an object from memory when it is idle, as the runtime does; its next call or alarm brings it back from disk. */
  evict(objectClass: ObjectClass, name: string, webSockets: SocketsOfEvicted): Promise<void>;
  /** Ends an object in the middle of what it does; its sockets close. Resolves when it is done or workerd is away. */
  reset(objectClass: ObjectClass, name: string): Promise<void>;
  stop(): Promise<void>;
}

export interface EdgeStart {
  /** What `buildEdge` gave. */
  script: string;
  /** Where the objects' data is kept. */
  directory: string;
  /** The Worker's variables; those that every edge has are set. */
  bindings: Record<string, string>;
}

/** What is asked of the process that runs miniflare, and what it answers. */
export type EdgeRequest = { number: number } & (
  | ({ does: 'start' } & EdgeStart)
  | { does: 'kill' }
  | { does: 'evict'; objectClass: ObjectClass; name: string; webSockets: SocketsOfEvicted }
);
export interface EdgeAnswer {
  number: number;
  value?: string;
  problem?: string;
}

type Asked<Request> = Request extends { number: number } ? Omit<Request, 'number'> : never;

/** Builds what would be deployed; gives the script's text. Leaves the files in `directory`. */
export async function buildEdge(directory: string): Promise<string> {
  await buildForProduction(projectDirectory, directory);
  return readFile(join(directory, 'index.js'), 'utf8');
}

/**
 * Starts what `buildEdge` built in workerd, without the proxy that `wrangler dev` puts in front, before the gateway at
 * `gatewayUrl`.
 */
export async function startEdge(
  gatewayUrl: string,
  { script, directory, bindings }: EdgeStart,
): Promise<Edge> {
  const child = fork(fileURLToPath(new URL('edge-process.ts', import.meta.url)), {
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const waiting = new Map<number, PromiseWithResolvers<string | undefined>>();
  child.on('message', ({ number, value, problem }: EdgeAnswer) => {
    if (problem === undefined) waiting.get(number)?.resolve(value);
    else waiting.get(number)?.reject(new Error(problem));
    waiting.delete(number);
  });
  child.on('exit', () => {
    for (const request of waiting.values()) request.reject(new Error('The process of the edge ended'));
  });

  let asked = 0;
  function ask(request: Asked<EdgeRequest>): Promise<string | undefined> {
    const answer = Promise.withResolvers<string | undefined>();
    asked += 1;
    waiting.set(asked, answer);
    child.send({ ...request, number: asked });
    return answer.promise;
  }

  const url = await ask({
    does: 'start',
    script,
    directory,
    bindings: {
      DATABASE_URL: 'postgres://mtchat:mtchat@localhost/mtchat',
      DATABASE_HTTP_ENDPOINT: `${gatewayUrl}/sql`,
      ADMIN_API_TOKEN: edgeAdminToken,
      CHAT_AUTH: 'trusted',
      RATE_LIMIT: 'off',
      LOG_LEVEL: 'silent',
      ...bindings,
    },
  });
  if (url === undefined) throw new Error('The edge has no address');
  return {
    url,
    async kill() {
      await ask({ does: 'kill' });
    },
    async evict(objectClass, name, webSockets) {
      await ask({ does: 'evict', objectClass, name, webSockets });
    },
    async reset(objectClass, name) {
      const query = new URLSearchParams({ class: objectClass, name });
      // Killed meanwhile, it is reset all the same.
      await fetch(`${url}/reset?${query}`).catch(() => undefined);
    },
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}
