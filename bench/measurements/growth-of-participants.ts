import { migratePostgres } from '../../scripts/database.ts';
import { userApi } from '../support/api.ts';
import { type GrowingCall, measureByTurns } from '../support/by-turns.ts';
import { type Edge, startEdge } from '../support/edge.ts';
import type { Report } from '../support/figures.ts';
import { dialogCalls } from '../support/growth-calls.ts';
import { insertAlike, middleMessages, settleDatabase } from '../support/growth-data.ts';
import { createOwnDatabase, type OwnDatabase } from '../support/own-database.ts';
import { untilIdle } from '../support/process-usage.ts';
import type { Databases } from '../support/world.ts';

const sizes = [2, 100, 5_000];
const turnsOfSends = 15;

/** What calls cost in dialogs of 2 to 5,000 people. */
export async function measureGrowthOfParticipants(script: string, databases: Databases): Promise<Report> {
  const database = await createOwnDatabase(databases.edge, 'participants_growing');
  try {
    await migratePostgres(database.connectionString);
    const filled = await fill(database);
    const edge = await startEdge(script, database.connectionString, 0);
    try {
      const { send, reads } = callsIn(edge, filled);
      const read = await measureByTurns(reads);
      // All are told of a message after its sender was answered: that is not to fall upon the next one.
      const sent = await measureByTurns([send], () => untilIdle(edge.workerdPid));
      return {
        title: 'More people in a dialog',
        how: 'Each call, one at a time, in dialogs that lie in one database, by turns: medians, and the largest ÷ the smallest, which is to stay within 1.5. A send is measured until it is answered, and starts when everyone has been told of the one before.',
        columns: ['call', ...sizes.map((size) => `${size} people`), 'largest ÷ smallest', 'why'],
        rows: [...sent.rows, ...read.rows],
        misses: [...sent.misses, ...read.misses],
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
    const people = Array.from({ length: size }, (_, index) => `person-${index}-of-${size}`);
    const alike = { count: 1, people, writers: people.slice(1, 3), messages: 200, title: 'Crowd' };
    const [id = ''] = await insertAlike(client, { ...alike, tenant: `tenant-${size}` });
    filled.push({ id, size, middle: await middleMessages(client, id, 20) });
  }
  await settleDatabase(client);
  return filled;
}

function callsIn({ url }: Edge, filled: readonly Filled[]): { send: GrowingCall; reads: GrowingCall[] } {
  const dialogs = filled.map(({ id, size, middle }) => ({
    id,
    middle,
    reader: userApi(url, `person-0-of-${size}`),
    writer: userApi(url, `person-1-of-${size}`),
    visitor: userApi(url, 'visitor', { tenant_uid: `tenant-${size}` }),
  }));
  const listed = (query: string) =>
    dialogs.map(
      ({ reader }) =>
        () =>
          reader.call('GET', `/dialogs?${query}`),
    );
  const available = (query: string) =>
    dialogs.map(
      ({ visitor }) =>
        () =>
          visitor.call('GET', `/dialogs?type=available${query}`),
    );
  const { send, ...inDialog } = dialogCalls(dialogs);
  return {
    send: { ...send, turns: turnsOfSends },
    reads: [
      ...Object.values(inDialog),
      { name: 'list dialogs', atSizes: listed('') },
      { name: 'search by title', atSizes: listed('search=crowd') },
      {
        name: 'search that finds nothing',
        atSizes: listed('search=zzzyyyxxx'),
        because: 'A search asks for the company of everyone in one’s dialogs.',
      },
      { name: 'available', atSizes: available('') },
      { name: 'search in available', atSizes: available('&search=crowd') },
      {
        name: 'participants',
        atSizes: dialogs.map(
          ({ id, reader }) =>
            () =>
              reader.call('GET', `/dialogs/${id}/participants`),
        ),
        because: 'The answer names all of them.',
      },
    ],
  };
}
