import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../random.ts';
import type { Client } from './client.ts';
import { type Deeds, insist, messageIdIn } from './deeds.ts';

interface UserOptions {
  client: Client;
  deeds: Deeds;
  random: Random;
  /** The dialogs that anyone may join, at this moment. */
  openDialogs(): readonly string[];
  /** Whether there is still time to act. */
  isOver(): boolean;
}

/** So often is a message tried that nobody knows of; some people give up at once. */
const triesOfPatient = 200;
const triesOfOthers = 4;

/** One person: they do one thing after another, at random, until it is over. */
export async function actAsUser({ client, deeds, random, openDialogs, isOver }: UserOptions): Promise<void> {
  const { userId } = client;
  const own: { dialogId: string; messageId: string }[] = [];
  let said = 0;

  async function say(dialogId: string): Promise<void> {
    said += 1;
    const clientMessageId = `${userId}-${said}`;
    const tries = random.chance(0.85) ? triesOfPatient : 1;
    const answer = await insist(tries, () => deeds.send(dialogId, userId, clientMessageId));
    const messageId = messageIdIn(answer);
    if (messageId !== undefined) own.push({ dialogId, messageId });
    // As a client does whose answer was lost on the last stretch.
    if (answer.knowledge === 'acknowledged' && random.chance(0.1)) {
      await deeds.send(dialogId, userId, clientMessageId);
    }
  }

  async function change(): Promise<void> {
    const message = own.at(-random.int(1, Math.min(own.length, 8)));
    if (message === undefined) return;
    const { dialogId, messageId } = message;
    const content = `<p>changed ${random.int(0, 1e9)}</p>`;
    const isEdit = random.chance(0.7);
    await insist(random.pick([1, triesOfOthers]), () =>
      isEdit
        ? deeds.edit(dialogId, userId, messageId, content)
        : deeds.deleteMessage(dialogId, userId, messageId),
    );
  }

  async function read(dialogId: string): Promise<void> {
    const ids = client.messageIds(dialogId);
    const messageId = ids.at(-(random.chance(0.6) ? 1 : random.int(1, 10)));
    if (messageId === undefined) return;
    await insist(random.pick([1, triesOfOthers]), () => deeds.read(dialogId, userId, messageId));
  }

  async function comeOrGo(): Promise<void> {
    const dialogId = random.pick(openDialogs());
    const isIn = client.dialogIds().includes(dialogId);
    const first = isIn ? deeds.leave : deeds.join;
    const then = isIn ? deeds.join : deeds.leave;
    const answer = await insist(random.pick([1, triesOfOthers]), () => first(dialogId, userId));
    // Who changes their mind while nobody knows what became of it, or just after.
    if (answer.knowledge === 'unknown' || random.chance(0.4)) {
      await insist(triesOfOthers, () => then(dialogId, userId));
    }
  }

  async function choose(dialogId: string): Promise<void> {
    const choice = random.chance(0.8) ? 'pinned' : 'notifications';
    const value = random.chance(choice === 'pinned' ? 0.5 : 0.8);
    await insist(random.pick([1, triesOfOthers]), () => deeds.choose(dialogId, userId, choice, value));
  }

  async function goAway(): Promise<void> {
    client.vanish();
    await pause(random.int(100, 1_500));
    client.connect();
  }

  /** One of the dialogs that the client shows, if it shows any that people act in. */
  function someDialog(): string | undefined {
    const shown = client.dialogIds().filter((id) => openDialogs().includes(id));
    return shown.length === 0 ? undefined : random.pick(shown);
  }

  async function act(): Promise<void> {
    const dialogId = someDialog();
    const dice = random.int(1, 100);
    if (dialogId === undefined || dice <= 8) return comeOrGo();
    if (dice <= 50) return say(dialogId);
    // Several at once go to Postgres together.
    if (dice <= 54) {
      await Promise.all(Array.from({ length: 4 }, () => say(dialogId)));
      return;
    }
    if (dice <= 70) return change();
    if (dice <= 88) return read(dialogId);
    if (dice <= 97) return choose(dialogId);
    return goAway();
  }

  client.connect();
  while (!isOver()) {
    await act();
    await pause(random.int(20, 120));
  }
}
