import type { Page, Route } from 'playwright-core';
import { inject } from 'vitest';
import type { Relay } from './relay.ts';

/** Decides what becomes of the next message that the page sends to the server; those after it go through. */
export async function interceptNextSend(page: Page, handle: (route: Route) => Promise<void>): Promise<void> {
  let isDone = false;
  await page.route(/\/dialogs\/[^/]+\/messages(\?|$)/, async (route) => {
    if (isDone || route.request().method() !== 'POST') return route.fallback();
    isDone = true;
    await handle(route);
  });
}

/** Holds the next message back until the returned function is called. */
export async function holdNextSend(page: Page): Promise<() => void> {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await interceptNextSend(page, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Lets the server have the next message, and the page know nothing of it: the line is cut before the answer. */
export async function loseNextAnswer(page: Page, line: Relay): Promise<void> {
  await interceptNextSend(page, async (route) => {
    line.cut();
    // The socket would tell what the answer does not: so the line is cut first, and the message goes another way.
    const { pathname, search } = new URL(route.request().url());
    const answer = await route.fetch({ url: `${inject('projectUrl')}${pathname}${search}` });
    if (answer.status() !== 201) throw new Error(`The server answered ${answer.status()}`);
    await route.abort('connectionreset');
  });
}

/** Spoils the next message on its way, so that the server refuses it. */
export function spoilNextSend(page: Page): Promise<void> {
  return interceptNextSend(page, (route) => route.continue({ postData: JSON.stringify({ content: '' }) }));
}

/** Answers the page's reads of messages as a server that is too busy, until the returned function is called. */
export async function refuseReads(page: Page): Promise<() => void> {
  let isBusy = true;
  const error = { code: 'RATE_LIMITED', message: 'Too many requests' };
  await page.route(/\/dialogs\/[^/]+\/messages(\?|$)/, async (route) => {
    if (!isBusy || route.request().method() !== 'GET') return route.fallback();
    await route.fulfill({
      status: 429,
      headers: {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': 'Retry-After',
        'Retry-After': '1',
      },
      json: { error },
    });
  });
  return () => {
    isBusy = false;
  };
}
