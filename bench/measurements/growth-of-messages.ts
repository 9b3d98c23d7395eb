import { migratePostgres } from '../../scripts/database.ts';
import { userApi } from '../support/api.ts';
import { measureByTurns } from '../support/by-turns.ts';
import { startEdge } from '../support/edge.ts';
import type { Report } from '../support/figures.ts';
import { dialogCalls, eachInTurn } from '../support/growth-calls.ts';
import { insertAlike, middleMessages, settleDatabase } from '../support/growth-data.ts';
import { createOwnDatabase, type OwnDatabase } from '../support/own-database.ts';
import type { Databases } from '../support/world.ts';

const sizes = [1_000, 10_000, 100_000, 1_000_000];
/** More than calls are measured: nobody reads up to the same message twice. */
const middleCount = 100;

/** What calls cost in dialogs of 1,000 to 1,000,000 messages. */
export async function measureGrowthOfMessages(script: string, databases: Databases): Promise<Report> {
  const database = await createOwnDatabase(databases.edge, 'messages_growing');
  try {
    await migratePostgres(database.connectionString);
    const filled = await fill(database);
    const edge = await startEdge(script, database.connectionString, 0);
    try {
      const { rows, misses } = await measureByTurns(callsIn(edge.url, filled));
      return {
        title: 'More messages in a dialog',
        how: 'Each call, one at a time, in dialogs that lie in one database, by turns: medians, and the largest ÷ the smallest, which is to stay within 1.5. The reader has read nothing; the middle is another place each time.',
        columns: ['call', ...sizes.map((size) => `${size} messages`), 'largest ÷ smallest', 'why'],
        rows,
        misses,
      };
    } finally {
      await edge.stop();
    }
  } finally {
    await database.drop();
  }
}

interface Filled {
  id: string;
  size: number;
  middle: string[];
}

async function fill({ client }: OwnDatabase): Promise<Filled[]> {
  const filled: Filled[] = [];
  for (const size of sizes) {
    const writers = ['boris', 'dora'];
    const people = [`anna-${size}`, `clara-${size}`, ...writers];
    const [id = ''] = await insertAlike(client, { count: 1, people, writers, messages: size, title: 'Long' });
    filled.push({ id, size, middle: await middleMessages(client, id, middleCount) });
  }
  await settleDatabase(client);
  return filled;
}

function callsIn(url: string, filled: readonly Filled[]) {
  const boris = userApi(url, 'boris');
  const dialogs = filled.map(({ id, size, middle }) => ({
    id,
    middle,
    writer: boris,
    reader: userApi(url, `anna-${size}`),
    clara: userApi(url, `clara-${size}`),
  }));
  return [
    ...Object.values(dialogCalls(dialogs)),
    {
      name: 'list dialogs',
      atSizes: dialogs.map(
        ({ reader }) =>
          () =>
            reader.call('GET', '/dialogs'),
      ),
    },
    {
      name: 'read up to the middle',
      atSizes: dialogs.map(({ id, clara, middle }) => {
        const next = eachInTurn(middle);
        return () => clara.call('POST', `/dialogs/${id}/read`, { last_read_message_id: next() });
      }),
    },
    {
      name: 'search',
      atSizes: dialogs.map(
        ({ reader }) =>
          () =>
            reader.call('GET', '/dialogs?search=long'),
      ),
    },
  ];
}
