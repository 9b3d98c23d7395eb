import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { buildForProduction } from '../../scripts/deploy/bundle.ts';
import { startListeningProcess } from './listening-process.ts';

export const adminToken = 'bench-admin-token';
const projectDirectory = fileURLToPath(new URL('../..', import.meta.url));

/** MTChat Edge as it is deployed, on this machine. */
export interface Edge {
  url: string;
  gatewayUrl: string;
  /** The process of workerd, for its memory and its CPU time. */
  workerdPid: number;
  stop(): Promise<void>;
}

/** Builds the Worker once for all measurements; gives the script's text. */
export async function buildWorker(directory: string): Promise<string> {
  await buildForProduction(projectDirectory, directory);
  return readFile(join(directory, 'index.js'), 'utf8');
}

/**
 * The production bundle in workerd, without the proxy that `wrangler dev` puts in front, before a gateway in a process
 * of its own whose answers take `latencyMs` longer.
 */
export async function startEdge(script: string, connectionString: string, latencyMs: number): Promise<Edge> {
  const gateway = await startListeningProcess(
    'support/gateway-process.ts',
    connectionString,
    String(latencyMs),
  );
  const gatewayUrl = `http://127.0.0.1:${gateway.port}`;
  const before = new Set(await childrenOf(process.pid));
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      modules: [{ type: 'ESModule', path: 'index.js', contents: script }],
      compatibilityDate: '2026-11-01',
      compatibilityFlags: ['nodejs_compat'],
      bindings: {
        DATABASE_URL: 'postgres://mtchat:mtchat@localhost/mtchat',
        DATABASE_HTTP_ENDPOINT: `${gatewayUrl}/sql`,
        ADMIN_API_TOKEN: adminToken,
        CHAT_AUTH: 'trusted',
        RATE_LIMIT: 'off',
        LOG_LEVEL: 'silent',
      },
      durableObjects: {
        DIALOG_ROOM: { className: 'DialogRoom', useSQLite: true },
        USER_INBOX: { className: 'UserInbox', useSQLite: true },
      },
      r2Buckets: ['FILES'],
      cf: false,
    }),
  );
  const url = (await miniflare.ready).origin;
  const [workerdPid] = (await childrenOf(process.pid)).filter((pid) => !before.has(pid));
  if (workerdPid === undefined) throw new Error('workerd is not among the processes that were started');
  return {
    url,
    gatewayUrl,
    workerdPid,
    async stop() {
      await miniflare.dispose();
      await gateway.stop();
    },
  };
}

async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}
