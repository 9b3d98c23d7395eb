// The attacker's own process, which `attack.ts` starts.
import { connect } from 'node:net';
import { request } from 'undici';
import { WebSocket } from 'ws';
import type { Answer, CallStorm, ConnectionStorm, SpeechStorm, Storm, Tally } from './attack.ts';

const tally: Tally = {};
const count = (what: string) => {
  tally[what] = (tally[what] ?? 0) + 1;
};

/** Does the work so often, at most `width` at once and `perSecond` in a second. */
async function paced(
  times: number,
  { width, perSecond }: { width: number; perSecond: number },
  work: (index: number) => Promise<void>,
): Promise<void> {
  const begin = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < times) {
      const index = next;
      next += 1;
      const early = begin + (index * 1_000) / perSecond - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, times) }, worker));
}

async function storm({ url, userId, dialogId, sends, reads, perSecond }: CallStorm): Promise<void> {
  const messages = `${url}/api/v1/dialogs/${dialogId}/messages?user_id=${userId}`;
  const total = sends + reads;
  await paced(total, { width: 30, perSecond }, async (index) => {
    // Spread evenly among each other.
    const isSend = Math.floor(((index + 1) * sends) / total) > Math.floor((index * sends) / total);
    const { statusCode, headers, body } = await request(messages, {
      method: isSend ? 'POST' : 'GET',
      ...(isSend && {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ content: `<p>Flood ${index}</p>` }),
      }),
    });
    const text = await body.text();
    count(`${isSend ? 'send' : 'read'} ${statusCode}`);
    if (statusCode === 429 && headers['retry-after'] === '10' && text.includes('"RATE_LIMITED"')) {
      count('refused in form');
    }
  });
}

type Opening = { url: string; userId: string; dialogId: string };

function addressOf({ url, userId, dialogId }: Opening, ofDialog: boolean): string {
  const reach = ofDialog ? `&dialog_id=${dialogId}` : '';
  return `${url.replace('http', 'ws')}/api/v1/ws?user_id=${userId}${reach}`;
}

/** At which moment a socket is dropped, by turns. */
const moments = ['connected', 'open', 'upgrade', 'asked'] as const;

/** Opens a socket and drops the line without a word. */
function dropSocket(opening: Opening, index: number): Promise<void> {
  const moment = moments[Math.floor(index / 2) % moments.length] ?? 'open';
  const socket = new WebSocket(addressOf(opening, index % 2 === 0), { perMessageDeflate: false });
  return new Promise((resolve) => {
    socket.on('error', () => count('socket failed'));
    socket.on('unexpected-response', (_request, { statusCode }) => {
      count(`socket ${statusCode}`);
      socket.terminate();
    });
    socket.on('close', () => resolve());
    const drop = () => {
      count(`dropped when ${moment}`);
      socket.terminate();
    };
    if (moment === 'open') socket.on('open', drop);
    if (moment === 'upgrade') socket.on('upgrade', drop);
    if (moment === 'connected') socket.on('message', drop);
    // The server has got the request, and no one is there any more to hear its answer.
    if (moment === 'asked') setTimeout(drop, 5);
  });
}

/** Begins a call and drops the line: half of them in the middle of what they say, half before the answer. */
function dropCall({ url, userId, dialogId }: Opening, index: number): Promise<void> {
  const { hostname, port, host } = new URL(url);
  const line = connect(Number(port), hostname);
  const path = `/api/v1/dialogs/${dialogId}/messages?user_id=${userId}`;
  const head =
    index % 2 === 0
      ? `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n{"content": "<p>half`
      : `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
  return new Promise((resolve) => {
    line.on('error', () => count('call failed'));
    line.on('close', () => {
      count('call dropped');
      resolve();
    });
    line.on('connect', () => line.write(head, () => setTimeout(() => line.resetAndDestroy(), 3)));
  });
}

async function drop({ url, people, sockets, calls, width, perSecond }: ConnectionStorm): Promise<void> {
  await paced(sockets + calls, { width, perSecond }, async (index) => {
    const person = people[index % people.length];
    if (person === undefined) return;
    const turn = Math.floor(index / people.length);
    await (index < sockets ? dropSocket({ url, ...person }, turn) : dropCall({ url, ...person }, turn));
  });
}

const kibibytes64 = 65_536;

/** What sockets say too much of, and by which code each is closed. */
const speeches = [
  { name: 'frames of 64 KiB', text: 'x'.repeat(kibibytes64), times: 40 },
  { name: 'a frame over 64 KiB', text: 'x'.repeat(kibibytes64 + 1), times: 1 },
  { name: 'a frame over 64 KiB in bytes', text: 'é'.repeat(kibibytes64 / 2 + 1), times: 1 },
  { name: 'over 20 messages', text: '{"type":"typing"}', times: 40 },
] as const;

function speak(opening: Opening, index: number): Promise<void> {
  const speech = speeches[index % speeches.length] ?? speeches[0];
  const socket = new WebSocket(addressOf(opening, Math.floor(index / speeches.length) % 2 === 0), {
    perMessageDeflate: false,
  });
  return new Promise((resolve) => {
    socket.on('error', () => count('socket failed'));
    socket.on('close', (code) => {
      count(`${speech.name}: ${code}`);
      resolve();
    });
    socket.once('message', () => {
      for (let times = 0; times < speech.times; times += 1) socket.send(speech.text);
    });
  });
}

async function talk({ url, people, sockets, width, perSecond }: SpeechStorm): Promise<void> {
  await paced(sockets, { width, perSecond }, async (index) => {
    const person = people[index % people.length];
    if (person !== undefined) await speak({ url, ...person }, index);
  });
}

function carryOut(given: Storm): Promise<void> {
  switch (given.does) {
    case 'calls':
      return storm(given);
    case 'connections':
      return drop(given);
    case 'speech':
      return talk(given);
  }
}

process.on('message', (given: Storm) => {
  for (const what of Object.keys(tally)) delete tally[what];
  const answer = (result: Answer) => process.send?.(result);
  carryOut(given).then(
    () => answer({ tally }),
    (error: unknown) => answer({ problem: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
