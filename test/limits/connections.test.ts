import { afterAll, beforeAll, expect, it } from 'vitest';
import { residentBytesOf, untilAsleep } from '../../bench/support/process-usage.ts';
import { type Attacker, startAttacker, type Tally } from './support/attack.ts';
import { type BareEdge, startBareEdge } from './support/bare-edge.ts';
import { connectionsOf } from './support/connections.ts';
import { createCrowd, type Flooder, inviteOthers, type Others, onlineIn, unique } from './support/people.ts';
import { type Presence, watchPresence } from './support/presence.ts';
import { byTurns, ratiosOf } from './support/stretches.ts';

const mebibyte = 2 ** 20;
/** Somebody whom all flooders know, and who therefore hears of their coming and going. */
const watcher = unique('watcher');

let edge: BareEdge;
let attacker: Attacker;
let others: Others;
let crowd: Flooder[];
let presence: Presence;

/**
 * Storms of the same kinds come first, so that memory is compared with what it is after them: the runtime's own pools grow
 * with the first thousands of connections and then no more, with a Worker of ten lines as with ours.
 */
beforeAll(async () => {
  edge = await startBareEdge();
  attacker = startAttacker();
  others = await inviteOthers(edge.url);
  crowd = await createCrowd(edge.url, 100, watcher);
  presence = await watchPresence(edge.url, watcher);
  await byTurns(others, 1, async () => void (await attacker.raise(connections(4_000))));
  await attacker.raise(speech(240));
  await presence.allGone(crowd);
});

afterAll(async () => {
  presence?.close();
  others?.close();
  await attacker?.stop();
  await edge?.stop();
});

/** A storm of so many connections, a tenth of which are calls. */
function connections(count: number, perSecond = Number.POSITIVE_INFINITY) {
  const shares = { sockets: count * 0.9, calls: count * 0.1 };
  return { does: 'connections', url: edge.url, people: crowd, width: 60, perSecond, ...shares } as const;
}

function speech(sockets: number, perSecond = Number.POSITIVE_INFINITY) {
  return { does: 'speech', url: edge.url, people: crowd, sockets, width: 8, perSecond } as const;
}

/** Memory of workerd once no object is awake any more: what an object holds it gives back ten seconds after its last call. */
async function memoryAtRest(): Promise<number> {
  await untilAsleep(edge.workerdPid, 30_000);
  return (await residentBytesOf(edge.workerdPid)) / mebibyte;
}

it('ten thousand connections are opened and dropped: nobody is left behind, and nothing is kept of them', async () => {
  const memoryBefore = await memoryAtRest();
  const connectionsBefore = await connectionsOf(edge.workerdPid);
  // Some of them at a pace at which others can be asked how they fare, by turns with calm.
  const fared = await byTurns(others, 4, async () => void (await attacker.raise(connections(200, 80))));
  const begin = performance.now();
  const met: Tally = await attacker.raise(connections(9_200));
  const perSecond = Math.round(9_200_000 / (performance.now() - begin));
  await presence.allGone(crowd);
  expect(presence.everOnline(crowd)).toBe(crowd.length);
  for (const { dialogId } of crowd.filter((_, index) => index % 10 === 0)) {
    expect(await onlineIn(edge.url, dialogId, watcher)).toEqual([watcher]);
  }

  const memory = await memoryAtRest();
  const ratios = ratiosOf(fared);
  console.info('connections:', { perSecond, met, ratios, memoryBefore, memory });
  expect(met['socket failed'] ?? 0).toBeLessThanOrEqual(
    (met['dropped when upgrade'] ?? 0) + (met['dropped when asked'] ?? 0),
  );
  expect(met['call dropped']).toBe(920);
  expect(await connectionsOf(edge.workerdPid)).toBeLessThanOrEqual(connectionsBefore + 10);
  expect(memory).toBeLessThan(memoryBefore * 1.2);
  expect(ratios['delivered p50']).toBeLessThan(2);
  expect(ratios['read p50']).toBeLessThan(2);
});

it('sockets that say too much, or too long things, are closed for it, and others wait less than twice as long', async () => {
  const memoryBefore = await memoryAtRest();
  const fared = await byTurns(others, 4, async () => void (await attacker.raise(speech(40, 20))));
  const met = await attacker.raise(speech(240));

  const memory = await memoryAtRest();
  const ratios = ratiosOf(fared);
  console.info('speech:', { met, ratios, memoryBefore, memory });
  expect(met).toEqual({
    'frames of 64 KiB: 1008': 60,
    'a frame over 64 KiB: 1009': 60,
    'a frame over 64 KiB in bytes: 1009': 60,
    'over 20 messages: 1008': 60,
  });
  expect(memory).toBeLessThan(memoryBefore * 1.2);
  expect(ratios['delivered p50']).toBeLessThan(2);
  expect(ratios['read p50']).toBeLessThan(2);
});
