import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Flooder } from './people.ts';

/** Many calls of one user: sends and reads, so many a second in all. */
export interface CallStorm {
  does: 'calls';
  url: string;
  userId: string;
  dialogId: string;
  sends: number;
  reads: number;
  perSecond: number;
}

/** Connections that are opened and dropped: sockets at every moment of their opening, and calls in their middle. */
export interface ConnectionStorm {
  does: 'connections';
  url: string;
  /** Whose sockets they are, by turns. */
  people: Flooder[];
  sockets: number;
  calls: number;
  /** How many at once, at most. */
  width: number;
  perSecond: number;
}

/** Sockets that say more than they may, each until it is closed. */
export interface SpeechStorm {
  does: 'speech';
  url: string;
  people: Flooder[];
  sockets: number;
  width: number;
  perSecond: number;
}

export type Storm = CallStorm | ConnectionStorm | SpeechStorm;

/** How often each thing happened, by its name. */
export type Tally = Record<string, number>;

/** A process of its own that does what nobody should: it is not to share a thread with who measures. */
export interface Attacker {
  /** Resolves when the storm is over, with what it met. */
  raise(storm: Storm): Promise<Tally>;
  stop(): Promise<void>;
}

export type Answer = { tally: Tally } | { problem: string };

export function startAttacker(): Attacker {
  const child = fork(fileURLToPath(new URL('attack-process.ts', import.meta.url)), {
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    async raise(storm) {
      const answer = Promise.withResolvers<Answer>();
      const onExit = () => answer.reject(new Error('The attacker ended'));
      child.once('message', answer.resolve).once('exit', onExit);
      child.send(storm);
      const result = await answer.promise.finally(() => child.off('exit', onExit));
      if ('problem' in result) throw new Error(result.problem);
      return result.tally;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
