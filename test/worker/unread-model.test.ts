import fc from 'fast-check';
import { expect, it } from 'vitest';
import { host, type Scope, unique, user } from './support/api.ts';

const scope: Scope = { tenant_uid: unique('tenant') };
const names = ['ada', 'bob', 'eve'] as const;
type Name = (typeof names)[number];

interface Said {
  id: string;
  by: Name;
}

const steps = fc.array(
  fc.record({
    what: fc.constantFrom('send', 'send', 'send', 'read', 'read', 'leave', 'join', 'delete'),
    who: fc.constantFrom(...names),
    /** Which of the messages to read or delete, counted round. */
    which: fc.nat(20),
  }),
  { minLength: 8, maxLength: 20 },
);

/** A dialog of three people, and beside it what the contract says of read positions, in the plainest way. */
async function dialogAndModel() {
  const people = {
    ada: user(unique('ada'), scope),
    bob: user(unique('bob'), scope),
    eve: user(unique('eve'), scope),
  };
  const participants = names.map((name) => people[name].id);
  const { id: dialogId } = await host.createDialog({ participants, access_scopes: [scope] });
  const said: Said[] = [];
  /** How many of the messages each has behind them; who is not here does not take part. */
  const position = new Map<Name, number>(names.map((name) => [name, 0]));

  const unread = (who: Name) => said.slice(position.get(who)).filter((message) => message.by !== who);

  return {
    async join(who: Name): Promise<void> {
      if (position.has(who)) return;
      await people[who].join(dialogId);
      position.set(who, 0);
    },
    async leave(who: Name): Promise<void> {
      if (!position.delete(who)) return;
      await people[who].leave(dialogId);
    },
    async send(who: Name): Promise<void> {
      if (!position.has(who)) return;
      said.push({ id: (await people[who].send(dialogId, 'Hello')).data.id, by: who });
      position.set(who, said.length);
    },
    async delete(who: Name, which: number): Promise<void> {
      const message = said[which % said.length];
      if (!position.has(who) || message?.by !== who) return;
      expect((await people[who].remove(dialogId, message.id)).status).toBe(204);
    },
    async read(who: Name, which: number): Promise<void> {
      const before = position.get(who);
      const message = said[which % said.length];
      if (before === undefined || message === undefined) return;
      position.set(who, Math.max(before, said.indexOf(message) + 1));
      const reply = await people[who].read(dialogId, message.id);
      expect(reply).toMatchObject({ status: 200, data: { unread_count: unread(who).length } });
    },
    /** Whether the system says of everyone who takes part what the model says. */
    async compare(): Promise<void> {
      for (const who of position.keys()) {
        const expected = unread(who);
        const dialog = (await people[who].dialog(dialogId)).data;
        expect(dialog.unread_count).toBe(expected.length);
        const page = (await people[who].messages(dialogId)).data;
        expect(page.first_unread_message_id).toBe(expected[0]?.id ?? null);
      }
    },
  };
}

it('unread is, whatever people do, what others said after one’s position', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (path) => {
      const model = await dialogAndModel();
      for (const { what, who, which } of path) await model[what](who, which);
      await model.compare();
    }),
    { numRuns: 25 },
  );
});
