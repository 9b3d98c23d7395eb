import { createRequire } from 'node:module';
import { cpus, release, totalmem, type } from 'node:os';
import { Client } from 'pg';

/** What the figures were measured on, and when, in a sentence. */
export async function describeMachine(connectionString: string): Promise<string> {
  const client = new Client({ connectionString });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  await client.end();
  const { version: workerd } = createRequire(import.meta.url)('workerd/package.json');
  const cores = cpus();
  const parts = [
    `${cores.length} × ${cores[0]?.model.trim() ?? 'an unknown processor'}`,
    `${Math.round(totalmem() / 2 ** 30)} GiB of memory`,
    `${type()} ${release()}`,
    `Node ${process.versions.node}`,
    `workerd ${workerd}`,
    `PostgreSQL ${rows[0]?.server_version ?? '?'}`,
  ];
  return `${new Date().toISOString().slice(0, 10)}: ${parts.join(', ')}.`;
}
