import { migratePostgres } from '../../scripts/database.ts';
import { fillDatabase } from '../../scripts/plans/fill.ts';
import { type Api, userApi } from '../support/api.ts';
import { type GrowingCall, measureByTurns } from '../support/by-turns.ts';
import { type Edge, startEdge } from '../support/edge.ts';
import type { Report } from '../support/figures.ts';
import { dialogCalls, type MeasuredDialog } from '../support/growth-calls.ts';
import { insertAlike, insertEverywhere, middleMessages, settleDatabase } from '../support/growth-data.ts';
import { createOwnDatabase, type OwnDatabase } from '../support/own-database.ts';
import type { Databases } from '../support/world.ts';

const sizes = [1_000, 10_000, 100_000];
/** What is anyone's own in each of them. */
const ownDialogs = 100;
const turnsOfLongCalls = 12;

/** A system of some size, seen by those who are measured. */
interface System {
  dialog: MeasuredDialog;
  /** Takes part in `ownDialogs`. */
  anna: Api;
  /** May join `ownDialogs`. */
  carl: Api;
  /** Takes part in every dialog. */
  everywhere: Api;
  /** May join every dialog. */
  anywhere: Api;
  health(): Promise<unknown>;
  stop(): Promise<void>;
}

/** What calls cost in systems of 1,000 to 100,000 dialogs, to a user with an ordinary number and to one with all of them. */
export async function measureGrowthOfDialogs(script: string, databases: Databases): Promise<Report> {
  const systems: System[] = [];
  try {
    for (const size of sizes) systems.push(await startSystem(script, databases, size));
    const { rows, misses } = await measureByTurns([...ordinaryCalls(systems), ...callsOnAll(systems)]);
    return {
      title: 'More dialogs in the system',
      how: `Each call, one at a time, in three systems by turns: medians, and the largest ÷ the smallest, which is to stay within 1.5. Dialogs have 4 messages on average, 2 to 5 people and 1 access scope. Anna takes part in ${ownDialogs} and Carl may join ${ownDialogs}, whatever else there is; Hans takes part in all of them, and Ines may join all of them.`,
      columns: ['call', ...sizes.map((size) => `${size} dialogs`), 'largest ÷ smallest', 'why'],
      rows,
      misses,
    };
  } finally {
    for (const system of systems) await system.stop();
  }
}

async function startSystem(script: string, databases: Databases, size: number): Promise<System> {
  const database = await createOwnDatabase(databases.edge, `dialogs_${size}`);
  try {
    await migratePostgres(database.connectionString);
    const { id, middle } = await fill(database, size);
    const edge = await startEdge(script, database.connectionString, 0);
    return seenBy(edge, database, id, middle);
  } catch (error) {
    await database.drop();
    throw error;
  }
}

async function fill({ client }: OwnDatabase, size: number) {
  await fillDatabase(client, { dialogs: size, messages: 3 * size });
  await insertEverywhere(client, 'hans', 'everything');
  const alike = { count: ownDialogs, messages: 60, title: 'Delivery of concrete' };
  const [id = ''] = await insertAlike(client, { ...alike, people: ['anna', 'boris'], writers: ['boris'] });
  await insertAlike(client, { ...alike, people: ['dora', 'emil'], writers: ['emil'], tenant: 'a few' });
  await settleDatabase(client);
  return { id, middle: await middleMessages(client, id, 20) };
}

function seenBy(edge: Edge, database: OwnDatabase, id: string, middle: readonly string[]): System {
  const anna = userApi(edge.url, 'anna');
  return {
    dialog: { id, reader: anna, writer: userApi(edge.url, 'boris'), middle },
    anna,
    carl: userApi(edge.url, 'carl', { tenant_uid: 'a few' }),
    everywhere: userApi(edge.url, 'hans'),
    anywhere: userApi(edge.url, 'ines', { tenant_uid: 'everything' }),
    health: () => fetch(`${edge.url}/health`).then((answer) => answer.text()),
    async stop() {
      await edge.stop();
      await database.drop();
    },
  };
}

function listedBy(systems: readonly System[], who: 'anna' | 'carl' | 'everywhere' | 'anywhere', query = '') {
  const type = who === 'carl' || who === 'anywhere' ? 'available' : 'participating';
  return systems.map((system) => () => system[who].call('GET', `/dialogs?type=${type}${query}`));
}

function ordinaryCalls(systems: readonly System[]): GrowingCall[] {
  const calls = dialogCalls(systems.map(({ dialog }) => dialog));
  return [
    { name: 'an answer without the database', atSizes: systems.map(({ health }) => health) },
    ...Object.values(calls),
    { name: 'list dialogs, Anna', atSizes: listedBy(systems, 'anna') },
    { name: 'search, Anna', atSizes: listedBy(systems, 'anna', '&search=concrete') },
    { name: 'search that finds nothing, Anna', atSizes: listedBy(systems, 'anna', '&search=zzzyyyxxx') },
    { name: 'available, Carl', atSizes: listedBy(systems, 'carl') },
    { name: 'search in available, Carl', atSizes: listedBy(systems, 'carl', '&search=concrete') },
  ];
}

const allAreSorted =
  'A list is sorted by latest activity, which a send writes once a dialog and not once a person: so all of one’s own dialogs are looked at for a page of 50.';

function callsOnAll(systems: readonly System[]): GrowingCall[] {
  const calls = [
    { name: 'list dialogs, Hans', atSizes: listedBy(systems, 'everywhere') },
    { name: 'search, Hans', atSizes: listedBy(systems, 'everywhere', '&search=concrete') },
    { name: 'available, Ines', atSizes: listedBy(systems, 'anywhere') },
    { name: 'search in available, Ines', atSizes: listedBy(systems, 'anywhere', '&search=concrete') },
  ];
  return calls.map((call) => ({ ...call, turns: turnsOfLongCalls, because: allAreSorted }));
}
