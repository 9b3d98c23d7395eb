import type { BrowserContext, Page } from 'playwright-core';
import { inject, onTestFinished } from 'vitest';
import type { ChatConfig, Locale } from '../../../sdk-vue/client/config.ts';
import type { HeardEvent, HostSettings } from '../host/wire.ts';
import { newContext, type WindowOptions } from './browser.ts';
import { type Person, tokenOf } from './people.ts';
import { type Relay, startRelay } from './relay.ts';
import { type CountedRequests, countRequests } from './requests.ts';

export interface OpenOptions extends WindowOptions {
  locale?: Locale;
  /** More of what the host gives to MTChat: mode, objectId, dialogId … */
  props?: HostSettings['props'];
  config?: Partial<Pick<ChatConfig, 'reconnect' | 'reconnectInterval' | 'heartbeatInterval'>>;
  /** Seconds until each token of the person expires. @default 3600 */
  tokenLifetime?: number;
  /** Opens it in the browser of another page of the same person, on the same line: a second tab. */
  besides?: ChatPage;
  /** The address of the host's page. @default that of the plain one, without a library of components */
  host?: string;
  /** The server's address. @default the one that all tests share */
  server?: string;
}

/** A browser window in which a person has the chat open. */
export interface ChatPage {
  page: Page;
  context: BrowserContext;
  /** To the server alone; the browser does not know of what is done to it. */
  line: Relay;
  /** Cuts the line to the server: open sockets break, requests fail, and the browser says that it is offline. */
  goOffline(): Promise<void>;
  goOnline(): Promise<void>;
  /** What MTChat has emitted so far. */
  events(): Promise<HeardEvent[]>;
  /** Resolves when MTChat has emitted such an event, at once if it has before. */
  heard(name: string): Promise<void>;
  /** What the page asked of the server since it was opened. */
  requests: CountedRequests;
  /** How often tokens were asked for. */
  tokensGiven(): number;
}

/** Opens a host's page with the chat as the person, and resolves when it is connected. Closed when the test ends. */
export async function openAs(person: Person, options: OpenOptions = {}): Promise<ChatPage> {
  const relay = options.besides?.line ?? (await openLine(options.server ?? inject('projectUrl')));
  const context = options.besides?.context ?? (await newContext(options));
  const page = await context.newPage();
  const requests = countRequests(page);
  const tokensGiven = await answerHost(page, person, relay, options);
  await page.goto(options.host ?? inject('hostUrl'));

  const heard = async (name: string) => {
    await page.waitForFunction((wanted) => window.host?.events.some((event) => event.name === wanted), name);
  };
  await heard('connected');
  return {
    page,
    context,
    line: relay,
    async goOffline() {
      relay.cut();
      // Fires the events of the browser, and holds off what does not go through the relay: files.
      await context.setOffline(true);
    },
    async goOnline() {
      relay.mend();
      await context.setOffline(false);
    },
    events: () => page.evaluate(() => window.host.events),
    heard,
    requests,
    tokensGiven,
  };
}

async function openLine(server: string): Promise<Relay> {
  const relay = await startRelay(server);
  onTestFinished(() => relay.close());
  return relay;
}

/** Gives the page what a host's own pages have: who the user is, and their tokens. */
async function answerHost(page: Page, person: Person, relay: Relay, options: OpenOptions) {
  const { theme = 'light', locale = 'en', props = {}, config = {}, tokenLifetime } = options;
  const settings: HostSettings = {
    config: {
      baseUrl: relay.url,
      userId: person.userId,
      userProfile: person.profile,
      locale,
      // Tests do not wait longer than they must.
      reconnectInterval: 200,
      ...(person.scope && { scopeConfig: person.scope }),
      ...config,
    },
    props: { mode: 'full', theme, ...props },
  };
  let tokens = 0;
  await page.exposeFunction('hostSettings', () => settings);
  await page.exposeFunction('tokenOfHost', () => {
    tokens += 1;
    return tokenOf(person, tokenLifetime);
  });
  return () => tokens;
}
