import type { ChildProcess } from 'node:child_process';

/** Ends the child when this process does, however it does: a measurement that is interrupted leaves nothing running. */
export function endWithThisProcess(child: ChildProcess): void {
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}
