import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { unstable_readConfig as readConfig } from 'wrangler';
import * as z from 'zod';
import { adminToken } from '../../../bench/support/edge.ts';
import { startListeningProcess } from '../../../bench/support/listening-process.ts';
import { migratePostgres } from '../../../scripts/database.ts';
import { buildEdge } from '../../support/edge.ts';
import { startPostgresServer } from '../../support/postgres-server.ts';
import { withoutDisk } from './without-disk.ts';

/** The production bundle in workerd before a real Postgres, with the limits on. */
export interface LimitedEdge {
  url: string;
  stop(): Promise<void>;
}

const rateLimit = z.object({
  name: z.string(),
  namespace_id: z.string(),
  simple: z.object({ limit: z.number(), period: z.literal([10, 60]) }),
});

/** Those of wrangler.toml. Miniflare counts them in windows of the clock, as long as the period. */
function limitsOfProject() {
  const config = fileURLToPath(new URL('../../../wrangler.toml', import.meta.url));
  const { ratelimits } = readConfig({ config }, { hideWarnings: true });
  const limits = z.array(rateLimit).parse(ratelimits);
  return Object.fromEntries(limits.map(({ name, ...limit }) => [name, limit]));
}

export async function startLimitedEdge(): Promise<LimitedEdge> {
  withoutDisk();
  const directory = await mkdtemp(join(tmpdir(), 'mtchat-limits-'));
  const postgres = await startPostgresServer();
  await migratePostgres(postgres.connectionString);
  const gateway = await startListeningProcess('support/gateway-process.ts', postgres.connectionString, '0');
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: 'mtchat-edge',
      host: '127.0.0.1',
      modules: [
        { type: 'ESModule', path: 'worker.js', contents: await buildEdge(join(directory, 'bundle')) },
      ],
      compatibilityDate: '2026-11-01',
      compatibilityFlags: ['nodejs_compat'],
      bindings: {
        DATABASE_URL: 'postgres://mtchat:mtchat@localhost/mtchat',
        DATABASE_HTTP_ENDPOINT: `http://127.0.0.1:${gateway.port}/sql`,
        ADMIN_API_TOKEN: adminToken,
        CHAT_AUTH: 'trusted',
        RATE_LIMIT: 'on',
        LOG_LEVEL: 'silent',
      },
      ratelimits: limitsOfProject(),
      durableObjects: {
        DIALOG_ROOM: { className: 'DialogRoom', useSQLite: true },
        USER_INBOX: { className: 'UserInbox', useSQLite: true },
      },
      cf: false,
      isolatedResourcePersistencePath: join(directory, 'objects'),
      log: new Log(LogLevel.NONE),
    }),
  );
  const { origin } = await miniflare.ready;
  return {
    url: origin,
    async stop() {
      await miniflare.dispose();
      await gateway.stop();
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
