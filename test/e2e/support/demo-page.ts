import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import type { PersonId } from '../../../demo/backend/people.ts';
import { demoAddress, setDemoPreferences } from '../../../scripts/browser/demo-preferences.ts';
import type { Locale } from '../../../sdk-vue/client/config.ts';
import { newContext, type WindowOptions } from './browser.ts';

interface DemoOptions extends WindowOptions {
  /** @default 'en' */
  locale?: Locale;
  /** A page of the demo. @default '/orders' */
  path?: string;
}

/** Opens the demo as one of its people, who share what is seeded with all other tests: read it, and change nothing. */
export async function openDemo(person: PersonId, options: DemoOptions = {}): Promise<Page> {
  const { theme = 'light', locale = 'en', path = '/orders' } = options;
  const context = await newContext(options);
  await setDemoPreferences(context, { theme, locale });
  const page = await context.newPage();
  await page.goto(demoAddress(inject('projectUrl'), person, path));
  return page;
}
