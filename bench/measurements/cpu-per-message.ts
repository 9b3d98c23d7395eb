import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { startEdge } from '../support/edge.ts';
import { asRatio, inMs, type Report } from '../support/figures.ts';
import { startListeningProcess } from '../support/listening-process.ts';
import { cpuMsOf, untilIdle } from '../support/process-usage.ts';
import { baselineSubject, edgeSubject, type Listener, type Subject } from '../support/subject.ts';
import type { Databases } from '../support/world.ts';

const messages = 400;
const sendersAtOnce = 100;

/** A subject, and the process that does its work. */
interface Worked {
  subject: Subject;
  pid: number;
}

/** CPU time that one message takes. */
export async function measureCpuPerMessage(script: string, databases: Databases): Promise<Report> {
  const edge = await startEdge(script, databases.edge, 0);
  const baseline = await startListeningProcess('baseline/server.ts', databases.baseline);
  const edgeClient = new Client({ connectionString: databases.edge });
  const baselineClient = new Client({ connectionString: databases.baseline });
  await edgeClient.connect();
  await baselineClient.connect();
  try {
    const ours = (reach: 'dialog socket' | 'user socket') => ({
      subject: edgeSubject(edge.url, edgeClient, reach),
      pid: edge.workerdPid,
    });
    const theirs = { subject: baselineSubject(baseline.port, baselineClient), pid: baseline.pid };
    const rows: string[][] = [];
    for (const sockets of [2, 100]) {
      for (const atOnce of [1, sendersAtOnce]) {
        const least = await cpuMsAMessage(theirs, sockets, atOnce);
        const dialogSockets = await cpuMsAMessage(ours('dialog socket'), sockets, atOnce);
        const userSockets = await cpuMsAMessage(ours('user socket'), sockets, atOnce);
        rows.push([
          String(sockets),
          atOnce === 1 ? 'one at a time' : `${atOnce} at once`,
          inMs(least),
          `${inMs(dialogSockets)} (${asRatio(dialogSockets / least)})`,
          `${inMs(userSockets)} (${asRatio(userSockets / least)})`,
        ]);
      }
    }
    return {
      title: 'CPU time a message',
      how: `${messages} messages in a dialog in which everyone has one socket; CPU time of workerd, and of A’s process, in user code and kernel, until everyone was told. A’s holds its Postgres driver; ours does without one, as the database speaks HTTP.`,
      columns: ['sockets', 'sent', 'A', 'dialog sockets (÷ A)', 'user sockets (÷ A)'],
      rows,
      misses: [],
    };
  } finally {
    await edgeClient.end();
    await baselineClient.end();
    await edge.stop();
    await baseline.stop();
  }
}

async function cpuMsAMessage({ subject, pid }: Worked, sockets: number, atOnce: number): Promise<number> {
  const name = randomUUID();
  const people = Array.from({ length: sockets }, (_, index) => `${name}-${index}`);
  const dialog = await subject.createDialog(people);
  const listeners: Listener[] = [];
  for (const person of people) listeners.push(await subject.listen(dialog, person, () => undefined));
  await sendAll(subject, dialog, people, atOnce, messages / 4);
  await untilIdle(pid);
  const before = await cpuMsOf(pid);
  await sendAll(subject, dialog, people, atOnce, messages);
  await untilIdle(pid);
  const used = (await cpuMsOf(pid)) - before;
  for (const listener of listeners) listener.close();
  await untilIdle(pid);
  return used / messages;
}

/** Each sends when the last one is answered, so many side by side. */
async function sendAll(
  subject: Subject,
  dialog: string,
  people: readonly string[],
  atOnce: number,
  count: number,
) {
  let left = count;
  await Promise.all(
    Array.from({ length: atOnce }, async (_, index) => {
      for (; left > 0; ) {
        left -= 1;
        await subject.send(dialog, people[index % people.length] ?? '', 'As long as most messages are.');
      }
    }),
  );
}
