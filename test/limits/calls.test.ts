import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Attacker, startAttacker, type Tally } from './support/attack.ts';
import { type LimitedEdge, startLimitedEdge } from './support/limited-edge.ts';
import { createDialog, inviteOthers, type Others, unique } from './support/people.ts';
import { byTurns, ratiosOf } from './support/stretches.ts';

/** Contract §8, RATE_LIMIT, in a period of ten seconds. */
const limits = { sends: 50, reads: 200, periodMs: 10_000 };

let edge: LimitedEdge;
let attacker: Attacker;
let others: Others;

beforeAll(async () => {
  edge = await startLimitedEdge();
  attacker = startAttacker();
  others = await inviteOthers(edge.url);
});

afterAll(async () => {
  others?.close();
  await attacker?.stop();
  await edge?.stop();
});

it('somebody who calls five times as often as they may is refused, and others wait less than twice as long', async () => {
  const userId = unique('flooder');
  const dialogId = await createDialog(edge.url, [userId]);
  const begin = Date.now();
  const met: Tally = {};
  const fared = await byTurns(others, 4, async () => {
    const storm = { does: 'calls', url: edge.url, userId, dialogId } as const;
    const tally = await attacker.raise({ ...storm, sends: 75, reads: 300, perSecond: 125 });
    for (const [what, times] of Object.entries(tally)) met[what] = (met[what] ?? 0) + times;
  });
  // The clock is parted into periods, and whoever comes in a new one is counted anew.
  const periods = Math.floor(Date.now() / limits.periodMs) - Math.floor(begin / limits.periodMs) + 1;

  const { 'send 201': sent = 0, 'send 429': unsent = 0, 'read 200': read = 0, 'read 429': unread = 0 } = met;
  console.info('five times the limit:', met, ratiosOf(fared));
  expect(sent + unsent).toBe(4 * 75);
  expect(read + unread).toBe(4 * 300);
  expect(met['refused in form']).toBe(unsent + unread);
  expect(sent).toBeGreaterThanOrEqual(limits.sends);
  expect(sent).toBeLessThanOrEqual(limits.sends * periods);
  expect(read).toBeGreaterThanOrEqual(limits.reads);
  expect(read).toBeLessThanOrEqual(limits.reads * periods);
  expect(unsent).toBeGreaterThan(0);
  expect(unread).toBeGreaterThan(0);
  const ratios = ratiosOf(fared);
  expect(ratios['delivered p50']).toBeLessThan(2);
  expect(ratios['read p50']).toBeLessThan(2);
});
