import { neon, neonConfig } from '@neondatabase/serverless';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openEmbeddedDatabase } from '../../scripts/database.ts';
import type { SqlBackend } from '../../scripts/gateway/backend.ts';
import { createPgliteBackend } from '../../scripts/gateway/pglite-backend.ts';
import { createPostgresBackend } from '../../scripts/gateway/postgres-backend.ts';
import { type Gateway, startGateway } from '../../scripts/gateway/server.ts';
import { freePort } from '../support/free-port.ts';
import { startPostgresServer } from '../support/postgres-server.ts';

describe('the fault', () => {
  let backend: SqlBackend;
  let gateway: Gateway;

  beforeAll(async () => {
    backend = createPgliteBackend(await openEmbeddedDatabase('memory'));
    gateway = await startGateway({ backend, port: 0, faultControl: true });
    return async () => {
      await gateway.close();
      await backend.close();
    };
  });

  const sql = neon('postgres://anyone:anything@anywhere/any');
  const insert = (name: string) => sql`insert into things values (${name})`;
  const names = async () => (await sql`select name from things order by name`).map(({ name }) => name);
  const stats = async () => (await fetch(`${gateway.url}/stats`)).json();

  beforeEach(async () => {
    gateway.setFault(undefined);
    neonConfig.fetchEndpoint = () => `${gateway.url}/sql`;
    await sql`drop table if exists things`;
    await sql`create table things (name text primary key)`;
  });

  test('"refuse" cuts the connection and runs nothing', async () => {
    gateway.setFault({ kind: 'refuse' });
    await expect(insert('a')).rejects.toThrow('Error connecting to database');
    gateway.setFault(undefined);
    expect(await names()).toEqual([]);
  });

  test('"hang" runs nothing and answers never', async () => {
    const other = await startGateway({ backend, port: 0 });
    other.setFault({ kind: 'hang' });
    const statement = JSON.stringify({ query: "insert into things values ('a')" });
    const hanging = fetch(`${other.url}/sql`, { method: 'POST', body: statement });
    // Answered after it arrived, so the statement that hangs would have been run by now.
    await fetch(`${other.url}/stats`);
    expect(await names()).toEqual([]);
    await other.close();
    await expect(hanging).rejects.toThrow('fetch failed');
  });

  test('"drop-answer" runs the statement and cuts the connection', async () => {
    gateway.setFault({ kind: 'drop-answer' });
    await expect(insert('a')).rejects.toThrow('Error connecting to database');
    gateway.setFault(undefined);
    expect(await names()).toEqual(['a']);
  });

  test('"hold-answer" runs the statement and answers when the fault ends', async () => {
    const setFault = (kind: string) =>
      fetch(`${gateway.url}/fault`, { method: 'PUT', body: JSON.stringify({ kind }) });
    await fetch(`${gateway.url}/stats/reset`, { method: 'POST' });
    await setFault('hold-answer');
    const held = insert('a').then(() => 'answered');
    await expect.poll(stats).toMatchObject({ requests: 1 });
    expect(await Promise.race([held, Promise.resolve('held')])).toBe('held');
    await setFault('none');
    expect(await held).toBe('answered');
    expect(await names()).toEqual(['a']);
  });

  test('"hold-first" runs the first statement when the fault ends, after those that passed it', async () => {
    await sql`create table if not exists orders (id serial, name text)`;
    const order = (name: string) => sql`insert into orders (name) values (${name})`;
    gateway.setFault({ kind: 'hold-first' });
    const held = order('first').then(() => 'run');
    await expect.poll(stats).toMatchObject({ isHolding: true });
    await order('second');
    gateway.setFault(undefined);
    expect(await held).toBe('run');
    expect(await sql`select name from orders order by id`).toEqual([{ name: 'second' }, { name: 'first' }]);
  });

  test('cannot be set over HTTP unless that was asked for', async () => {
    const other = await startGateway({ backend, port: 0 });
    const answer = await fetch(`${other.url}/fault`, { method: 'PUT', body: '{"kind":"hang"}' });
    expect(answer.status).toBe(404);
    await other.close();
  });
});

describe('the gateway to a Postgres server that fails', () => {
  test('answers 503 where there is no server', async () => {
    const backend = createPostgresBackend(`postgres://mtchat:secret@127.0.0.1:${await freePort()}/mtchat`);
    const gateway = await startGateway({ backend, port: 0 });
    const answer = await fetch(`${gateway.url}/sql`, { method: 'POST', body: '{"query": "select 1"}' });
    expect(answer.status).toBe(503);
    expect(await answer.text()).toMatch(/^Cannot connect to Postgres: .*ECONNREFUSED/);
    await gateway.close();
    await backend.close();
  });

  test('answers 500 when the connection ends under a statement, and works again on a new one', async () => {
    const server = await startPostgresServer();
    const backend = createPostgresBackend(server.connectionString);
    const gateway = await startGateway({ backend, port: 0 });
    const run = (query: string) =>
      fetch(`${gateway.url}/sql`, { method: 'POST', body: JSON.stringify({ query }) });

    const broken = await run('select pg_terminate_backend(pg_backend_pid())');
    expect(broken.status).toBe(500);
    expect(await broken.text()).toMatch(/^Lost the connection to Postgres/);
    expect((await run('select 1')).status).toBe(200);

    await gateway.close();
    await backend.close();
    await server.stop();
  });
});
