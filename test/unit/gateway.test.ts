import { neon, neonConfig } from '@neondatabase/serverless';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openEmbeddedDatabase } from '../../scripts/database.ts';
import type { SqlBackend } from '../../scripts/gateway/backend.ts';
import { createPgliteBackend } from '../../scripts/gateway/pglite-backend.ts';
import { createPostgresBackend } from '../../scripts/gateway/postgres-backend.ts';
import { type Gateway, startGateway } from '../../scripts/gateway/server.ts';
import { startPostgresServer } from '../support/postgres-server.ts';

const databases = [
  {
    name: 'an embedded Postgres',
    open: async () => {
      const backend = createPgliteBackend(await openEmbeddedDatabase('memory'));
      return { backend, close: () => backend.close() };
    },
  },
  {
    name: 'a Postgres server',
    open: async () => {
      const server = await startPostgresServer();
      const backend = createPostgresBackend(server.connectionString);
      const close = async () => {
        await backend.close();
        await server.stop();
      };
      return { backend, close };
    },
  },
];

describe.each(databases)('the gateway to $name', ({ open }) => {
  let backend: SqlBackend;
  let gateway: Gateway;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ backend, close } = await open());
    gateway = await startGateway({ backend, port: 0 });
    return async () => {
      await gateway.close();
      await close();
    };
  });

  const sql = neon('postgres://anyone:anything@anywhere/any', { fullResults: true });

  beforeEach(async () => {
    neonConfig.fetchEndpoint = () => `${gateway.url}/sql`;
    await sql`drop table if exists things`;
    await sql`create table things (name text primary key)`;
  });

  const names = async () => (await sql`select name from things order by name`).rows.map(({ name }) => name);
  const insert = (name: string) => sql`insert into things values (${name})`;

  function post(path: string, body: unknown, headers: Record<string, string> = {}) {
    return fetch(gateway.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  describe('values', () => {
    test.each([
      { type: 'int8', value: '9007199254740993' },
      { type: 'text', value: `it's "quoted" \\ back\\\\slashed, {braced} 🙂\nč` },
      { type: 'text', value: '' },
      { type: 'text', value: null },
      {
        type: 'text[]',
        value: ['plain', 'a "quoted" one', 'comma, brace }', 'back\\slash', '🙂', 'null', ''],
      },
      { type: 'int8[]', value: ['1', null, '9007199254740993'] },
      { type: 'jsonb', value: { text: `'"\\ 🙂`, list: [1, null], nested: { yes: true } } },
      { type: 'bool', value: true },
      { type: 'bool', value: false },
      { type: 'float8', value: 0.1 },
      { type: 'uuid', value: '019a0000-0000-7000-8000-000000000000' },
      { type: 'timestamptz', value: new Date('2026-02-17T12:10:00.123Z') },
      { type: 'bytea', value: Buffer.from([0, 39, 92, 255]) },
    ])('a $type comes back as it was sent: $value', async ({ type, value }) => {
      const { rows } = await sql.query(`select $1::${type} as value`, [value]);
      expect(rows).toEqual([{ value }]);
    });

    test('are the text that Postgres writes, in arrays, when the caller asks as the driver does', async () => {
      const query = `select true as a, array['x', null] as b, null as c, '{"k": 1}'::jsonb as d, 1.50 as e`;
      const answer = await post(
        '/sql',
        { query },
        { 'Neon-Raw-Text-Output': 'true', 'Neon-Array-Mode': 'true' },
      );
      expect(await answer.json()).toMatchObject({
        command: 'SELECT',
        rowCount: 1,
        rows: [['t', '{x,NULL}', null, '{"k": 1}', '1.50']],
      });
    });

    test('are JSON in objects when the caller asks for neither', async () => {
      const query = `select true as a, 1 as b, '{"k": [1]}'::jsonb as c, 2::int8 as d, null as e`;
      const answer = await post('/sql', { query, params: [] });
      expect(await answer.json()).toMatchObject({
        rows: [{ a: true, b: 1, c: { k: [1] }, d: '2', e: null }],
      });
    });

    test('a result says what was done to how many rows', async () => {
      expect(await insert('one')).toMatchObject({ command: 'INSERT', rowCount: 1, rows: [] });
      expect(await sql`update things set name = 'two' where false`).toMatchObject({
        command: 'UPDATE',
        rowCount: 0,
      });
    });
  });

  describe('a batch', () => {
    test('keeps all of its statements', async () => {
      const results = await sql.transaction([
        insert('a'),
        insert('b'),
        sql`select count(*)::int from things`,
      ]);
      expect(results[2]?.rows).toEqual([{ count: 2 }]);
      expect(await names()).toEqual(['a', 'b']);
    });

    test('keeps nothing when one statement fails', async () => {
      await expect(sql.transaction([insert('a'), insert('a')])).rejects.toMatchObject({ code: '23505' });
      expect(await names()).toEqual([]);
    });

    test('runs with the isolation level asked for', async () => {
      const [result] = await sql.transaction([sql`show transaction_isolation`], {
        isolationLevel: 'Serializable',
        readOnly: true,
        deferrable: true,
      });
      expect(result?.rows).toEqual([{ transaction_isolation: 'serializable' }]);
    });

    test('cannot write when it was said to be read-only', async () => {
      await expect(sql.transaction([insert('a')], { readOnly: true })).rejects.toMatchObject({
        code: '25006',
      });
    });

    test('is one transaction, whatever other callers do meanwhile', async () => {
      const batch = () => sql.transaction([1, 2, 3].map(() => sql`select pg_current_xact_id()::text as id`));
      const batches = await Promise.all([batch(), insert('a'), batch(), insert('b'), batch()]);
      const ids = batches.map(
        (batch) => Array.isArray(batch) && new Set(batch.map(({ rows }) => rows[0]?.id)),
      );
      expect(ids.filter((set) => set !== false).map((set) => set.size)).toEqual([1, 1, 1]);
    });
  });

  describe('an error', () => {
    test('of Postgres reaches the caller with its code and what it is about', async () => {
      await insert('twice');
      await expect(insert('twice')).rejects.toMatchObject({
        message: expect.stringContaining('duplicate key'),
        severity: 'ERROR',
        code: '23505',
        detail: 'Key (name)=(twice) already exists.',
        table: 'things',
        constraint: 'things_pkey',
      });
    });

    test('says where in the statement it is', async () => {
      await expect(sql`select nonsense`).rejects.toMatchObject({ code: '42703', position: '8' });
    });

    test('is what several statements in one query are, as at Neon', async () => {
      await expect(sql.query('select 1; select 2')).rejects.toMatchObject({ code: '42601' });
    });

    test('leaves the next statement unharmed', async () => {
      await expect(sql`select nonsense`).rejects.toThrow();
      expect((await sql`select 1 as one`).rows).toEqual([{ one: 1 }]);
    });

    test.each([
      ['no JSON', '{'],
      ['no query', '{"params": []}'],
      ['a parameter that is an object', '{"query": "select $1", "params": [{}]}'],
      ['batch without statements', '{"queries": 1}'],
    ])('400 is the answer to %s', async (_, body) => {
      const answer = await fetch(`${gateway.url}/sql`, { method: 'POST', body });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({ message: expect.any(String) });
    });
  });

  describe('the statistics', () => {
    test('count requests and the statements in them, failed ones too', async () => {
      await post('/stats/reset', {});
      await insert('a');
      await sql.transaction([insert('b'), insert('c')]);
      await expect(insert('a')).rejects.toThrow();
      const answer = await fetch(`${gateway.url}/stats`);
      expect(await answer.json()).toEqual({ requests: 3, statements: 4, isHolding: false });
    });

    test('start again at zero', async () => {
      const answer = await post('/stats/reset', {});
      expect(await answer.json()).toEqual({ requests: 0, statements: 0, isHolding: false });
    });
  });

  test('latency delays every answer, and concurrent answers at the same time', async () => {
    const slow = await startGateway({ backend, port: 0, latencyMs: 200 });
    neonConfig.fetchEndpoint = () => `${slow.url}/sql`;
    const start = performance.now();
    await Promise.all(Array.from({ length: 20 }, () => sql`select 1`));
    const elapsed = performance.now() - start;
    await slow.close();
    expect(elapsed).toBeGreaterThanOrEqual(199);
    expect(elapsed).toBeLessThan(2_000);
  });

  test('a statement of several megabytes passes', async () => {
    const long = 'x'.repeat(5_000_000);
    expect((await sql`select length(${long}) as length`).rows).toEqual([{ length: 5_000_000 }]);
  });
});
