import { Client } from 'pg';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MessageToSend, sendMessages } from '../../database/writes/send-messages.ts';
import { migratePostgres } from '../../scripts/database.ts';
import { planCases } from '../../scripts/plans/cases.ts';
import { openPlansDatabase, type PlansDatabase } from '../../scripts/plans/database.ts';
import { explain } from '../../scripts/plans/explain.ts';
import { findLandmarks } from '../../scripts/plans/landmarks.ts';
import { rowsRead } from '../../scripts/plans/plan.ts';
import { problemsOf } from '../../scripts/plans/report.ts';
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts';

/** Large enough that a sequential scan costs more than an index; `npm run db:plans` looks at the promised sizes. */
const volume = { dialogs: 20_000, messages: 100_000 };

describe('on a database with many dialogs and messages', () => {
  let database: PlansDatabase;

  beforeAll(async () => {
    database = await openPlansDatabase(undefined, volume);
  }, 120_000);

  afterAll(() => database.close());

  test('every call looks at its own rows, found by an index, and at no more', async () => {
    const problems: Record<string, string[]> = {};
    for (const planCase of planCases(await findLandmarks(database.client))) {
      const found = problemsOf({ planCase, plans: await explain(database.client, planCase) });
      if (found.length > 0) problems[planCase.name] = found;
    }
    expect(problems).toEqual({});
  });
});

describe('in a young database, nearly all of which is one busy dialog', () => {
  const dialogId = uuidv7();
  let server: PostgresServer;
  let client: Client;

  beforeAll(async () => {
    server = await startPostgresServer();
    await migratePostgres(server.connectionString);
    client = new Client({ connectionString: server.connectionString });
    await client.connect();
    await fillBusyDialog(client, dialogId);
  }, 60_000);

  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  test('a burst of messages reads by key, and not what was said before', async () => {
    const burst = sendMessages({ dialogId, fence: null }, Array.from({ length: 150 }, messageOf));
    const plans = await explain(client, { name: 'a burst', query: burst });
    const read = plans.reduce((sum, { root }) => sum + rowsRead(root), 0);
    // The dialog, and for each message its sender, itself and its quoted message; and once everyone who takes part.
    expect(read).toBeLessThan(150 * 10);
  });
});

/** 300 people and 10,000 messages, of which Postgres has learnt. */
async function fillBusyDialog(client: Client, dialogId: string): Promise<void> {
  const statements = [
    `insert into dialogs (id, object_id, object_type, created_at, participants_count, last_seq)
      values ($1, 'order-1', 'order', now(), 300, 10000)`,
    `insert into participants (dialog_id, user_id, display_name, joined_as, joined_at)
      select $1::uuid, 'person-' || number, 'Person', 'participant', now() from generate_series(0, 299) number`,
    `insert into messages (dialog_id, id, seq, sender_id, content, client_message_id, sent_at)
      select $1::uuid, gen_random_uuid(), number, 'person-' || number % 300, '<p>Hello</p>', 'client-' || number, now()
      from generate_series(1, 10000) number`,
  ];
  for (const statement of statements) await client.query(statement, [dialogId]);
  await client.query('vacuum analyze');
}

function messageOf(_: unknown, place: number): MessageToSend {
  return {
    id: uuidv7(),
    senderId: `person-${place}`,
    content: '<p>Hello</p>',
    mentionedUserIds: [],
    replyToId: null,
    clientMessageId: `burst-${place}`,
    sentAt: '2027-02-17T12:10:00.000Z',
    attachments: [],
    attachmentsRefused: false,
  };
}
