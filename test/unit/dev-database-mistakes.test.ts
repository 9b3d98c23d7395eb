import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { migratePostgres } from '../../scripts/database.ts';

let server: Server;
afterEach(() => server.close());

/** A message of the Postgres protocol: its letter, its length, its content. */
function message(letter: string, ...parts: (string | Buffer)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(letter), length, body]);
}

function refusal(code: string, text: string): Buffer {
  return message('E', 'SFATAL\0', `C${code}\0`, `M${text}\0`, '\0');
}

const welcome = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', 'I')]);

/** A server that answers the first message of each client, and the second, if there is one. */
async function startServer(...answers: Buffer[]): Promise<string> {
  server = createServer((socket: Socket) => {
    const left = [...answers];
    socket.on('data', () => {
      const answer = left.shift();
      if (answer !== undefined) socket.write(answer);
      if (left.length === 0) socket.end();
    });
    socket.on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // It listens on a port, so its address is no text.
  const { port } = server.address() as AddressInfo;
  return `postgres://anna:secret@127.0.0.1:${port}/shop`;
}

async function told(url: string): Promise<string> {
  const error: unknown = await migratePostgres(url).catch((thrown: unknown) => thrown);
  // A `Problem` is told without a stack trace.
  expect(error).toMatchObject({ name: 'Problem' });
  const text = String(error);
  expect(text).toContain(new URL(url).host);
  expect(text).not.toContain('secret');
  return text;
}

it.each([
  ['28P01', 'password authentication failed', 'check user and password in DATABASE_URL'],
  ['3D000', 'database "shop" does not exist', 'make that database first (createdb)'],
  ['28000', 'no pg_hba.conf entry, no encryption', 'add ?sslmode=verify-full'],
  ['53300', 'too many connections', 'close other programs that use it'],
])('what Postgres refuses with %s is told with what to do about it', async (code, text, advice) => {
  const said = await told(await startServer(refusal(code, text)));
  expect(said).toContain(text);
  expect(said).toContain(advice);
});

it('a server without TLS is told with what to do about it', async () => {
  const said = await told(`${await startServer(Buffer.from('N'))}?sslmode=verify-full`);
  expect(said).toContain('take sslmode out of DATABASE_URL');
});

it('a user who may not change tables is told to be the owner', async () => {
  const said = await told(
    await startServer(welcome, refusal('42501', 'permission denied for schema public')),
  );
  expect(said).toContain('migration');
  expect(said).toContain('name the owner of the database in DATABASE_URL');
});

it('a Postgres that is too old is named, with the oldest that is not', async () => {
  const field = (name: string, type: number) => {
    const rest = Buffer.alloc(18);
    rest.writeInt32BE(type, 6);
    return Buffer.concat([Buffer.from(`${name}\0`), rest]);
  };
  const value = (text: string) => Buffer.concat([Buffer.from([0, 0, 0, text.length]), Buffer.from(text)]);
  const columns = Buffer.from([0, 2]);
  const version = Buffer.concat([
    message('T', columns, field('number', 23), field('name', 25)),
    message('D', columns, value('140012'), value('14.12')),
    message('C', 'SELECT 1\0'),
    message('Z', 'I'),
  ]);
  const said = await told(await startServer(welcome, version));
  expect(said).toContain('is version 14.12: Postgres 15 or newer is needed');
});

it('a host that nobody knows is told with what to do about it', async () => {
  await startServer();
  // No name of `.invalid` ever exists; without a network, looking it up fails otherwise.
  const said = await told('postgres://anna:secret@nowhere.invalid/shop');
  expect(said).toMatch(/nobody knows that host|host names cannot be looked up/);
});
