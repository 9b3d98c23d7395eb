import { parseArgs } from 'node:util';
import { planCases } from './plans/cases.ts';
import { openPlansDatabase } from './plans/database.ts';
import { explain, explainInFull } from './plans/explain.ts';
import { promisedVolume } from './plans/fill.ts';
import { findLandmarks } from './plans/landmarks.ts';
import { problemsOf, reportHeading, reportLine } from './plans/report.ts';
import { Problem } from './problem.ts';

const { values: options } = parseArgs({
  options: { full: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
});

/** Prints how Postgres runs each call; gives how many have a plan whose work grows with the whole system. */
async function reportPlans(connectionString: string | undefined): Promise<number> {
  const { dialogs, messages } = promisedVolume;
  console.log(
    `Making ${dialogs} dialogs and ${messages} messages, where there are none; this takes a minute or two.`,
  );
  const { client, wasFilled, close } = await openPlansDatabase(connectionString, promisedVolume);
  try {
    if (wasFilled) console.log('The database holds dialogs already; they are looked at as they are.');
    const cases = planCases(await findLandmarks(client)).filter(({ name }) => name.includes(options.only));
    let poor = 0;
    console.log(reportHeading);
    for (const planCase of cases) {
      const explained = { planCase, plans: await explain(client, planCase) };
      console.log(reportLine(explained));
      if (problemsOf(explained).length > 0) poor += 1;
      if (options.full) console.log(`\n${await explainInFull(client, planCase)}\n`);
    }
    return poor;
  } finally {
    await close();
  }
}

try {
  const poor = await reportPlans(process.env.PLANS_DATABASE_URL);
  console.log(
    poor === 0 ? 'Every plan keeps to its indexes.' : `${poor} calls read what grows with the system.`,
  );
  if (poor > 0) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
