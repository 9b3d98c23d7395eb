import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { inject, onTestFinished } from 'vitest';

export interface WindowOptions {
  /** In CSS pixels. @default 1440 */
  width?: number;
  /** @default 900 */
  height?: number;
  /** @default 'light' */
  theme?: 'light' | 'dark';
  /** What the browser is set to, as a BCP 47 tag. @default 'en-GB' */
  language?: string;
}

let connection: Promise<Browser> | undefined;

/** A browser of its own, as if on a device of its own, within the one that all tests share. Closed when the test ends. */
export async function newContext({
  width = 1440,
  height = 900,
  theme = 'light',
  language = 'en-GB',
}: WindowOptions): Promise<BrowserContext> {
  connection ??= chromium.connect(inject('browserEndpoint'));
  const browser = await connection;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: language,
    timezoneId: 'UTC',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(15_000);
  onTestFinished(() => context.close());
  return context;
}
