import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planCases } from '../../scripts/plans/cases.ts';
import { openPlansDatabase, type PlansDatabase } from '../../scripts/plans/database.ts';
import { explain } from '../../scripts/plans/explain.ts';
import { findLandmarks } from '../../scripts/plans/landmarks.ts';
import { problemsOf } from '../../scripts/plans/report.ts';

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
