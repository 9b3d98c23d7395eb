import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { unstable_startWorker } from 'wrangler';

const projectDirectory = fileURLToPath(new URL('../..', import.meta.url));

describe('npm run deploy:check', () => {
  const run = promisify(execFile);
  const check = (...options: string[]) =>
    run('npm', ['run', '--silent', 'deploy:check', '--', ...options], { cwd: projectDirectory });

  it('says how large the Worker is and what weighs most, and is content with it', async () => {
    const { stdout } = await check();
    expect(stdout).toMatch(/^Bundle: [\d.]+ KiB, [\d.]+ KiB compressed/);
    expect(stdout).toMatch(/^this project +[\d.]+ KiB$/m);
    expect(stdout).toMatch(/^zod +[\d.]+ KiB$/m);
    // Left out on purpose: wrangler.toml, [alias].
    expect(stdout).not.toContain('postcss');
  });

  it('fails when the Worker is too large', async () => {
    await expect(check('--max-kib=100')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('over 100 KiB'),
    });
  });
});

describe('what production starts with', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  /** The Worker as it is deployed, here, with these variables beside those of wrangler.toml and no secrets. */
  async function startProduction(variables: Record<string, string>) {
    // What wrangler would ask Cloudflare about where this machine is.
    vi.stubEnv('CLOUDFLARE_CF_FETCH_ENABLED', 'false');
    return unstable_startWorker({
      config: `${projectDirectory}/wrangler.toml`,
      env: 'production',
      envFiles: [],
      bindings: Object.fromEntries(
        Object.entries(variables).map(([name, value]) => [name, { type: 'plain_text' as const, value }]),
      ),
      dev: {
        server: { hostname: '127.0.0.1', port: 0 },
        inspector: false,
        logLevel: 'none',
        persist: false,
      },
    });
  }

  it.each([
    ['without any secret', {}, /DATABASE_URL/, /DATABASE_URL/],
    [
      'with a database alone',
      { DATABASE_URL: 'postgres://mtchat:mtchat@localhost/mtchat' },
      /ADMIN_API_TOKEN/,
      /JWT_SECRET/,
    ],
  ])('is closed %s: 503, and the name of what is missing', async (_name, variables, forHosts, forUsers) => {
    const worker = await startProduction(variables);
    try {
      const answers = [
        { path: '/api/v1/management/dialogs', missing: forHosts },
        { path: '/api/v1/dialogs?user_id=anna', missing: forUsers },
      ];
      for (const { path, missing } of answers) {
        const answer = await worker.fetch(`http://localhost${path}`);
        expect(answer.status, path).toBe(503);
        expect(await answer.text()).toMatch(missing);
      }
      expect((await worker.fetch('http://localhost/health')).status).toBe(200);
      expect((await worker.fetch('http://localhost/health/ready')).status).toBe(503);
    } finally {
      await worker.dispose();
    }
  });
});
