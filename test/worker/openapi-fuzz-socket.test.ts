import { exports } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { closeCode, pingText } from '../../contract/sockets.ts';
import { hs256, nowInSeconds, secret } from '../support/tokens.ts';
import { unique } from './support/api.ts';
import { dialogOf, said, type User } from './support/dialog.ts';
import { expectAlways } from './support/openapi-fuzz/fuzzing.ts';
import { answerTo, isCounted, speech, type Words } from './support/openapi-fuzz/speech.ts';
import { type Doors, tokenUpgrade, trustedUpgrade, type Upgrade } from './support/openapi-fuzz/upgrades.ts';
import { expectRefusal } from './support/refusal.ts';
import { follow, openSocket, type TestSocket } from './support/socket.ts';
import { workerWith } from './support/worker-with.ts';

const timeout = 40_000;
const error = { type: 'error', message: 'Invalid message format' };
/** One less than are allowed in a second: what asks whether everything was heard is one more. */
const mostWords = 19;

let ada: User;
let bob: User;
let eve: User;
let dialogId: string;
let doors: Doors;

beforeAll(async () => {
  ({ ada, bob, dialogId } = await dialogOf('ada', 'bob'));
  const foreign = await dialogOf('eve');
  eve = foreign.eve;
  doors = { userId: ada.id, otherId: bob.id, dialogId, foreignDialogId: foreign.dialogId };
});

type Fetch = (request: Request) => Promise<Response>;

/** Asks for the socket and holds the answer against what it should be. */
async function expectAnswer(fetch: Fetch, { query, headers, status, protocol }: Upgrade): Promise<void> {
  const address = `http://localhost/api/v1/ws?${new URLSearchParams(query)}`;
  const answer = await fetch(new Request(address, { headers }));
  const words = `${address} ${JSON.stringify(headers)}`;
  expect(answer.status, words).toBe(status);
  expect(answer.headers.get('X-Request-Id'), words).toMatch(/^[\w=-]{1,255}$/);
  if (answer.webSocket !== null) {
    expect(answer.headers.get('Sec-WebSocket-Protocol'), words).toBe(protocol);
    const socket = follow(answer.webSocket);
    const connected = { type: 'connected', employee_id: ada.id, user_id: ada.id };
    expect(await socket.heard('connected')).toEqual(connected);
    return socket.close();
  }
  const { error: refusal } = JSON.parse(await answer.text());
  const reply = { status: answer.status, headers: answer.headers, data: undefined, nextCursor: undefined };
  expectRefusal({ ...reply, error: refusal }, status);
}

describe('a request for a socket is answered as the contract says', () => {
  test('where callers are believed', { timeout }, async () => {
    const fetch: Fetch = (request) => exports.default.fetch(request);
    await expectAlways(trustedUpgrade(doors), (upgrade) => expectAnswer(fetch, upgrade), 400);
  });

  test('where they show a token', { timeout }, async () => {
    const { fetch } = workerWith({ CHAT_AUTH: 'jwt', JWT_SECRET: secret });
    const good = await hs256({ sub: ada.id, exp: nowInSeconds() + 3_600 });
    const bad = [
      await hs256({ sub: ada.id, exp: nowInSeconds() - 3_600 }),
      await hs256({ sub: ada.id }, 'another secret'),
      await hs256({ name: ada.id }),
      good.slice(0, -3),
      'a.b.c',
      '...',
    ];
    await expectAlways(tokenUpgrade(doors, good, bad), (upgrade) => expectAnswer(fetch, upgrade), 300);
  });
});

/** What a socket heard besides its greeting, in the order of the alphabet: the runtime's own pongs overtake others. */
function heardBy(socket: TestSocket): string[] {
  return socket.events
    .slice(1)
    .map((event) => JSON.stringify(event))
    .sort();
}

