import { Client } from 'pg';
import { startEdge } from '../support/edge.ts';
import { asRatio, createTimes, inMs, type Report } from '../support/figures.ts';
import { startListeningProcess } from '../support/listening-process.ts';
import { socketsWithin } from '../support/open-files.ts';
import { edgeSubject, floorSubject, type Listener, type Reach, type Subject } from '../support/subject.ts';
import type { Databases } from '../support/world.ts';

const sizes = [10, 100, 1_000];
const largestSize = 5_000;
const rounds = 5;
/** Sockets that are opened at the same time. */
const openedAtOnce = 50;

/** How long until the last of many sockets has one message. */
export async function measureFanOut(script: string, databases: Databases): Promise<Report> {
  const rows: string[][] = [];
  const floor = await startListeningProcess('floor/server.ts');
  try {
    for (const size of [...sizes, await socketsWithin(largestSize)]) {
      const least = await timeToLast(await floorSubject(floor.port), size, 'dialog socket');
      const dialogSockets = await timeOfOurs(script, databases, size, 'dialog socket');
      const userSockets = await timeOfOurs(script, databases, size, 'user socket');
      rows.push([
        String(size),
        inMs(least),
        `${inMs(dialogSockets)} (${asRatio(dialogSockets / least)})`,
        `${inMs(userSockets)} (${asRatio(userSockets / least)})`,
      ]);
    }
  } finally {
    await floor.stop();
  }
  return {
    title: 'One message to many sockets',
    how: `Median of ${rounds} messages, from before it is sent until the last socket has it, storing included; each person has one socket, and nobody who is connected is left out. Floor B passes bytes on and stores nothing. All sockets end in the one process that measures. Each person’s inbox is a Durable Object with four files open while it is awake: 5,000 of them where a process may have 27,500 files open, else as many as it may.`,
    columns: ['sockets', 'floor B', 'dialog sockets (÷ B)', 'user sockets (÷ B)'],
    rows,
    misses: [],
  };
}

/** On a workerd of its own: the objects of the last one stay awake for a while, and keep their files open. */
async function timeOfOurs(script: string, databases: Databases, size: number, reach: Reach): Promise<number> {
  const edge = await startEdge(script, databases.edge, 0);
  const database = new Client({ connectionString: databases.edge });
  await database.connect();
  try {
    return await timeToLast(edgeSubject(edge.url, database, reach), size, reach);
  } finally {
    await database.end();
    await edge.stop();
  }
}

async function timeToLast(subject: Subject, size: number, reach: Reach): Promise<number> {
  const people = Array.from({ length: size }, (_, index) => `${reach.replace(' ', '-')}-${size}-${index}`);
  const [sender = ''] = people;
  // A dialog socket is opened by a participant. Who takes part only later is not announced to all the others as they
  // connect, which is not what is measured.
  const dialog = await subject.createDialog(reach === 'dialog socket' ? people : []);
  let round = 0;
  let left = 0;
  let last = Promise.withResolvers<void>();
  const hear = (text: string) => {
    if (text !== `round ${round}`) return;
    left -= 1;
    if (left === 0) last.resolve();
  };
  const listeners: Listener[] = [];
  for (let from = 0; from < size; from += openedAtOnce) {
    const group = people.slice(from, from + openedAtOnce);
    listeners.push(...(await Promise.all(group.map((person) => subject.listen(dialog, person, hear)))));
  }
  if (reach === 'user socket') await subject.enrol(dialog, people);
  const times = createTimes();
  for (round = 1; round <= rounds + 1; round += 1) {
    left = size;
    last = Promise.withResolvers();
    const start = performance.now();
    await Promise.all([subject.send(dialog, sender, `round ${round}`), last.promise]);
    // The first one also wakes whatever sleeps.
    if (round > 1) times.record(performance.now() - start);
  }
  for (const listener of listeners) listener.close();
  return times.percentile(50);
}
