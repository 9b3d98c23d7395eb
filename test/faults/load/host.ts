import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../random.ts';
import { type Deeds, insist } from './deeds.ts';
import { people } from './scenario.ts';

interface HostOptions {
  deeds: Deeds;
  random: Random;
  /** The dialogs in which people act, at this moment; those that the host creates come to them, and those it deletes go. */
  openDialogs: Set<string>;
  isOver(): boolean;
}

const tries = 4;
const triesToCreate = 200;

/** The host's backend: it creates dialogs and deletes them, and adds and removes people. */
export async function actAsHost({ deeds, random, openDialogs, isOver }: HostOptions): Promise<void> {
  const created: string[] = [];
  let count = 0;

  async function create(): Promise<void> {
    count += 1;
    const first = random.int(0, people.length - 1);
    const planned = {
      objectId: `made-${count}`,
      people: people.slice(first, first + random.int(1, 4)),
      isOpen: true,
    };
    let dialogId: string | undefined;
    await insist(random.chance(0.7) ? triesToCreate : 1, async () => {
      const answer = await deeds.create(planned);
      dialogId = answer.dialogId;
      return answer;
    });
    if (dialogId === undefined) return;
    created.push(dialogId);
    openDialogs.add(dialogId);
  }

  async function deleteOne(): Promise<void> {
    const dialogId = created.shift();
    if (dialogId === undefined) return;
    openDialogs.delete(dialogId);
    await insist(random.pick([1, tries]), () => deeds.deleteDialog(dialogId));
  }

  async function addOrRemove(): Promise<void> {
    const dialogId = random.pick([...openDialogs]);
    const userId = random.pick(people);
    const first = random.chance(0.5) ? deeds.add : deeds.remove;
    const then = first === deeds.add ? deeds.remove : deeds.add;
    const answer = await insist(random.pick([1, tries]), () => first(dialogId, userId));
    if (answer.knowledge === 'unknown' || random.chance(0.3)) {
      await insist(tries, () => then(dialogId, userId));
    }
  }

  while (!isOver()) {
    const dice = random.int(1, 100);
    if (dice <= 20) await create();
    else if (dice <= 30) await deleteOne();
    else await addOrRemove();
    await pause(random.int(100, 300));
  }
}
