import { setTimeout as pause } from 'node:timers/promises';
import { type Api, as, createApi } from './api.ts';
import { check } from './checker/check.ts';
import type { Findings } from './checker/findings.ts';
import { readStored } from './checker/stored.ts';
import type { History } from './history.ts';
import { type Client, createClient } from './load/client.ts';
import { createDeeds, type Deeds, insist } from './load/deeds.ts';
import { actAsHost } from './load/host.ts';
import { type PlannedDialog, people, plannedDialogs } from './load/scenario.ts';
import { beforeAllMessages } from './load/shown-dialogs.ts';
import { actAsUser } from './load/user.ts';
import { createRandom } from './random.ts';
import { createSchedule, type Schedule } from './schedule.ts';
import { wireDialogs, wirePage } from './wire.ts';
import type { Databases } from './world/databases.ts';
import { injectFaults } from './world/inject.ts';
import { archiveAfterMs, notificationDelayMs, startWorld, type World } from './world/world.ts';

export interface Outcome {
  schedule: Schedule;
  history: History;
  findings: Findings;
  /** How long it took from the end of the load until everything was as promised. */
  settledAfterMs: number;
  /** What was waited for at last, if anything was. */
  waitedFor: string | undefined;
}

/**
 * Nearly everything is there in seconds. A room that died while it archived takes that up after a minute, and a socket on which
 * nobody speaks is closed after 90 seconds, so that its client connects again.
 */
const patienceMs = 110_000;
const lookAgainAfterMs = 250;
/** How long people go on when nothing fails any more. */
const calmMs = 1_500;
const tries = 100;

async function createOne(deeds: Deeds, planned: PlannedDialog): Promise<string> {
  let created: string | undefined;
  await insist(tries, async () => {
    const answer = await deeds.create(planned);
    created = answer.dialogId;
    return answer;
  });
  if (created === undefined) throw new Error(`${planned.objectId} could not be created`);
  return created;
}

function clientsOf(
  url: string,
  api: Api,
  everyoneId: string,
  fourId: string,
  four: readonly string[],
): Client[] {
  const users = people.map((userId) => createClient({ name: `${userId}'s app`, userId, url, api }));
  const inline = [people[0], people[1]].map((userId) =>
    createClient({ name: `${userId}'s page`, userId, url, api, onlyDialogId: everyoneId }),
  );
  const other = four
    .slice(0, 1)
    .map((userId) =>
      createClient({ name: `${userId}'s other page`, userId, url, api, onlyDialogId: fourId }),
    );
  return [...users, ...inline, ...other];
}

/** Lets everyone act while the faults happen. Resolves when all have ended and nothing fails any more. */
async function actThroughFaults(schedule: Schedule, world: World, history: History, api: Api): Promise<void> {
  const random = createRandom(`load ${schedule.seed}`);
  const deeds = createDeeds(api, history);
  const planned = plannedDialogs(random);
  const busy = await Promise.all(planned.busy.map((dialog) => createOne(deeds, dialog)));
  const [everyoneId = '', fourId = ''] = busy;
  const whisperId = await createOne(deeds, planned.whisper);
  await createOne(deeds, planned.alone);

  const clients = clientsOf(world.edge.url, api, everyoneId, fourId, planned.busy[1]?.people ?? []);
  history.clients = () => clients.map((client) => client.view());
  history.heard = () => clients.flatMap((client) => client.heard());
  const openDialogs = new Set(busy);
  let isOver = false;

  async function whisper(): Promise<void> {
    await pause(random.fork('whisper').int(1_000, 6_000));
    const [speaker = people[0]] = planned.whisper.people;
    await insist(tries, () => deeds.send(whisperId, speaker, 'whisper'));
  }

  const users = clients.slice(0, people.length);
  for (const client of clients) client.connect();
  async function failThenCalm(): Promise<void> {
    try {
      await injectFaults(schedule, world, {
        objects: (objectClass) => (objectClass === 'UserInbox' ? people : [...openDialogs, whisperId]),
        connections: () => clients.map((client) => client.breakConnection),
        acknowledged: () => history.deeds.filter((deed) => deed.knowledge === 'acknowledged').length,
      });
      await pause(calmMs);
    } finally {
      isOver = true;
    }
  }

  await Promise.all([
    failThenCalm(),
    ...users.map((client) =>
      actAsUser({
        client,
        deeds,
        random: random.fork(client.userId),
        openDialogs: () => [...openDialogs],
        isOver: () => isOver,
      }),
    ),
    actAsHost({ deeds, random: random.fork('host'), openDialogs, isOver: () => isOver }),
    whisper(),
  ]);
}

