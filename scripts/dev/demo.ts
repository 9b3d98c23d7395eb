import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { parseSettings, type Settings } from '../../contract/settings.ts';
import type { ChatAuthentication } from '../../demo/backend/chat-tokens.ts';
import { seedConversations } from '../../demo/backend/seeds/seed.ts';
import { startDemoBackend } from '../../demo/backend/server.ts';
import { buildPages } from '../../demo/build.ts';
import type { SqlBackend } from '../gateway/backend.ts';
import { reasonOf } from '../problem.ts';
import type { DevelopmentSettings } from './settings.ts';

export interface Demo {
  /** Where a browser opens it. */
  url: string;
  /** Makes the conversations that it begins with, at the first start. Tells in a line how that ended. */
  seed(): Promise<void>;
  stop(): Promise<void>;
}

interface DemoOptions {
  settings: DevelopmentSettings;
  variables: Record<string, string>;
  database: SqlBackend;
}

/** Where the demo keeps what it made. */
function directoryOf({ dataDirectory }: DevelopmentSettings): string {
  return join(dataDirectory, 'demo');
}

/** Builds the demo's pages and gives their directory. Undefined, after a line that says why, where they cannot be built. */
export async function buildDemoPages(settings: DevelopmentSettings): Promise<string | undefined> {
  const { demoPort } = settings;
  if (demoPort === undefined) return undefined;
  try {
    const backendUrl = `http://127.0.0.1:${demoPort}`;
    return await buildPages({ directory: directoryOf(settings), settings: { backendUrl } });
  } catch (error) {
    console.error(`The pages of the demo cannot be built, and are left out: ${firstWordsOf(error)}`);
    return undefined;
  }
}

/** Vite's first line only counts the errors; what is wrong, and where, stands in the next ones. */
function firstWordsOf(error: unknown): string {
  const lines =
    error instanceof Error ? stripVTControlCharacters(error.message).split('\n') : [String(error)];
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 3)
    .join(' ');
}

/** Starts the demo's backend. Undefined where there is to be none: with settings that the Worker will refuse, too. */
export async function startDemo({ settings, variables, database }: DemoOptions): Promise<Demo | undefined> {
  const parsed = parseSettings(variables);
  if (settings.demoPort === undefined || !parsed.ok) return undefined;
  const { port, demoPort } = settings;
  const pagesOrigin = `http://localhost:${port}`;
  const mtchat = { url: `http://127.0.0.1:${port}`, adminToken: variables.ADMIN_API_TOKEN ?? '' };
  const authentication = authenticationOf(parsed.settings);
  const backend = await startDemoBackend({
    port: demoPort,
    mtchat,
    authentication,
    webhookSecret: parsed.settings.webhook.secret,
    pagesOrigins: [pagesOrigin, `http://127.0.0.1:${port}`],
  });
  const stopped = new AbortController();
  let seeding = Promise.resolve();

  return {
    url: `${pagesOrigin}/`,
    seed() {
      if (authentication.kind === 'impossible') return seeding;
      const { signal } = stopped;
      const runStatements = statementsOf(database);
      const options = { mtchat, authentication, pagesOrigin, runStatements, signal };
      seeding = seedOnce(directoryOf(settings), () => seedConversations(options), signal);
      return seeding;
    },
    async stop() {
      stopped.abort();
      await seeding;
      await backend.close();
    },
  };
}

function authenticationOf({ chatAuth, jwt }: Settings): ChatAuthentication {
  if (chatAuth === 'trusted') return { kind: 'trusted' };
  const secret = jwt.secrets[0];
  if (secret === undefined) return { kind: 'impossible' };
  return { kind: 'signed', secret, userIdClaim: jwt.userIdClaim, scopeClaim: jwt.scopeClaim };
}

/** The development database, for what only time could do otherwise. */
function statementsOf(database: SqlBackend): Parameters<typeof seedConversations>[0]['runStatements'] {
  return async (statements) => {
    const outcome = await database.runTransaction(statements, {});
    if (outcome.kind === 'done') return;
    throw new Error(outcome.kind === 'failed' ? outcome.error.message : outcome.message);
  };
}

/** Seeds a data directory once: a conversation that somebody deleted later stays deleted. */
async function seedOnce(directory: string, seed: () => Promise<number>, signal: AbortSignal): Promise<void> {
  const marker = join(directory, 'seeded');
  if (existsSync(marker)) return;
  try {
    const count = await seed();
    await mkdir(directory, { recursive: true });
    await writeFile(marker, '');
    console.log(`The demo has its ${count} conversations.`);
  } catch (error) {
    if (signal.aborted) return;
    console.error(`The demo does not have all of its conversations: ${reasonOf(error)}`);
  }
}
