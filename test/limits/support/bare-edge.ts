import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { withoutDisk } from './without-disk.ts';

/** The production bundle in workerd, with nothing in front and no limit of calls, before a real Postgres. */
export interface BareEdge {
  url: string;
  /** The process of workerd, for its memory and its connections. */
  workerdPid: number;
  stop(): Promise<void>;
}

export async function startBareEdge(): Promise<BareEdge> {
  withoutDisk();
  const child = spawn(
    process.execPath,
    ['--no-warnings', fileURLToPath(new URL('edge-process.ts', import.meta.url))],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  const said: number[] = [];
  for await (const line of createInterface(child.stdout)) {
    said.push(Number(line));
    if (said.length === 2) break;
  }
  const [port, workerdPid] = said;
  if (port === undefined || workerdPid === undefined) throw new Error('The edge ended before it listened');
  return {
    url: `http://127.0.0.1:${port}`,
    workerdPid,
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
