import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemCode } from '../problem.ts';
import type { DevelopmentSettings } from './settings.ts';

const stopPatienceMs = 5_000;

export interface Project {
  /** Where wrangler is run. */
  directory: string;
  wranglerConfig: string;
}

interface WorkerOptions {
  variables: Record<string, string>;
  /** Files that are answered before the Worker is asked. It is an option of this command alone: production has none. */
  assetsDirectory?: string | undefined;
}

export interface WorkerProcess {
  /** Resolves with how it ended, however it ended. */
  ended: Promise<string>;
  /** Ends the process and all that it started. */
  stop(): Promise<void>;
}

/** Starts `wrangler dev` with these variables for the Worker. What it prints goes to this process's own output. */
export function startWorkerProcess(
  project: Project,
  settings: DevelopmentSettings,
  { variables, assetsDirectory }: WorkerOptions,
): WorkerProcess {
  const assets = assetsDirectory === undefined ? [] : [`--assets=${assetsDirectory}`];
  const child = spawn(process.execPath, [...nodeArguments(project, settings), ...assets], {
    cwd: project.directory,
    env: { ...wranglerEnvironment(settings), ...variables },
    // Its own process group: Ctrl-C then reaches this process alone, and the whole group can be ended at once.
    detached: true,
    // The channel is what stop-with-parent.ts watches.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  return { ended, stop: () => stopGroup(child, ended) };
}

function nodeArguments(project: Project, { dataDirectory, port }: DevelopmentSettings): string[] {
  const stopWithParent = fileURLToPath(new URL('stop-with-parent.ts', import.meta.url));
  const wrangler = join(
    createRequire(import.meta.url).resolve('wrangler/package.json'),
    '../wrangler-dist/cli.js',
  );
  return [
    '--no-warnings',
    `--import=${stopWithParent}`,
    // Node would take `--env-file` below for its own.
    '--',
    wrangler,
    'dev',
    `--config=${project.wranglerConfig}`,
    `--port=${port}`,
    '--ip=127.0.0.1',
    '--inspector-port=0',
    `--persist-to=${join(dataDirectory, 'wrangler')}`,
    '--show-interactive-dev-session=false',
    // A file that does not exist: so that no .env or .dev.vars that happens to lie about changes the settings.
    `--env-file=${join(dataDirectory, 'no.env')}`,
  ];
}

/**
 * Wrangler makes every variable of its own environment one of the Worker's. That keeps secrets out of files and command
 * lines, and values exactly as they are; but only what wrangler needs may then be there.
 */
function wranglerEnvironment({ dataDirectory }: DevelopmentSettings): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, XDG_CONFIG_HOME, NO_COLOR, FORCE_COLOR, TERM } = process.env;
  return {
    PATH,
    HOME,
    TMPDIR,
    XDG_CONFIG_HOME,
    NO_COLOR,
    FORCE_COLOR,
    TERM,
    CLOUDFLARE_INCLUDE_PROCESS_ENV: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    // Less than "log" hides what the Worker prints with console.log, and wrangler's own line for each request.
    WRANGLER_LOG: process.env.WRANGLER_LOG ?? 'warn',
    WRANGLER_HIDE_BANNER: 'true',
    // That the credentials of its own R2 in wrangler.toml are experimental says nothing to whoever starts the project.
    WRANGLER_DISABLE_EXPERIMENTAL_WARNING: 'true',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_SEND_ERROR_REPORTS: 'false',
    WRANGLER_WRITE_LOGS: 'false',
    WRANGLER_REGISTRY_PATH: join(dataDirectory, 'wrangler-registry'),
  };
}

async function stopGroup(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGTERM');
  const patience = AbortSignal.timeout(stopPatienceMs);
  await Promise.race([ended, once(patience, 'abort')]);
  killGroup(child.pid);
  await ended;
}

/** Ends what is left of the group: workerd outlives a wrangler that crashed. */
function killGroup(pid: number | undefined) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // Nobody is left; macOS says EPERM where others say ESRCH.
    if (systemCode(error) !== 'ESRCH' && systemCode(error) !== 'EPERM') throw error;
  }
}
