import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { request } from 'undici';
import { uuidv7 } from 'uuidv7';
import { WebSocket } from 'ws';
import { pingText } from '../../contract/sockets.ts';

/** What is measured: ours, or a baseline, seen as a client sees it. */
export interface Subject {
  name: string;
  /** A dialog of these people; gives its id. */
  createDialog(people: readonly string[]): Promise<string>;
  /** Makes people take part in a dialog that nobody has used so far. */
  enrol(dialogId: string, people: readonly string[]): Promise<void>;
  /** Resolves when the sender is told that the message is taken. */
  send(dialogId: string, sender: string, text: string): Promise<void>;
  /** Opens a socket that hears the dialog; resolves when it is open. `hear` gets each message's text. */
  listen(dialogId: string, person: string, hear: (text: string) => void): Promise<Listener>;
}

export interface Listener {
  close(): void;
}

export type Reach = 'dialog socket' | 'user socket';

/**
 * Ours. Its dialogs are made in its database, before their rooms first wake: adding thousands of people by the API
 * would announce each of them to all the others, and making dialogs is not measured.
 */
export function edgeSubject(url: string, database: Client, reach: Reach = 'dialog socket'): Subject {
  const socketUrl = `${url.replace('http', 'ws')}/api/v1/ws`;
  async function enrol(dialogId: string, people: readonly string[]) {
    await database.query(
      `insert into participants (dialog_id, user_id, display_name, joined_as, joined_at)
       select $1, person, person, 'participant', now() from unnest($2::text[]) person`,
      [dialogId, people],
    );
    await database.query('update dialogs set participants_count = participants_count + $2 where id = $1', [
      dialogId,
      people.length,
    ]);
  }
  return {
    name: 'MTChat Edge',
    enrol,
    async createDialog(people) {
      const id = uuidv7();
      await database.query(
        `insert into dialogs (id, object_type, object_id, created_at, participants_count) values ($1, 'bench', gen_random_uuid(), now(), 0)`,
        [id],
      );
      await enrol(id, people);
      return id;
    },
    async send(dialogId, sender, text) {
      await post(`${url}/api/v1/dialogs/${dialogId}/messages?user_id=${sender}`, {
        content: `<p>${text}</p>`,
      });
    },
    listen: (dialogId, person, hear) =>
      openSocket(
        `${socketUrl}?user_id=${person}${reach === 'dialog socket' ? `&dialog_id=${dialogId}` : ''}`,
        (event) => {
          if (event.type === 'message.new') hear(String(event.content).slice(3, -4));
        },
        true,
      ),
  };
}

/** Baseline A. Its dialogs are made in its database: making them is not measured. */
export function baselineSubject(port: number, database: Client): Subject {
  async function enrol(dialogId: string, people: readonly string[]) {
    await database.query('insert into participants (dialog_id, user_id) select $1, unnest($2::text[])', [
      dialogId,
      people,
    ]);
  }
  return {
    name: 'baseline A',
    enrol,
    async createDialog(people) {
      const id = randomUUID();
      await database.query('insert into dialogs (id) values ($1)', [id]);
      await enrol(id, people);
      return id;
    },
    async send(dialogId, sender, text) {
      await post(`http://127.0.0.1:${port}/messages`, {
        dialog_id: dialogId,
        user_id: sender,
        content: text,
      });
    },
    listen: (dialogId, _person, hear) =>
      openSocket(`ws://127.0.0.1:${port}/?dialog_id=${dialogId}`, (event) => {
        if (event.type === 'message.new') hear(String(event.content));
      }),
  };
}

/** Baseline B: the sender is told nothing, so `send` resolves when the bytes are written. */
export async function floorSubject(port: number): Promise<Subject> {
  const senders = new Map<string, WebSocket>();
  const url = (dialogId: string) => `ws://127.0.0.1:${port}/?dialog_id=${dialogId}`;
  return {
    name: 'floor B',
    createDialog: async () => randomUUID(),
    enrol: async () => undefined,
    async send(dialogId, _sender, text) {
      let socket = senders.get(dialogId);
      if (socket === undefined) {
        socket = await open(url(dialogId));
        senders.set(dialogId, socket);
      }
      // As long as what our server sends to each.
      socket.send(JSON.stringify({ type: 'message.new', content: text, padding: 'x'.repeat(400) }));
    },
    listen: (dialogId, _person, hear) =>
      openSocket(url(dialogId), (event) => {
        if (event.type === 'message.new') hear(String(event.content));
      }),
  };
}

/** Not `fetch`, which costs what measures several times as much, on a machine that it shares with what it measures. */
async function post(url: string, body: unknown): Promise<void> {
  const { statusCode, body: answer } = await request(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (statusCode >= 300) throw new Error(`${url} answered ${statusCode} ${text}`);
}

/** As often as a client should (contract §6): opening thousands takes longer than the server waits for one that is silent. */
const pingEveryMs = 30_000;

/** Resolves when the server has said `connected`: what is sent from then on is heard. One that the server closes is an error. */
function openSocket(
  url: string,
  hear: (event: Record<string, unknown>) => void,
  wantsPings = false,
): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    const heartbeat = setInterval(() => {
      if (wantsPings && socket.readyState === WebSocket.OPEN) socket.send(pingText);
    }, pingEveryMs);
    const end = (code: number) => {
      throw new Error(`The server closed a socket that was listening: ${code}`);
    };
    socket.once('close', () => clearInterval(heartbeat));
    socket.once('close', end);
    socket.once('error', reject);
    socket.on('message', (data) => {
      const text = String(data);
      // Thousands who connect to one dialog hear of each other's coming, which takes longer to parse than to send.
      if (text.startsWith('{"type":"presence.update"')) return;
      // What measures trusts what it measures; the contract is checked by the tests.
      const event = JSON.parse(text) as Record<string, unknown>;
      if (event.type === 'connected') {
        resolve({
          close() {
            socket.off('close', end);
            socket.terminate();
          },
        });
      }
      hear(event);
    });
  });
}

function open(url: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    socket.once('error', reject);
    socket.once('open', () => resolve(socket));
  });
}
