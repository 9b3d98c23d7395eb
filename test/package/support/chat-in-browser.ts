import type { Page, Route } from 'playwright-core';
import type { DialogForUser } from '../../../contract/dialogs.ts';
import type { ServerEvent } from '../../../contract/events.ts';
import type { MessagePage } from '../../../contract/messages.ts';
import { pingText, pongText } from '../../../contract/sockets.ts';
import { newContext, type WindowOptions } from '../../e2e/support/browser.ts';
import { dialogId, message } from '../../sdk/components/conversation/support/builders.ts';

const moment = '2026-01-01T10:00:00.000Z';

const said = message(1, {
  sender_id: 'wang',
  sender_name: 'Wang Wei',
  content: '<p>It leaves on Friday.</p>',
});

const dialog: DialogForUser = {
  id: dialogId,
  object_type: 'order',
  object_id: '1234',
  title: 'Order 1234',
  object_url: null,
  meta: null,
  created_by: null,
  created_at: moment,
  participants_count: 1,
  i_am_participant: true,
  can_join: false,
  unread_count: 0,
  is_archived: false,
  is_pinned: false,
  notifications_enabled: true,
  last_message_at: moment,
  last_message: said,
};

const messages: MessagePage = {
  messages: [said],
  first_unread_message_id: null,
  has_more_before: false,
  has_more_after: false,
};

function answerTo(url: URL): unknown {
  if (url.pathname.endsWith('/messages')) return messages;
  if (url.pathname.endsWith(`/dialogs/${dialogId}`)) return dialog;
  const isOwnList = url.pathname.endsWith('/dialogs') && url.searchParams.get('type') !== 'available';
  return isOwnList && url.searchParams.get('archived') !== 'true' ? [dialog] : [];
}

/** A page in a browser where https://chat.example.com answers as a chat with one dialog does. */
export interface PageWithChat {
  page: Page;
  /** What the page complained of in its console. */
  complaints: string[];
  /** The tokens that it showed the chat's server. */
  tokens: Set<string>;
}

/** Opens a page of its own, in which no request leaves this machine. Closed when the test ends. */
export async function openPageWithChat(options: WindowOptions = {}): Promise<PageWithChat> {
  const context = await newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  const tokens = new Set<string>();
  page.on('console', (entry) => {
    if (['error', 'warning'].includes(entry.type())) complaints.push(entry.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));

  const answer = async (route: Route) => {
    const { authorization } = await route.request().allHeaders();
    if (authorization !== undefined) tokens.add(authorization.replace('Bearer ', ''));
    await route.fulfill({
      headers: { 'Access-Control-Allow-Origin': '*' },
      json: { data: answerTo(new URL(route.request().url())), next_cursor: null },
    });
  };
  await page.route('https://chat.example.com/**', answer);
  await page.routeWebSocket('wss://chat.example.com/**', (socket) => {
    const connected: ServerEvent = { type: 'connected', employee_id: 'anna', user_id: 'anna' };
    socket.send(JSON.stringify(connected));
    socket.onMessage((text) => {
      if (text === pingText) socket.send(pongText);
    });
  });
  return { page, complaints, tokens };
}
