import { expect, it } from 'vitest';
import { host, unique, user } from '../worker/support/api.ts';
import { countingRequests, queryDatabase } from '../worker/support/gateway.ts';
import { openSocket } from '../worker/support/socket.ts';

it('stores 200 messages sent at once by 20 people once each, in some tens of round trips, and everyone hears them in order', async () => {
  const people = Array.from({ length: 20 }, (_, index) => user(unique(`person${index}`)));
  const dialog = await host.createDialog({ participants: people.map((person) => person.id) });
  const listeners = people.slice(0, 3);
  const sockets = await Promise.all([
    ...listeners.flatMap((person) => [openSocket(person.id), openSocket(person.id)]),
    openSocket(listeners[0]?.id ?? '', dialog.id),
  ]);

  const texts = Array.from({ length: 200 }, (_, index) => `<p>Message ${index}</p>`);
  const requests = await countingRequests(async () => {
    const replies = await Promise.all(texts.map((text, index) => people[index % 20]?.send(dialog.id, text)));
    expect(replies.map((reply) => reply?.status)).toEqual(texts.map(() => 201));
  });
  expect(requests).toBeLessThan(60);

  const stored = await queryDatabase(
    'select id, content, seq from messages where dialog_id = $1 and sender_id is not null order by id',
    [dialog.id],
  );
  expect(stored.map((row) => row.content).toSorted()).toEqual(texts.toSorted());
  expect(stored.map((row) => Number(row.seq))).toEqual(texts.map((_, index) => index + 1));

  const lastId = stored.at(-1)?.id;
  for (const socket of sockets) {
    await socket.heard('message.new', (event) => event.id === lastId);
    expect(socket.all('message.new').map((event) => event.id)).toEqual(stored.map((row) => row.id));
  }
});

it('stores one message for ten sends at once with the same client_message_id, and answers all with it', async () => {
  const anna = user(unique('anna'));
  const dialog = await host.createDialog({ participants: [anna.id] });
  const socket = await openSocket(anna.id);

  const replies = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      anna.send(dialog.id, `Attempt ${index}`, { client_message_id: 'the-same' }),
    ),
  );

  expect(new Set(replies.map((reply) => reply.data.id)).size).toBe(1);
  expect(replies.map((reply) => reply.status).toSorted()).toEqual([...Array(9).fill(200), 201]);
  await anna.send(dialog.id, 'Another');
  await socket.heard('message.new', (event) => event.content === 'Another');
  expect(socket.all('message.new').filter((event) => event.client_message_id === 'the-same')).toHaveLength(1);
});

/** How many rows the transaction wrote that stored this message. */
async function rowsWrittenWith(dialogId: string, messageId: string): Promise<number> {
  const written = ['dialogs', 'participants', 'messages', 'message_edits', 'access_scopes'].map(
    (table) => `(select count(*) from ${table} written, send where written.xmin = send.xmin)`,
  );
  const [row] = await queryDatabase(
    `with send as (select xmin from messages where dialog_id = $1 and id = $2) select ${written.join(' + ')} as rows`,
    [dialogId, messageId],
  );
  return Number(row?.rows);
}

it.each([2, 500])('writes three rows for a message to %i people', async (count) => {
  const anna = user(unique('anna'));
  const others = Array.from({ length: count - 1 }, (_, index) => `${anna.id}-${index}`);
  const dialog = await host.createDialog({ participants: [anna.id, ...others.slice(0, 99)] });
  await Promise.all(
    others
      .slice(99)
      .map((other) => host.call('POST', `/dialogs/${dialog.id}/participants`, { body: { user_id: other } })),
  );
  expect((await anna.dialog(dialog.id)).data.participants_count).toBe(count);

  const { data: message } = await anna.send(dialog.id, 'Hello');

  expect(await rowsWrittenWith(dialog.id, message.id)).toBe(3);
});
