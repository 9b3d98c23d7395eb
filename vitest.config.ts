import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

// Wrangler would say once a test file that `experimental_s3_credentials` of wrangler.toml is experimental. We know.
process.env.WRANGLER_DISABLE_EXPERIMENTAL_WARNING = 'true';

/**
 * Vitest would leave a core to itself, which of two is half. Most tests wait more than they work: for a server, a database,
 * a page.
 */
const maxWorkers = Math.max(2, availableParallelism() - 1);

/** Gives what the project's setup provided. */
type Inject = (key: string) => string;

/**
 * Tests that run inside workerd, with the real Worker and its Durable Objects, before the Postgres that `setup` starts.
 * `moreBindings` are variables of the Worker besides those that all such tests have.
 */
function insideWorkerd(
  name: string,
  setup: string,
  fileParallelism: boolean,
  moreBindings: (inject: Inject) => Record<string, string> = () => ({}),
): TestProjectConfiguration {
  return {
    plugins: [
      cloudflareTest(({ inject }) => ({
        wrangler: { configPath: './wrangler.toml' },
        miniflare: {
          bindings: {
            DATABASE_URL: 'postgres://mtchat:mtchat@localhost/mtchat',
            DATABASE_HTTP_ENDPOINT: `${inject<string>('gatewayUrl')}/sql`,
            ADMIN_API_TOKEN: 'test-admin-token',
            CHAT_AUTH: 'trusted',
            RATE_LIMIT: 'off',
            LOG_LEVEL: 'error',
            ...moreBindings((key) => inject<string>(key)),
          },
        },
      })),
    ],
    // As wrangler.toml has it, which the plugin does not take over.
    resolve: { alias: { postcss: fileURLToPath(new URL('worker/content/no-postcss.ts', import.meta.url)) } },
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      maxWorkers,
      globalSetup: [setup],
      fileParallelism,
      // sanitize-html is CommonJS with requires that workerd cannot follow unbundled.
      deps: { optimizer: { ssr: { enabled: true, include: ['sanitize-html'] } } },
      testTimeout: 30_000,
      hookTimeout: 60_000,
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          maxWorkers,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      insideWorkerd('worker', 'test/support/gateway-setup.ts', true),
      // These set faults of a gateway that they all share: one file at a time.
      insideWorkerd('durability', 'test/support/postgres-gateway-setup.ts', false),
      // These set faults of the gateway too. Their time is moved by hand: nothing is due before they say so.
      insideWorkerd('delivery', 'test/support/delivery-setup.ts', false, (inject) => ({
        WEBHOOK_URL: `${inject('receiverUrl')}/hooks`,
        WEBHOOK_SECRET: inject('webhookSecret'),
        NOTIFICATION_DELAY_SECS: '60',
        ARCHIVE_AFTER_SECS: '3600',
      })),
      {
        test: {
          name: 'storage',
          include: ['test/storage/**/*.test.ts'],
          maxWorkers,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'postgres',
          include: ['test/postgres/**/*.test.ts'],
          maxWorkers,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'smoke',
          include: ['test/smoke/**/*.test.ts'],
          maxWorkers,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        plugins: [vue()],
        test: {
          // Those that need a document say so: `// @vitest-environment happy-dom`.
          name: 'sdk',
          include: ['test/sdk/**/*.test.ts'],
          maxWorkers,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'client',
          include: ['test/client/**/*.test.ts'],
          maxWorkers,
          globalSetup: ['test/support/project-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // One of its files starts the project itself.
        test: {
          name: 'server-client',
          include: ['test/server-client/**/*.test.ts'],
          maxWorkers,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          maxWorkers,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'limits',
          include: ['test/limits/**/*.test.ts'],
          // Each measures how others fare while it makes as much noise as it can.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'docs',
          include: ['test/docs/**/*.test.ts'],
          maxWorkers,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'files',
          include: ['test/files/**/*.test.ts'],
          globalSetup: ['test/support/project-setup.ts'],
          // All of them share one running project, and one of them keeps it busy with the largest file.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          globalSetup: ['test/package/support/packed-setup.ts'],
          maxWorkers,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/support/site-setup.ts'],
          maxWorkers,
          // A second is short for a browser that shares two cores with its server.
          expect: { poll: { timeout: 15_000 } },
          // Once more, from the start, for what only a starved machine shows; a fault shows twice.
          retry: 1,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
