import { describe, expect, it } from 'vitest';
import { createQuietInboxes, type Heard } from '../../durable-objects/dialog-room/quiet-inboxes.ts';

/** A call of an inbox that is under way until it is answered. */
function callOf(quiet: ReturnType<typeof createQuietInboxes>) {
  const answer = Promise.withResolvers<Heard>();
  const done = quiet.calling('bob', () => answer.promise);
  return {
    async answers(heard: Heard) {
      answer.resolve(heard);
      await done;
    },
    async fails() {
      answer.reject(new Error('The inbox restarted'));
      await expect(done).rejects.toThrow('restarted');
    },
  };
}

describe('an inbox', () => {
  it('is quiet once it said that nobody is there, until somebody is', async () => {
    const quiet = createQuietInboxes();
    await callOf(quiet).answers('nobody');
    expect([quiet.isQuiet('bob'), quiet.isQuiet('cem')]).toEqual([true, false]);
    quiet.awaken('bob');
    expect(quiet.isQuiet('bob')).toBe(false);
  });

  it('is not quiet by an answer that was given before somebody came and arrived after the word of it', async () => {
    const quiet = createQuietInboxes();
    const call = callOf(quiet);
    quiet.awaken('bob');
    await call.answers('nobody');
    expect(quiet.isQuiet('bob')).toBe(false);
    await callOf(quiet).answers('nobody');
    expect(quiet.isQuiet('bob')).toBe(true);
  });

  it('is not quiet because it heard, or could not be reached', async () => {
    const quiet = createQuietInboxes();
    await callOf(quiet).answers('heard');
    await callOf(quiet).fails();
    expect(quiet.isQuiet('bob')).toBe(false);
  });
});