describe.each(['user', 'dialog'] as const)('on a %s socket', (kind) => {
  const open = () => openSocket(ada.id, kind === 'dialog' ? dialogId : undefined);

  test('whatever is said is answered as the contract says, and others hear nothing', {
    timeout,
  }, async () => {
    const [bobHears, bobInRoom, eveHears] = [
      await openSocket(bob.id),
      await openSocket(bob.id, dialogId),
      await openSocket(eve.id),
    ];
    // She may name it, and takes no part in it.
    eveHears.say({ type: 'subscribe', dialog_id: dialogId });
    await eveHears.settled();
    const dialogs = [dialogId, doors.foreignDialogId];
    // Which are not counted.
    const pings = fc.array(fc.constant(pingText), { maxLength: 30 });
    const everything = fc
      .tuple(speech(dialogs, mostWords), pings)
      .map(([counted, more]) => [...counted, ...more]);
    const holds = async (words: Words[]) => {
      const socket = await open();
      for (const one of words) socket.sayText(one);
      await socket.settled();
      const answers = words.map(answerTo).filter((answer) => answer !== 'nothing');
      // The runtime answers its own pings by itself, in its own time.
      await socket.heard(
        'pong',
        () => socket.all('pong').length > answers.filter((answer) => answer === 'pong').length,
      );
      const expected = answers.map((answer) => JSON.stringify(answer === 'error' ? error : { type: 'pong' }));
      expect(heardBy(socket)).toEqual([...expected, '{"type":"pong"}'].sort());
      socket.close();
    };
    await expectAlways(everything, holds, 100);

    const marker = await said(ada, dialogId, 'Still here');
    for (const socket of [bobHears, bobInRoom])
      await socket.heard('message.new', ({ id }) => id === marker.id);
    await eveHears.settled();
    const typesOf = (socket: TestSocket) => new Set(socket.events.map(({ type }) => type));
    const news = ['connected', 'presence.update', 'message.new'];
    expect(news).toEqual(expect.arrayContaining([...typesOf(bobHears)]));
    expect([...news, 'typing']).toEqual(expect.arrayContaining([...typesOf(bobInRoom)]));
    expect(
      bobInRoom.all('typing').every(({ user_id, dialog_id }) => user_id === ada.id && dialog_id === dialogId),
    ).toBe(true);
    expect(typesOf(eveHears)).toEqual(new Set(['connected', 'pong']));
  });

  test('20 things said at once are answered, and one more closes it with 1008', { timeout }, async () => {
    const burst = speech([dialogId], 60)
      .map((words) => words.filter((one) => isCounted(one) && answerTo(one) !== 'nothing'))
      .map((words) => [...words, ...Array(21).fill('nonsense')].slice(0, 21));
    const holds = async (words: Words[]) => {
      const socket = await open();
      for (const one of words) socket.sayText(one);
      expect((await socket.closed).code).toBe(closeCode.policyViolation);
      expect(socket.events.slice(1).map(({ type }) => type)).toEqual(words.slice(0, 20).map(answerTo));
    };
    await expectAlways(burst, holds, 20);
  });

  const largest = 65_536;
  const shapes: [string, (bytes: number) => string | ArrayBuffer, 'pong' | 'error'][] = [
    ['a ping with much around it', (bytes) => `{"type":"ping","x":"${'x'.repeat(bytes - 22)}"}`, 'pong'],
    ['letters', (bytes) => 'x'.repeat(bytes), 'error'],
    ['letters of two bytes', (bytes) => 'é'.repeat(Math.floor(bytes / 2)) + 'x'.repeat(bytes % 2), 'error'],
    ['faces', (bytes) => '🙂'.repeat(Math.floor(bytes / 4)) + 'x'.repeat(bytes % 4), 'error'],
    ['a nested list', (bytes) => '['.repeat(bytes), 'error'],
    ['bytes', (bytes) => new ArrayBuffer(bytes), 'error'],
  ];

  test.each(shapes)(
    '64 KiB of %s are heard, and one byte more closes it with 1009',
    async (_what, of, answer) => {
      const socket = await open();
      socket.sayText(of(largest));
      await socket.settled();
      await socket.heard('pong', () => socket.events.length > 2);
      expect(socket.events.slice(1).map(({ type }) => type)).toEqual([answer, 'pong']);
      socket.sayText(of(largest + 1));
      expect((await socket.closed).code).toBe(closeCode.messageTooBig);
      const another = await open();
      another.sayText(of(largest * 3));
      expect((await another.closed).code).toBe(closeCode.messageTooBig);
    },
  );
});

test('afterwards sockets open and hear as before', async () => {
  const socket = await openSocket(bob.id);
  const text = unique('Hello');
  await said(ada, dialogId, text);
  expect(await socket.heard('message.new', ({ content }) => content === text)).toMatchObject({
    sender_id: ada.id,
  });
});