/**
 * Someone looks into every dialog, and into those that are gone: a room that died at work takes it up when it wakes, and would
 * else wake by its alarm, up to a minute later.
 */
async function wakeRooms(api: Api, { deeds }: History): Promise<void> {
  const ids = new Set(deeds.flatMap((deed) => ('dialogId' in deed ? (deed.dialogId ?? []) : [])));
  await Promise.all(
    [...ids].map(async (id) => {
      const path = as('stranger', `/dialogs/${id}/join`);
      await insist(tries, () =>
        api({ method: 'POST', path, body: { display_name: 'Stranger', company: 'None' } }),
      );
    }),
  );
}

/** Asks the API for everything, as each user. */
async function askForEverything(api: Api, history: History): Promise<void> {
  await Promise.all(
    people.map(async (userId) => {
      const list = await insist(tries, () => api({ method: 'GET', path: as(userId, '/dialogs?limit=100') }));
      for (const { id, unread_count } of wireDialogs.parse(list.data)) {
        const messageIds: string[] = [];
        for (let after = beforeAllMessages; ; after = messageIds.at(-1) ?? after) {
          const path = as(userId, `/dialogs/${id}/messages?limit=100&after=${after}`);
          const page = wirePage.parse((await insist(tries, () => api({ method: 'GET', path }))).data);
          messageIds.push(...page.messages.map((message) => message.id));
          if (!page.has_more_after) break;
        }
        history.answers.push({ userId, dialogId: id, unreadCount: unread_count, messageIds });
      }
    }),
  );
}

/** Checks until everything is as promised, something is broken for good, or patience is over. */
async function checkUntilSettled(world: World, history: History) {
  const endsAt = Date.now() + patienceMs;
  let waitedFor: string | undefined;
  for (;;) {
    const stored = await readStored(world.connectionString);
    const findings = check(history, stored, { notificationDelayMs, archiveAfterMs });
    const violations = findings.violations();
    if (
      violations.every((violation) => violation.mayStillCome) &&
      violations.length > 0 &&
      Date.now() < endsAt
    ) {
      waitedFor = violations.at(-1)?.detail;
      await pause(lookAgainAfterMs);
      continue;
    }
    return { findings, waitedFor };
  }
}

/** Runs one seed in a world of its own and holds what came of it against the promises. */
export async function runSeed(seed: number, databases: Databases, script: string): Promise<Outcome> {
  const schedule = createSchedule(seed);
  const history: History = {
    deeds: [],
    deliveries: [],
    heard: () => [],
    clients: () => [],
    answers: [],
    strangeAnswers: [],
  };
  const world = await startWorld(schedule, databases, script, history.deliveries);
  try {
    const api = createApi(world.edge.url, history);
    await actThroughFaults(schedule, world, history, api);
    const endedAt = Date.now();
    await wakeRooms(api, history);
    let { findings, waitedFor } = await checkUntilSettled(world, history);
    const settledAfterMs = Date.now() - endedAt;
    if (findings.violations().length === 0) {
      await askForEverything(api, history);
      ({ findings } = await checkUntilSettled(world, history));
    }
    return { schedule, history, findings, settledAfterMs, waitedFor };
  } finally {
    await world.stop();
  }
}
