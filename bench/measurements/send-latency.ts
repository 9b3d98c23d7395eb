import { asRatio, createTimes, inMs, type Report, type Times } from '../support/figures.ts';
import type { Subject } from '../support/subject.ts';
import { type Databases, startWorld } from '../support/world.ts';

const latencies = [0, 5, 20, 50];
const warmUp = 40;
const measured = 250;

interface Sent {
  answered: Times;
  delivered: Times;
}

/** How long one message takes until its sender is answered, and until another person has it. */
export async function measureSendLatency(script: string, databases: Databases): Promise<Report> {
  const rows: string[][] = [];
  const misses: string[] = [];
  for (const latency of latencies) {
    const world = await startWorld(script, databases, latency);
    try {
      const ours = await createConversation(world.ours);
      const theirs = await createConversation(world.baseline);
      for (let turn = 0; turn < warmUp + measured; turn += 1) {
        // By turns, so that whatever else the machine does befalls both.
        for (const conversation of [ours, theirs]) await conversation.sendOne(turn >= warmUp);
      }
      rows.push(row(latency, ours.times, theirs.times));
      misses.push(...missesOf(latency, ours.times, theirs.times));
      ours.close();
      theirs.close();
    } finally {
      await world.stop();
    }
  }
  return {
    title: 'One message: sent, answered, delivered',
    how: `${measured} messages one after another, ours and baseline A by turns, in a dialog of two; p50 / p99. “Delivered” is when the other person's socket has the text.`,
    columns: [
      'database latency',
      'answered: ours',
      'answered: A',
      'ours ÷ A',
      'delivered: ours',
      'delivered: A',
      'ours ÷ A',
    ],
    rows,
    misses,
  };
}

async function createConversation(subject: Subject) {
  const dialogId = await subject.createDialog(['anna', 'boris']);
  const times: Sent = { answered: createTimes(), delivered: createTimes() };
  let number = 0;
  let heard = Promise.withResolvers<number>();
  const listener = await subject.listen(dialogId, 'boris', (text) => {
    if (text === `message ${number}`) heard.resolve(performance.now());
  });
  return {
    times,
    close: () => listener.close(),
    async sendOne(counts: boolean) {
      number += 1;
      heard = Promise.withResolvers();
      const start = performance.now();
      const answered = subject.send(dialogId, 'anna', `message ${number}`).then(() => performance.now());
      const [answeredAt, heardAt] = await Promise.all([answered, heard.promise]);
      if (!counts) return;
      times.answered.record(answeredAt - start);
      times.delivered.record(heardAt - start);
    },
  };
}

function row(latency: number, ours: Sent, theirs: Sent): string[] {
  const both = (times: Times) => `${inMs(times.percentile(50))} / ${inMs(times.percentile(99))}`;
  const ratio = (of: keyof Sent) => asRatio(ours[of].percentile(50) / theirs[of].percentile(50));
  return [
    `${latency} ms`,
    both(ours.answered),
    both(theirs.answered),
    ratio('answered'),
    both(ours.delivered),
    both(theirs.delivered),
    ratio('delivered'),
  ];
}

function missesOf(latency: number, ours: Sent, theirs: Sent): string[] {
  const misses: string[] = [];
  const delivered = ours.delivered.percentile(50);
  const ratio = delivered / theirs.delivered.percentile(50);
  if (latency === 20 && delivered >= 2 * latency)
    misses.push(`delivered in ${inMs(delivered)} at 20 ms: not under 40 ms`);
  if (latency === 0 && ratio > 1.5) misses.push(`${asRatio(ratio)} of A without latency: not within 1.5 ×`);
  if (latency >= 5 && ratio >= 1) misses.push(`${asRatio(ratio)} of A at ${latency} ms: not ahead`);
  return misses;
}
