import { Hono } from 'hono';
import { openDatabase } from '../../database/client.ts';
import { reachable } from '../../database/reads/reachable.ts';
import { version } from '../../package.json';
import type { AppEnv } from '../context.ts';
import { settingsOf } from '../settings.ts';

type Checked = { status: 'ok' } | { status: 'unavailable'; message: string };

async function check(work: () => unknown): Promise<Checked> {
  try {
    await work();
    return { status: 'ok' };
  } catch (error) {
    // Our own errors say what to do and carry no secret; the database's may name hosts.
    const message = error instanceof Error && error.name === 'ApiError' ? error.message : 'no answer';
    return { status: 'unavailable', message };
  }
}

/** Whether the Worker runs, and whether everything it needs does. */
export const health = new Hono<AppEnv>()
  .get('/health', (context) => context.json({ status: 'ok', version }))
  .get('/health/ready', async (context) => {
    const configuration = await check(() => context.set('database', openDatabase(settingsOf(context.env))));
    const database =
      configuration.status === 'ok'
        ? await check(() => context.var.database.run(reachable()))
        : configuration;
    const dependencies = { configuration, database };
    const isReady = Object.values(dependencies).every((dependency) => dependency.status === 'ok');
    return context.json(
      { status: isReady ? 'ok' : 'unavailable', version, dependencies },
      isReady ? 200 : 503,
    );
  });
