import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { asRatio, type Report } from '../support/figures.ts';
import { startListeningProcess } from '../support/listening-process.ts';
import type { Listener, Subject } from '../support/subject.ts';
import { type Databases, startWorld } from '../support/world.ts';

const latencies = [0, 20];
const dialogCounts = [1, 50];
/** Enough that work for one flight is done while another is under way. */
const sendersInAll = 300;
const seconds = 5;

/** Messages a second that are stored and have reached the other person's socket. */
export async function measureThroughput(script: string, databases: Databases): Promise<Report> {
  const rows: string[][] = [];
  const misses: string[] = [];
  for (const latency of latencies) {
    const world = await startWorld(script, databases, latency);
    try {
      const serial = await measureSerialInserts(databases.baseline, latency);
      for (const dialogs of dialogCounts) {
        const ours = await deliveredPerSecond(world.ours, dialogs);
        const theirs = await deliveredPerSecond(world.baseline, dialogs);
        rows.push([
          `${latency} ms`,
          String(dialogs),
          ours.toFixed(0),
          theirs.toFixed(0),
          asRatio(ours / theirs),
          dialogs === 1 ? serial.toFixed(0) : '',
          dialogs === 1 ? asRatio(ours / serial) : '',
        ]);
        if (latency === 20 && dialogs === 1 && ours < 20 * serial)
          misses.push(`${asRatio(ours / serial)} of waiting for each round trip: not 20 ×`);
      }
    } finally {
      await world.stop();
    }
  }
  return {
    title: 'Messages a second',
    how: `${sendersInAll} people who each send their next message when the last one is answered, for ${seconds} s, spread over 1 or 50 dialogs; counted when delivered. “One at a time” is a program that does nothing but insert a row and wait for it.`,
    columns: ['database latency', 'dialogs', 'ours', 'A', 'ours ÷ A', 'one at a time', 'ours ÷ that'],
    rows,
    misses,
  };
}

async function deliveredPerSecond(subject: Subject, dialogCount: number): Promise<number> {
  const people = Array.from({ length: sendersInAll / dialogCount }, (_, index) => `sender-${index}`);
  let delivered = 0;
  const listeners: Listener[] = [];
  const dialogs: string[] = [];
  for (let index = 0; index < dialogCount; index += 1) {
    const dialog = await subject.createDialog([...people, 'listener']);
    dialogs.push(dialog);
    listeners.push(await subject.listen(dialog, 'listener', () => (delivered += 1)));
  }
  const sendUntil = async (end: number) => {
    await Promise.all(
      dialogs.flatMap((dialog) =>
        people.map(async (person) => {
          while (performance.now() < end) await subject.send(dialog, person, randomUUID());
        }),
      ),
    );
  };
  await sendUntil(performance.now() + 1_000);
  delivered = 0;
  const start = performance.now();
  await sendUntil(start + seconds * 1_000);
  const rate = delivered / ((performance.now() - start) / 1_000);
  for (const listener of listeners) listener.close();
  return rate;
}

/** Inserts a second by a program that waits for each round trip. */
async function measureSerialInserts(connectionString: string, latency: number): Promise<number> {
  const far = new URL(connectionString);
  const relay = await startListeningProcess('support/relay-process.ts', far.port, String(latency));
  far.port = String(relay.port);
  const client = new Client({ connectionString: far.href });
  await client.connect();
  const dialog = randomUUID();
  await client.query('insert into dialogs (id) values ($1)', [dialog]);
  let inserted = 0;
  const start = performance.now();
  while (performance.now() < start + 2_000) {
    await client.query(
      `insert into messages (id, dialog_id, sender_id, content) values ($1, $2, 'anna', 'text')`,
      [randomUUID(), dialog],
    );
    inserted += 1;
  }
  const rate = inserted / ((performance.now() - start) / 1_000);
  await client.end();
  await relay.stop();
  return rate;
}
