// Baseline A: what a good engineer would write in a day, in one process. Started as
// `node bench/baseline/server.ts <connection string>`; prints the port it listens on.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { Pool } from 'pg';
import { type WebSocket, WebSocketServer } from 'ws';
import * as z from 'zod';

const pool = new Pool({ connectionString: process.argv[2], max: 20 });
const sockets = new Map<string, Set<WebSocket>>();

const messageBody = z.object({ dialog_id: z.uuid(), user_id: z.string().min(1), content: z.string().min(1) });

/** Stores a message and counts it as unread for the others, in one transaction. */
async function store({ dialog_id, user_id, content }: z.infer<typeof messageBody>) {
  const message = { id: randomUUID(), dialog_id, sender_id: user_id, content };
  const client = await pool.connect();
  try {
    await client.query('begin');
    const inserted = await client.query({
      name: 'insert',
      // The lock on the dialog: two messages that count for the same people would otherwise wait for each other.
      text: `with dialog as (select id from dialogs where id = $2 for update)
             insert into messages (id, dialog_id, sender_id, content)
             select $1, dialog.id, user_id, $4 from dialog join participants on dialog_id = dialog.id and user_id = $3`,
      values: [message.id, dialog_id, user_id, content],
    });
    if (inserted.rowCount === 0) throw new Error('Not a participant');
    await client.query({
      name: 'count',
      text: `with touched as (update dialogs set last_message_at = now() where id = $1)
             update participants set unread_count = unread_count + 1 where dialog_id = $1 and user_id <> $2`,
      values: [dialog_id, user_id],
    });
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
  return message;
}

const server = createServer(async (request, response) => {
  try {
    const message = await store(messageBody.parse(await json(request)));
    const text = JSON.stringify({ type: 'message.new', ...message });
    for (const socket of sockets.get(message.dialog_id) ?? []) socket.send(text);
    response.writeHead(201, { 'Content-Type': 'application/json' }).end(JSON.stringify({ data: message }));
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});

new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket, request) => {
  const dialogId = new URL(request.url ?? '', 'http://host').searchParams.get('dialog_id') ?? '';
  const members = sockets.get(dialogId) ?? new Set();
  sockets.set(dialogId, members.add(socket));
  socket.once('close', () => members.delete(socket));
  socket.send('{"type":"connected"}');
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(address.port);
});
