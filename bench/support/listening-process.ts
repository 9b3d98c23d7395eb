import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endWithThisProcess } from './children.ts';

export interface ListeningProcess {
  port: number;
  pid: number;
  stop(): Promise<void>;
}

/** Runs a script of `bench/` in a process of its own; resolves when it prints the port that it listens on. */
export async function startListeningProcess(
  script: string,
  ...scriptArguments: string[]
): Promise<ListeningProcess> {
  const file = fileURLToPath(new URL(`../${script}`, import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', file, ...scriptArguments], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endWithThisProcess(child);
  const ended = once(child, 'exit');
  const firstLine = once(createInterface(child.stdout), 'line').then(([line]) => Number(line));
  const port = await Promise.race([firstLine, ended.then(() => undefined)]);
  if (port === undefined || child.pid === undefined) throw new Error(`${script} ended before it listened`);
  return {
    port,
    pid: child.pid,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
