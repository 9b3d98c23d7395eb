import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inject, onTestFinished } from 'vitest';
import { freePort } from '../../support/free-port.ts';

const run = promisify(execFile);

/** The applications of a host, each with a lock file of its own. */
export const applications = fileURLToPath(new URL('../applications/', import.meta.url));

/** As on a developer's machine: the runner's own NODE_ENV would make builds those of tests. */
const { NODE_ENV: _, ...ownEnvironment } = process.env;
const environment = { ...ownEnvironment, NO_COLOR: '1', NUXT_TELEMETRY_DISABLED: '1' };

/** What was downloaded before is used again, and what packages would run on installation is none of our business. */
const installOptions = [
  '--prefer-offline',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
];

/** An application in a folder of its own, where everything was installed by npm. */
export interface Application {
  directory: string;
  /** Runs a script of its package.json; rejects with all that was printed where it fails. */
  runScript(name: string): Promise<void>;
  /** Runs `file` of the application by Node, as a server on a free port until the test ends; gives its address once it answers. */
  serve(file: string, options: (port: number) => ServerOptions): Promise<string>;
}

interface ServerOptions {
  parameters?: string[];
  environment?: Record<string, string>;
}

/** Copies the application, and installs what it locks by npm, then the given packages of ours from their tarballs. */
export async function installApplication(name: 'vite' | 'nuxt', packages: string[]): Promise<Application> {
  const { directory: parent, tarballs } = inject('packed');
  const directory = await mkdtemp(join(parent, `${name}-`));
  await cp(join(applications, name), directory, { recursive: true });

  const npm = async (...parameters: string[]) => {
    await run('npm', parameters, { cwd: directory, env: environment }).catch((error) => {
      throw new Error(`npm ${parameters.join(' ')} failed:\n${error.stdout}\n${error.stderr}`);
    });
  };
  await npm('ci', ...installOptions);
  await npm('install', '--no-save', ...installOptions, ...packages.map((each) => tarballs[each] ?? each));

  return {
    directory,
    runScript: (script) => npm('run', script),
    async serve(file, options) {
      const port = await freePort();
      const { parameters = [], environment: more = {} } = options(port);
      const server = spawn(process.execPath, [join(directory, file), ...parameters], {
        cwd: directory,
        env: { ...environment, ...more },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const ended = once(server, 'exit');
      onTestFinished(async () => {
        server.kill();
        await ended;
      });
      const url = `http://127.0.0.1:${port}`;
      await saysItsAddress(server, url);
      return url;
    },
  };
}

/** Resolves when the server has printed `url`; rejects with what it printed where it ends before. */
function saysItsAddress(server: ChildProcess, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const hear = (text: Buffer) => {
      printed += text;
      if (printed.includes(url)) resolve();
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.once('exit', () => reject(new Error(`The server ended:\n${printed}`)));
  });
}
