import { randomUUID } from 'node:crypto';
import { request } from 'undici';
import { WebSocket } from 'ws';
import { adminToken } from '../../../bench/support/edge.ts';
import { createTimes, type Times } from '../../../bench/support/figures.ts';

/** Somebody of an attack, and a dialog in which they take part. */
export interface Flooder {
  userId: string;
  dialogId: string;
}

export function unique(name: string): string {
  return `${name}-${randomUUID().slice(0, 8)}`;
}

async function call(method: 'GET' | 'POST', url: string, body?: unknown): Promise<unknown> {
  const answer = await request(url, {
    method,
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${adminToken}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${url} answered ${answer.statusCode} ${text}`);
  // As the contract has it; what is not there fails where it is read.
  return (JSON.parse(text) as { data: unknown }).data;
}

/** A dialog of these people; gives its id. */
export async function createDialog(url: string, participants: readonly string[]): Promise<string> {
  const dialog = { object_type: 'order', object_id: unique('order'), participants };
  // The shape of a dialog for the host.
  return ((await call('POST', `${url}/api/v1/management/dialogs`, dialog)) as { id: string }).id;
}

/** So many people in dialogs of ten, each with the one whom all of them know. */
export async function createCrowd(url: string, size: number, acquaintance: string): Promise<Flooder[]> {
  const crowd: Flooder[] = [];
  while (crowd.length < size) {
    const userIds = Array.from({ length: 10 }, () => unique('flooder'));
    const dialogId = await createDialog(url, [acquaintance, ...userIds]);
    crowd.push(...userIds.map((userId) => ({ userId, dialogId })));
  }
  return crowd;
}

/** Who of a dialog is online. */
export async function onlineIn(url: string, dialogId: string, reader: string): Promise<string[]> {
  const people = await call('GET', `${url}/api/v1/dialogs/${dialogId}/participants?user_id=${reader}`);
  return (people as { user_id: string; is_online: boolean }[])
    .filter(({ is_online }) => is_online)
    .map(({ user_id }) => user_id);
}

/** Opens a user's socket; resolves when the server has greeted it. */
export function openSocket(
  url: string,
  userId: string,
  hear: (event: Record<string, unknown>) => void,
): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/ws?user_id=${userId}`);
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.on('message', (data) => {
      // What the server says by the contract.
      const event = JSON.parse(String(data)) as Record<string, unknown>;
      if (event.type === 'connected') resolve(socket);
      hear(event);
    });
  });
}

/** How long others wait, in a calm or in a storm. */
export interface Waits {
  delivered: Times;
  read: Times;
}

export const newWaits = (): Waits => ({ delivered: createTimes(), read: createTimes() });

/** People who have nothing to do with the storm. */
export interface Others {
  /** One of them says something to the rest, and one of them reads. */
  exchange(waits: Waits): Promise<void>;
  close(): void;
}

/** As many that none of them comes near a limit of their own: they write by turns. */
const writers = 40;

export async function inviteOthers(url: string): Promise<Others> {
  const people = Array.from({ length: writers }, () => unique('other'));
  const [listener = ''] = people;
  const dialogId = await createDialog(url, people);
  const messages = (userId: string) => `${url}/api/v1/dialogs/${dialogId}/messages?user_id=${userId}`;
  let turn = 0;
  let expected = { text: '', heard: Promise.withResolvers<number>() };
  const socket = await openSocket(url, listener, ({ type, content }) => {
    if (type === 'message.new' && content === expected.text) expected.heard.resolve(performance.now());
  });
  const pings = setInterval(() => socket.send('{"type":"ping"}'), 20_000);
  return {
    async exchange({ delivered, read }) {
      turn += 1;
      const person = people[turn % people.length] ?? '';
      expected = { text: `<p>Message ${turn}</p>`, heard: Promise.withResolvers() };
      const start = performance.now();
      await call('POST', messages(person), { content: expected.text });
      delivered.record((await expected.heard.promise) - start);
      const asked = performance.now();
      await call('GET', messages(person));
      read.record(performance.now() - asked);
    },
    close() {
      clearInterval(pings);
      socket.terminate();
    },
  };
}
