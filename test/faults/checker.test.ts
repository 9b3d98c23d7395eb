import { describe, expect, it } from 'vitest';
import { breaches } from './checker/breaches.ts';
import { check } from './checker/check.ts';
import { call, delays, type Example, example, sent } from './checker/examples.ts';

function brokenIn({ history, stored }: Example): string[] {
  return [
    ...new Set(
      check(history, stored, delays)
        .violations()
        .map((violation) => violation.promise),
    ),
  ];
}

it('the checker finds nothing where every promise is kept', () => {
  expect(brokenIn(example())).toEqual([]);
});

describe.each(Object.entries(breaches))('a broken promise %s is found:', (_what, cases) => {
  it.each(cases)('%s', (promise, breach) => {
    const broken = example();
    breach(broken);
    expect(brokenIn(broken)).toContain(promise);
  });
});

describe('what nobody knows may be either way:', () => {
  it('an unknown message, stored or not', () => {
    const one = example();
    one.history.deeds.push(sent(300, 'm9', 'unknown'));
    expect(brokenIn(one)).toEqual([]);
  });

  it('an unknown edit, made or not, until a later one is acknowledged', () => {
    const edit = (at: number, content: string, knowledge: 'acknowledged' | 'unknown') =>
      ({
        kind: 'edit',
        dialogId: 'd',
        userId: 'anna',
        messageId: 'm1',
        content,
        ...call(at, knowledge),
      }) as const;
    const one = example();
    one.history.deeds.push(edit(300, 'maybe', 'unknown'));
    expect(brokenIn(one)).toEqual([]);
    one.history.deeds.push(edit(400, 'surely', 'acknowledged'), edit(500, 'm1', 'unknown'));
    expect(brokenIn(one)).toEqual([]);
    one.history.deeds.pop();
    expect(brokenIn(one)).toEqual(['a message is what its author last made of it']);
  });

  it('who left and joined at once', () => {
    const one = example();
    one.history.deeds.push(
      { kind: 'leave', dialogId: 'd', userId: 'boris', ...call(40, 'unknown') },
      { kind: 'leave', dialogId: 'd', userId: 'boris', ...call(48, 'unknown') },
    );
    expect(brokenIn(one)).toEqual([]);
  });

  it('whoever chose about notifications may have started afresh', () => {
    const one = example();
    one.history.deliveries.pop();
    one.history.deeds.push({
      kind: 'choose',
      dialogId: 'd',
      userId: 'boris',
      choice: 'notifications',
      value: true,
      ...call(300),
    });
    expect(brokenIn(one)).toEqual([]);
  });
});
