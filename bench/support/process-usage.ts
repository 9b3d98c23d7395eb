import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** Linux counts CPU time and the age of a process in hundredths of a second, on every machine of today. */
const tickMs = 10;

/** The fields of `/proc/<pid>/stat` after the command, which may hold spaces; the state is number 0. */
async function statFields(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  return text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
}

/** CPU time that a process has used so far, in its own code and in the kernel for it, in ms. */
export async function cpuMsOf(pid: number): Promise<number> {
  const fields = await statFields(pid);
  return ((fields[11] ?? 0) + (fields[12] ?? 0)) * tickMs;
}

/** How long ago a process was started, in ms, to a hundredth of a second. */
export async function ageMsOf(pid: number): Promise<number> {
  const startedTicks = (await statFields(pid))[19] ?? 0;
  const [uptimeSeconds = 0] = (await readFile('/proc/uptime', 'utf8')).split(' ').map(Number);
  return uptimeSeconds * 1_000 - startedTicks * tickMs;
}

/** The memory of a process that is in RAM, in bytes. */
export async function residentBytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(status) ?? [];
  if (kilobytes === undefined) throw new Error(`Process ${pid} has no memory`);
  return Number(kilobytes) * 1024;
}

/**
 * How many Durable Objects workerd holds in memory, whatever their class: each has its own SQLite file open for as long as
 * it is, and no longer. An object that hibernates is not counted, whatever sockets it has.
 */
export async function awakeObjectsOf(workerdPid: number): Promise<number> {
  const descriptors = await readdir(`/proc/${workerdPid}/fd`);
  // A file may be closed between the two calls.
  const links = descriptors.map((name) => readlink(`/proc/${workerdPid}/fd/${name}`).catch(() => ''));
  // Named by the object's id; others hold the alarms of a class.
  return (await Promise.all(links)).filter((path) => /\/[0-9a-f]{64}\.sqlite$/.test(path)).length;
}

/** Resolves when no more than `atMost` Durable Objects are awake, or after `withinMs`; gives how many are. */
export async function untilAsleep(workerdPid: number, withinMs: number, atMost = 0): Promise<number> {
  const end = performance.now() + withinMs;
  for (;;) {
    const awake = await awakeObjectsOf(workerdPid);
    if (awake <= atMost || performance.now() > end) return awake;
    await wait(500);
  }
}

/** Resolves when a process has used no CPU time for a while: what it does after its answers is then done too. Waits 20 s at most. */
export async function untilIdle(pid: number): Promise<void> {
  const end = performance.now() + 20_000;
  for (let before = -1, now = await cpuMsOf(pid); now !== before; now = await cpuMsOf(pid)) {
    if (performance.now() > end) return;
    before = now;
    await wait(60);
  }
}
