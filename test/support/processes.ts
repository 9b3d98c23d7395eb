import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

interface RunningProcess {
  pid: number;
  parent: number;
  command: string;
}

async function runningProcesses(): Promise<RunningProcess[]> {
  const { stdout } = await promisify(execFile)('ps', ['-e', '-o', 'pid=,ppid=,comm=']);
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent, ...command]) => ({
      pid: Number(pid),
      parent: Number(parent),
      command: command.join(' '),
    }));
}

/** The processes with this in their command that `ancestor` started, or that those started. */
export async function processesBelow(ancestor: number, command: string): Promise<number[]> {
  const all = await runningProcesses();
  const family = new Set([ancestor]);
  let before = 0;
  while (family.size > before) {
    before = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all
    .filter((found) => family.has(found.pid) && found.command.includes(command))
    .map((found) => found.pid);
}
