import { setTimeout as pause } from 'node:timers/promises';
import type { ObjectClass } from '../../support/edge.ts';
import type { Fault, Schedule } from '../schedule.ts';
import type { World } from './world.ts';

/** What faults can be aimed at. */
export interface Targets {
  /** The names of the objects of a class that there are at this moment. */
  objects(objectClass: ObjectClass): readonly string[];
  /** Ways to break each client's connection, without a closing handshake. */
  connections(): readonly (() => void)[];
  /** How many calls were acknowledged so far. */
  acknowledged(): number;
}

const answeredBetweenRestarts = 10;
/** A fault that came before the restart may keep everyone from being answered. */
const patienceMs = 3_000;
const lookAgainAfterMs = 20;

function at<Item>(items: readonly Item[], which: number): Item | undefined {
  return items[which % Math.max(1, items.length)];
}

/** A fault that lasts a while; a later one of its kind takes its place. */
function lasting<Does>(set: (does: Does | undefined) => void) {
  let latest = Symbol();
  return async (does: Does, forMs: number) => {
    const own = Symbol();
    latest = own;
    set(does);
    await pause(forMs);
    if (latest === own) set(undefined);
  };
}

/** Brings the faults of a schedule upon the world, each at its time. Resolves when the last is over and all is healed. */
export async function injectFaults(schedule: Schedule, world: World, targets: Targets): Promise<void> {
  const { edge, databases } = world;
  const failDatabase = lasting(world.setDatabaseFault);
  const failReceiver = lasting(world.setReceiverFault);

  async function bring(fault: Fault): Promise<void> {
    switch (fault.kind) {
      case 'kill workerd':
        return edge.kill();
      case 'restart postgres':
        return databases.restart(fault.mode);
      case 'database':
        return failDatabase(fault.does, fault.forMs);
      case 'receiver':
        return failReceiver(fault.does, fault.forMs);
      case 'evict': {
        const name = at(targets.objects(fault.objectClass), fault.which);
        // Killed meanwhile, it is out of memory all the same.
        if (name !== undefined)
          await edge.evict(fault.objectClass, name, fault.webSockets).catch(() => undefined);
        return;
      }
      case 'reset': {
        const name = at(targets.objects(fault.objectClass), fault.which);
        if (name !== undefined) await edge.reset(fault.objectClass, name);
        return;
      }
      case 'break sockets':
        for (const which of fault.which) at(targets.connections(), which)?.();
    }
  }

  const underWay: Promise<void>[] = [];
  let clockMs = 0;
  for (const { atMs, fault } of schedule.faults) {
    await pause(atMs - clockMs);
    clockMs = atMs;
    const over = bring(fault);
    if (!isRestart(fault)) {
      underWay.push(over);
      continue;
    }
    // The clock of the schedule stands still: how long a process takes to start is the machine's affair.
    await over;
    await someAreAnswered(targets);
  }
  await Promise.all(underWay);
}

/** Resolves when people are at it again: else a slow machine would see one restart after the other and nothing in between. */
async function someAreAnswered({ acknowledged }: Targets): Promise<void> {
  const [before, endsAt] = [acknowledged(), Date.now() + patienceMs];
  while (acknowledged() < before + answeredBetweenRestarts && Date.now() < endsAt)
    await pause(lookAgainAfterMs);
}

function isRestart({ kind }: Fault): boolean {
  return kind === 'kill workerd' || kind === 'restart postgres';
}
