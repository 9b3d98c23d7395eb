import { beforeAll, expect, it } from 'vitest';
import { type Application, installApplication } from './support/application.ts';
import { openPageWithChat } from './support/chat-in-browser.ts';

let application: Application;
beforeAll(async () => {
  application = await installApplication('nuxt', ['@mtchat/vue', '@mtchat/server']);
  await application.runScript('build');
}, 240_000);

function serve(): Promise<string> {
  return application.serve('.output/server/index.mjs', (port) => ({
    environment: { HOST: '127.0.0.1', PORT: String(port), NUXT_JWT_SECRET: 'a secret' },
  }));
}

it('a fresh Nuxt application type-checks with the packages', () => application.runScript('typecheck'));

it('Nuxt’s server renders the chat’s frame, the same for everybody', async () => {
  const url = await serve();
  const pages = [];
  for (const locale of ['en', 'ru', 'ru', 'en']) {
    const response = await fetch(`${url}/chat?locale=${locale}`);
    expect(response.status).toBe(200);
    pages.push(bodyOf(await response.text()));
  }
  const [english, russian, russianLater, englishLater] = pages;
  expect(english).toMatch(/<div class="mtchat mtchat--auto"[^>]*><div class="mtchat__frame">/);
  expect(russianLater === russian, 'what was loaded for one request shows in the next').toBe(true);
  expect(englishLater === english).toBe(true);
});

it.each([
  { title: 'as it came', path: '/chat', language: 'en-GB', width: 1440 },
  { title: 'in a narrow window', path: '/chat', language: 'en-GB', width: 390 },
  {
    title: 'in a reader’s language that the server cannot know',
    path: '/chat',
    language: 'ru-RU',
    width: 1440,
  },
  { title: 'in the host’s choice of a language', path: '/chat?locale=ru', language: 'en-GB', width: 1440 },
])(
  'the browser takes over what Nuxt’s server rendered, $title, and has no complaint',
  async ({ path, language, width }) => {
    const url = await serve();
    // Whoever came before leaves nothing behind in the server.
    await fetch(`${url}${path}`);
    const { page, complaints, tokens } = await openPageWithChat({ language, width });
    await page.goto(`${url}${path}`);
    await page.getByRole('listitem').filter({ hasText: 'Order 1234' }).getByRole('button').first().click();
    await page.getByText('It leaves on Friday.').last().waitFor();
    expect(complaints).toEqual([]);
    // Made by the package for servers, in Nuxt's own.
    expect([...tokens].map((token) => token.split('.').length)).toEqual([3]);
  },
);

it('in Nuxt the chat shows on a page that a reader goes to without a reload', async () => {
  const { page, complaints } = await openPageWithChat();
  await page.goto(await serve());
  await page.getByRole('link', { name: 'Chat' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Order 1234' }).waitFor();
  expect(complaints).toEqual([]);
});

/** What is shown; the rest of the page names files, and the request in its state. */
function bodyOf(html: string): string {
  return /<div class="chat-page">.*?<script/s.exec(html)?.[0] ?? '';
}
