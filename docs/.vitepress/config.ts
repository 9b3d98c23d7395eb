import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DefaultTheme, defineConfig } from 'vitepress';
import { home } from './home.ts';

const pathOf = (relative: string) => fileURLToPath(new URL(`../${relative}`, import.meta.url));

/** Pages that are made elsewhere, by measurements or by a release, are shown once they are there. */
function ifThere(items: DefaultTheme.SidebarItem[]): DefaultTheme.SidebarItem[] {
  return items.filter(({ link }) => link === undefined || existsSync(pathOf(`${link.slice(1)}.md`)));
}

/** The decisions by their first heading, in the order in which they were taken. */
function decisionItems(): DefaultTheme.SidebarItem[] {
  const files = readdirSync(pathOf('decisions')).filter((file) => /^\d+-.*\.md$/.test(file));
  return files.sort().map((file) => {
    const heading = /^# (.+)$/m.exec(readFileSync(pathOf(`decisions/${file}`), 'utf8'))?.[1];
    return { text: heading ?? file, link: `/decisions/${file.replace(/\.md$/, '')}` };
  });
}

const sidebar: DefaultTheme.SidebarItem[] = [
  {
    text: 'Begin',
    items: [
      { text: 'Getting started', link: '/getting-started' },
      { text: 'Concepts', link: '/concepts' },
      { text: 'Migrating from MTChat', link: '/migration' },
    ],
  },
  {
    text: 'Guides',
    items: ifThere([
      { text: 'Embed the whole chat', link: '/guides/embed-full' },
      { text: 'Embed beside an object', link: '/guides/embed-inline' },
      { text: 'Authenticate with JWT', link: '/guides/authenticate' },
      { text: 'The host’s backend', link: '/guides/host-backend' },
      { text: 'Webhooks and notifications', link: '/guides/webhooks' },
      { text: 'Files', link: '/guides/files' },
      { text: 'Theming', link: '/guides/theming' },
      { text: 'Languages', link: '/guides/i18n' },
      { text: 'PrimeVue', link: '/guides/primevue' },
      { text: 'Without the component', link: '/guides/headless' },
      { text: 'Offline', link: '/guides/offline' },
    ]),
  },
  {
    text: 'Run it',
    items: ifThere([
      { text: 'Deployment', link: '/deploy' },
      { text: 'Configuration', link: '/configuration' },
      { text: 'Operations', link: '/operations' },
      { text: 'Costs', link: '/costs' },
      { text: 'Security', link: '/security' },
      { text: 'Reliability', link: '/reliability' },
      { text: 'Benchmarks', link: '/benchmarks' },
    ]),
  },
  {
    text: 'Reference',
    items: ifThere([
      {
        text: 'HTTP API',
        link: '/reference/api/index',
        collapsed: true,
        items: [
          { text: 'Management', link: '/reference/api/management' },
          { text: 'Dialogs', link: '/reference/api/dialogs' },
          { text: 'Messages', link: '/reference/api/messages' },
          { text: 'Files', link: '/reference/api/files' },
          { text: 'Live', link: '/reference/api/live' },
          { text: 'Service', link: '/reference/api/service' },
          { text: 'Schemas', link: '/reference/api/schemas' },
        ],
      },
      { text: 'WebSocket', link: '/websocket' },
      { text: '@mtchat/vue', link: '/reference/vue/index' },
      { text: '@mtchat/vue-primevue', link: '/reference/vue-primevue/index' },
      { text: '@mtchat/server', link: '/reference/server/index' },
    ]),
  },
  {
    text: 'How it is built',
    items: [
      { text: 'Architecture', link: '/architecture' },
      { text: 'Decisions', link: '/decisions/', collapsed: true, items: decisionItems() },
    ],
  },
];

export default defineConfig({
  title: 'MTChat Edge',
  description:
    'A chat to embed in business applications, on Cloudflare Workers, Durable Objects and Postgres',
  lang: 'en-GB',
  // Where the site is not at the root of its host, as on GitHub Pages: `/mtchat-edge/`.
  base: process.env.DOCS_BASE || '/',
  cleanUrls: true,
  // The repository's TypeScript is aimed at runtimes that the bundler of VitePress has not heard of.
  vite: { esbuild: { tsconfigRaw: { compilerOptions: { target: 'es2022', verbatimModuleSyntax: true } } } },
  transformPageData(page) {
    if (page.relativePath === 'index.md') Object.assign(page.frontmatter, home);
  },
  ignoreDeadLinks: [
    // What runs on the reader's machine.
    /^https?:\/\/(localhost|127\.0\.0\.1)/,
  ],
  themeConfig: {
    nav: [
      { text: 'Start', link: '/getting-started' },
      { text: 'Guides', link: '/guides/embed-full', activeMatch: '^/guides/' },
      { text: 'API', link: '/reference/api/', activeMatch: '^/reference/' },
      { text: 'Deploy', link: '/deploy' },
    ],
    sidebar,
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    docFooter: { prev: 'Before', next: 'Next' },
    footer: { message: 'MIT licence' },
  },
});
