import { Client } from 'pg';
import { startEdge } from '../support/edge.ts';
import type { Report } from '../support/figures.ts';
import { openIdleSockets } from '../support/idle-sockets.ts';
import { startListeningProcess } from '../support/listening-process.ts';
import { socketsWithin } from '../support/open-files.ts';
import { awakeObjectsOf, residentBytesOf, untilAsleep, untilIdle } from '../support/process-usage.ts';
import { baselineSubject, edgeSubject, type Reach, type Subject } from '../support/subject.ts';
import type { Databases } from '../support/world.ts';

const wantedSockets = 5_000;
const peopleADialog = 10;
/** An object that pings keep from closing its sockets looks at them once a minute, and is awake for ten seconds then. */
const asleepWithinMs = 120_000;
/** A hundredth. */
const asleepShare = 0.01;

/** What some thousand idle sockets take in memory: just opened, with their objects asleep, and after they closed. */
export async function measureMemoryPerSocket(script: string, databases: Databases): Promise<Report> {
  const count = await socketsWithin(wantedSockets);
  return {
    title: `Memory of ${count} idle sockets`,
    how: `Resident memory of the process, and by how much it rose, a socket. Each person has one socket, ${peopleADialog} a dialog; all ping every 25 s and say nothing else. “Awake” counts the Durable Objects that workerd holds in memory, by the SQLite files that it has open: about ten seconds after an object was last called it is gone, its sockets staying open. workerd keeps for later what memory its objects give back, so the process does not shrink.`,
    columns: ['sockets', 'state', 'objects awake', 'resident memory', 'risen by, a socket'],
    rows: [
      ...(await baselineRows(databases, count)),
      ...(await edgeRows(script, databases, 'user socket', count)),
      ...(await edgeRows(script, databases, 'dialog socket', count)),
    ],
    misses: [],
  };
}

const inMib = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(0)} MiB`;
const inKib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`;

async function baselineRows(databases: Databases, count: number): Promise<string[][]> {
  const server = await startListeningProcess('baseline/server.ts', databases.baseline);
  const client = new Client({ connectionString: databases.baseline });
  await client.connect();
  try {
    const rows = rowsAbout('baseline A', server.pid, await residentBytesOf(server.pid), count);
    const subject = baselineSubject(server.port, client);
    const dialogs = await dialogsOf(subject, count);
    const sockets = await openIdleSockets(
      dialogs.flatMap(({ id, people }) => people.map(() => `ws://127.0.0.1:${server.port}/?dialog_id=${id}`)),
    );
    await untilIdle(server.pid);
    const opened = await rows('open', '');
    await sockets.close();
    await untilIdle(server.pid);
    return [opened, await rows('closed', '')];
  } finally {
    await client.end();
    await server.stop();
  }
}

async function edgeRows(
  script: string,
  databases: Databases,
  reach: Reach,
  count: number,
): Promise<string[][]> {
  const edge = await startEdge(script, databases.edge, 0);
  const client = new Client({ connectionString: databases.edge });
  await client.connect();
  try {
    const pid = edge.workerdPid;
    const dialogs = await dialogsOf(edgeSubject(edge.url, client), count);
    // What a process takes once, for its first request, is not a socket's.
    await fetch(`${edge.url}/health`);
    const row = rowsAbout(`${reach}s`, pid, await residentBytesOf(pid), count);
    const urls = dialogs.flatMap(({ id, people }) =>
      people.map((person) => urlOf(edge.url, reach, id, person)),
    );
    const sockets = await openIdleSockets(urls);
    const opened = await row('just opened', String(await awakeObjectsOf(pid)));
    const asleep = await row(
      'hibernated',
      String(await untilAsleep(pid, asleepWithinMs, count * asleepShare)),
    );
    await sockets.close();
    return [
      opened,
      asleep,
      await row('closed', String(await untilAsleep(pid, asleepWithinMs, count * asleepShare))),
    ];
  } finally {
    await client.end();
    await edge.stop();
  }
}

function urlOf(url: string, reach: Reach, dialogId: string, person: string): string {
  const own = `${url.replace('http', 'ws')}/api/v1/ws?user_id=${person}`;
  return reach === 'dialog socket' ? `${own}&dialog_id=${dialogId}` : own;
}

/** As many people as there are sockets, in dialogs of ten. */
async function dialogsOf(subject: Subject, count: number): Promise<{ id: string; people: string[] }[]> {
  const dialogs: { id: string; people: string[] }[] = [];
  for (let nth = 0; nth < count / peopleADialog; nth += 1) {
    const people = Array.from({ length: peopleADialog }, (_, place) => `idle-${nth}-${place}`);
    dialogs.push({ id: await subject.createDialog(people), people });
  }
  return dialogs;
}

/** Gives the process's memory as it is now, beside what it was before the sockets. */
function rowsAbout(kind: string, pid: number, before: number, count: number) {
  return async (state: string, awake: string): Promise<string[]> => {
    const now = await residentBytesOf(pid);
    return [kind, state, awake, `${inMib(before)} → ${inMib(now)}`, inKib((now - before) / count)];
  };
}
