import { Hono } from 'hono';
import type { Settings } from '../../contract/settings.ts';
import { openDatabase } from '../../database/client.ts';
import { reachable } from '../../database/reads/reachable.ts';
import { createLog } from '../../durable-objects/log.ts';
import { version } from '../../package.json';
import { openFileStorage } from '../../storage/file-storage.ts';
import { StorageUnavailable } from '../../storage/storage-unavailable.ts';
import { ApiError } from '../api-error.ts';
import type { AppContext, AppEnv } from '../context.ts';
import * as operations from '../openapi/operations/service.ts';
import { logLevelOf, settingsOf } from '../settings.ts';

type State =
  | { status: 'ok' }
  /** It is there, and cannot be tried without a side effect. */
  | { status: 'configured' }
  /** The service does without it. */
  | { status: 'not_configured' }
  | { status: 'unavailable'; message: string };

/** No file has this key: that the storage says so is all there is to know. */
const keyOfNoFile = 'health/ready';

/** Our own errors say what is wrong and carry no secret; the database's may name hosts. */
function publicReason(error: unknown): string {
  return error instanceof ApiError || error instanceof StorageUnavailable ? error.message : 'no answer';
}

async function check(context: AppContext, dependency: string, work: () => unknown): Promise<State> {
  try {
    await work();
    return { status: 'ok' };
  } catch (error) {
    createLog(logLevelOf(context.env), 'worker').warn('not ready', { dependency, error });
    return { status: 'unavailable', message: publicReason(error) };
  }
}

async function checkStorage(context: AppContext, settings: Settings): Promise<State> {
  const storage = openFileStorage(settings.storage, context.env.FILES);
  if (storage === undefined) return { status: 'not_configured' };
  return check(context, 'storage', () => storage.head(keyOfNoFile));
}

/** One statement and one look at the storage, however many callers ask: nothing here grows with what is stored. */
async function dependenciesOf(context: AppContext): Promise<Record<string, State>> {
  const configuration = await check(context, 'configuration', () => settingsOf(context.env));
  if (configuration.status !== 'ok') {
    return { configuration, database: configuration, storage: configuration, webhooks: configuration };
  }
  const settings = settingsOf(context.env);
  context.set('database', openDatabase(settings));
  const [database, storage] = await Promise.all([
    check(context, 'database', () => context.var.database.run(reachable())),
    checkStorage(context, settings),
  ]);
  const webhooks: State = { status: settings.webhook.url === undefined ? 'not_configured' : 'configured' };
  return { configuration, database, storage, webhooks };
}

/** Whether the Worker runs, and whether everything it needs does. */
export const health = new Hono<AppEnv>()
  .get('/health', operations.getHealth, (context) => context.json({ status: 'ok', version }))
  .get('/health/ready', operations.getReadiness, async (context) => {
    const dependencies = await dependenciesOf(context);
    const isReady = Object.values(dependencies).every(({ status }) => status !== 'unavailable');
    return context.json(
      { status: isReady ? 'ok' : 'unavailable', version, dependencies },
      isReady ? 200 : 503,
    );
  });
