import { activeDialogIds } from '../../database/reads/active-dialog-ids.ts';
import { type AvailableFilter, availableDialogs } from '../../database/reads/available-dialogs.ts';
import { objectDialogs } from '../../database/reads/object-dialogs.ts';
import {
  type ParticipatingFilter,
  participatingDialogs,
} from '../../database/reads/participating-dialogs.ts';
import { known } from './fill-dialogs.ts';
import type { Landmarks } from './landmarks.ts';
import { type PlanCase, readingAtMost } from './plan-case.ts';

const limit = 50;

/** A list looks at what is the caller's, with its people when it searches, and at a page of it once more. */
function forEachOf(dialogs: number): number {
  return 500 + 7 * dialogs;
}

/** Where in time the middle of the filled dialogs lies: a cursor that leads deep into a list. */
const middle = { at: '2025-01-01T00:00:00.000Z', id: 'ffffffff-ffff-7fff-bfff-ffffffffffff' } as const;

/** Searches by how much there is to find: one dialog, a part of all in three scripts, nearly all, and nothing. */
const searches = {
  rare: known.rareWord,
  common: 'concrete',
  Cyrillic: 'стройбаза',
  Chinese: '物流',
  short: 'o',
  absent: 'zzzyyyxxx',
};

function participating(landmarks: Landmarks): PlanCase[] {
  const people = { 'an average user': landmarks.averageUser, 'a heavy user': landmarks.heavyUser };
  return Object.entries(people).flatMap(([who, { userId, dialogs }]) => {
    const listed = (what: string, filter: Partial<ParticipatingFilter>): PlanCase => ({
      name: `participating, ${who}${what}`,
      readsAtMost: forEachOf(dialogs),
      query: participatingDialogs({
        userId,
        search: undefined,
        archived: undefined,
        after: undefined,
        limit,
        ...filter,
      }),
    });
    return [
      listed('', {}),
      listed(', active', { archived: false }),
      listed(', archived', { archived: true }),
      listed(', a later page', { after: [false, middle.at, middle.id] }),
      ...Object.entries(searches).map(([what, search]) => listed(`, ${what} search`, { search })),
    ];
  });
}

function available(landmarks: Landmarks): PlanCase[] {
  const { smallTenant, largestTenant } = landmarks;
  const inSales = { level1: ['sales'], level2: [] };
  const everywhere = { level1: [...known.departments], level2: [...known.roles] };
  const callers = {
    'a small tenant': { tenant: smallTenant, levels: inSales },
    'the largest tenant': { tenant: largestTenant, levels: inSales },
    'all of the largest tenant': { tenant: largestTenant, levels: everywhere },
  };
  return Object.entries(callers).flatMap(([where, { tenant, levels }]) => {
    const listed = (what: string, filter: Partial<AvailableFilter>): PlanCase => ({
      name: `available, ${where}${what}`,
      readsAtMost: forEachOf(tenant.scopes),
      query: availableDialogs({
        userId: landmarks.averageUser.userId,
        scope: { level0: [tenant.name], ...levels },
        search: undefined,
        after: undefined,
        limit,
        ...filter,
      }),
    });
    return [
      listed('', {}),
      listed(', a later page', { after: [middle.at, middle.id] }),
      ...Object.entries(searches).map(([what, search]) => ({
        ...listed(`, ${what} search`, { search }),
        // By its title and by its people, each with the trigram index or without.
        readsAtMost: 2 * forEachOf(tenant.scopes),
      })),
    ];
  });
}

/** One object has dozens of dialogs. */
function ofOneObject(landmarks: Landmarks): PlanCase[] {
  const filter = {
    objectType: 'order',
    objectId: landmarks.busyObject,
    userId: landmarks.heavyUser.userId,
    scope: { level0: [landmarks.largestTenant.name], level1: ['sales'], level2: [] },
  };
  const cases = [
    { name: 'by-object, the newest', query: objectDialogs({ ...filter, newest: 1 }) },
    { name: 'by-object, list', query: objectDialogs(filter) },
    { name: 'by-object, available', query: objectDialogs({ ...filter, type: 'available' }) },
    ...Object.entries(searches).map(([what, search]) => ({
      name: `by-object, ${what} search`,
      query: objectDialogs({ ...filter, search }),
    })),
  ];
  return readingAtMost(1_000, cases);
}

function activity({ averageUser, heavyUser }: Landmarks): PlanCase[] {
  const people = { 'an average user': averageUser, 'a heavy user': heavyUser };
  return Object.entries(people).map(([who, { userId, dialogs }]) => ({
    name: `presence of ${who}`,
    readsAtMost: forEachOf(dialogs),
    query: activeDialogIds(userId, 200),
  }));
}

/** The lists of dialogs, where the work may grow with what the caller has, and not with what there is. */
export function listCases(landmarks: Landmarks): PlanCase[] {
  return [participating, available, ofOneObject, activity].flatMap((casesOf) => casesOf(landmarks));
}
