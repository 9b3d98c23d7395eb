import { afterEach, describe, expect, test, vi } from 'vitest';
import { logLines } from './support/log.ts';
import { type Variables, workerWith } from './support/worker-with.ts';

/** Nothing listens on the discard port. */
const nowhere = 'http://127.0.0.1:9';
const storage = { S3_BUCKET: 'files', S3_ACCESS_KEY: 'files-access-key', S3_SECRET_KEY: 'hunter2' };
/** Storage that is reached by the binding, which is the R2 of this machine. */
const r2 = { ...storage, S3_ENDPOINT: 'https://account.r2.cloudflarestorage.com' };

afterEach(() => {
  vi.restoreAllMocks();
});

async function readiness(variables: Variables) {
  const answer = await workerWith(variables).fetch(new Request('http://localhost/health/ready'));
  return { status: answer.status, body: await answer.json<Record<string, unknown>>() };
}

describe('the service says that it is ready', () => {
  test('with Postgres alone: files and webhooks may be left out', async () => {
    const { status, body } = await readiness({});
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'ok',
      version: expect.any(String),
      dependencies: {
        configuration: { status: 'ok' },
        database: { status: 'ok' },
        storage: { status: 'not_configured' },
        webhooks: { status: 'not_configured' },
      },
    });
  });

  test('with storage that answers, and a receiver, which is not disturbed', async () => {
    const { status, body } = await readiness({ ...r2, WEBHOOK_URL: nowhere });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'ok',
      dependencies: { storage: { status: 'ok' }, webhooks: { status: 'configured' } },
    });
  });

  test('after one round trip to Postgres', async () => {
    const lines = logLines();
    await readiness({ ...r2, LOG_LEVEL: 'info' });
    expect(lines).toEqual([
      expect.objectContaining({ message: 'request', route: '/health/ready', status: 200, round_trips: 1 }),
    ]);
  });
});

describe('the service says that it is not ready, and which part is not', () => {
  test('while Postgres does not answer', async () => {
    const { status, body } = await readiness({
      ...r2,
      DATABASE_URL: 'postgres://ann:hunter2@database.example/chat',
      DATABASE_HTTP_ENDPOINT: nowhere,
    });
    expect(status).toBe(503);
    expect(body).toMatchObject({
      status: 'unavailable',
      dependencies: {
        configuration: { status: 'ok' },
        database: { status: 'unavailable', message: 'no answer' },
        storage: { status: 'ok' },
      },
    });
    expect(JSON.stringify(body)).not.toMatch(/hunter2|database\.example|127\.0\.0\.1/);
  });

  test('while the storage does not answer, and logs it without its keys', async () => {
    const lines = logLines();
    const { status, body } = await readiness({ ...storage, S3_ENDPOINT: nowhere, LOG_LEVEL: 'warn' });
    expect(status).toBe(503);
    expect(body).toMatchObject({
      dependencies: {
        database: { status: 'ok' },
        storage: { status: 'unavailable', message: 'HEAD got no answer' },
      },
    });
    expect(lines).toEqual([
      expect.objectContaining({ level: 'warn', message: 'not ready', dependency: 'storage' }),
    ]);
    expect(JSON.stringify([body, lines])).not.toMatch(/hunter2|files-access-key/);
  });

  test('while a setting is wrong, which it names without its value, and nothing else is asked', async () => {
    logLines();
    const { status, body } = await readiness({ WEBHOOK_URL: 'hunter2' });
    const wrong = { status: 'unavailable', message: expect.stringContaining('WEBHOOK_URL') };
    expect(status).toBe(503);
    expect(body).toMatchObject({
      dependencies: { configuration: wrong, database: wrong, storage: wrong, webhooks: wrong },
    });
    expect(JSON.stringify(body)).not.toContain('hunter2');
  });
});
