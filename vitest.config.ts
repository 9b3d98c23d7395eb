import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

/** Tests that run inside workerd, with the real Worker and its Durable Objects, before the Postgres that `setup` starts. */
function insideWorkerd(name: string, setup: string, fileParallelism: boolean): TestProjectConfiguration {
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
          },
        },
      })),
    ],
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
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
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 },
      },
      insideWorkerd('worker', 'test/support/gateway-setup.ts', true),
      // These set faults of a gateway that they all share: one file at a time.
      insideWorkerd('durability', 'test/support/postgres-gateway-setup.ts', false),
      {
        test: {
          name: 'smoke',
          include: ['test/smoke/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
