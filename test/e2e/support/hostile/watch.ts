import type { Page, Request, Route } from 'playwright-core';
import { expect, inject } from 'vitest';
import type { ChatPage } from '../chat-page.ts';
import { type Caught, setTrap } from './trap.ts';

/** Somebody who sees everything that a page does. */
export interface Watch {
  /** What was seen that nobody may see. */
  seen(): Promise<Caught & { asked: string[]; said: string[] }>;
  /** Fails if anything ran, was asked for elsewhere, or stands in the page that may not. */
  expectQuiet(): Promise<void>;
  /** Loads the page anew, after such a look at it. */
  reload(): Promise<void>;
}

/** Watches the page from its next load on, which comes at once. Resolves when the chat is connected again. */
export async function watch({ page, context, line, heard }: ChatPage): Promise<Watch> {
  const own = [inject('hostUrl'), inject('projectUrl'), line.url];
  const asked: string[] = [];
  const said: string[] = [];

  // A page that is given by a test is of no place of its own, which may not ask what is on this machine.
  await context.grantPermissions(['local-network-access']);
  await context.addInitScript(setTrap);
  await context.route(`${inject('hostUrl')}/`, (route) => serveWithPolicy(route, policyOf(own)));
  context.on('request', (request) => {
    if (!isOwn(request, own)) asked.push(request.url());
  });
  page.on('websocket', (socket) => {
    if (!socket.url().startsWith(line.url.replace('http', 'ws'))) asked.push(socket.url());
  });
  page.on('dialog', (dialog) => {
    said.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (message.type() === 'error') said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(`page error: ${error.message}`));
  context.on('page', (opened) => said.push(`opened ${opened.url()}`));
  let isReloading = true;
  page.on('framenavigated', (frame) => {
    const isFile = frame !== page.mainFrame() && own.includes(new URL(frame.url()).origin);
    if (!isFile && !isReloading) said.push(`went to ${frame.url()}`);
  });
  async function load() {
    isReloading = true;
    await page.reload();
    isReloading = false;
    await heard('connected');
  }
  await load();

  async function seen() {
    return { ...(await page.evaluate(() => window.trap.caught)), asked, said };
  }
  async function expectQuiet() {
    await settled(page);
    const { looked, ...found } = await seen();
    expect(found).toEqual({ ran: [], strange: [], asked: [], said: [] });
    expect(looked).toBeGreaterThan(50);
  }
  return {
    seen,
    expectQuiet,
    async reload() {
      await expectQuiet();
      await load();
    },
  };
}

/** Resolves when what was begun has had its turn: tasks, frames, and pictures that fail to load. */
export function settled(page: Page): Promise<unknown> {
  return page.evaluate(
    () =>
      new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => requestIdleCallback(resolve)))),
  );
}

/**
 * Gives the host's page such a policy. Breaking it is reported and not hindered: so what
 * a vector does is seen to the end.
 */
async function serveWithPolicy(route: Route, policy: string): Promise<void> {
  const response = await route.fetch();
  const page = await response.text();
  await route.fulfill({
    response,
    headers: { ...response.headers(), 'content-security-policy-report-only': policy },
    body: page.replace('"data:,"', '"blob:none"'),
  });
}

/**
 * What a host may demand of its page while it embeds the chat: whatever runs, and pictures and connections elsewhere.
 * Browsers tell of styles, media and base addresses also where they parse HTML that is never shown and loads nothing;
 * those that are shown the trap sees, and what is loaded shows among the requests.
 */
function policyOf(own: readonly string[]): string {
  const hosts = own.join(' ');
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    'media-src *',
    `connect-src 'self' ${hosts} ${hosts.replaceAll('http:', 'ws:')}`,
    `img-src ${hosts} blob:`,
    `frame-src ${hosts}`,
    "form-action 'none'",
  ].join('; ');
}

function isOwn(request: Request, own: readonly string[]): boolean {
  const { origin, protocol } = new URL(request.url());
  return protocol === 'blob:' || own.includes(origin);
}
