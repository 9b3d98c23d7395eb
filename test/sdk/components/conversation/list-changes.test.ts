import { expect, test } from 'vitest';
import { planListChange } from '../../../../sdk-vue/components/conversation/list-changes.ts';

function rows(text: string) {
  return text.split('').map((key) => ({ key, kind: key === '-' ? 'day' : 'message' }));
}

function plan(shown: string, next: string): string[] | 'replaced' {
  const change = planListChange(rows(shown), rows(next));
  if (change.kind === 'replaced') return 'replaced';
  return change.steps.map(
    (step) => `${step.isAtStart ? 'start' : 'end'}: ${step.entries.map((row) => row.key).join('')}`,
  );
}

test('newer messages come at the end', () => {
  expect(plan('-cd', '-cde')).toEqual(['end: -cde']);
});

test('earlier ones come at the start, though the heading of their day moves up', () => {
  expect(plan('-cd', '-abcd')).toEqual(['start: -abcd']);
});

test('what comes at both ends at once takes two steps, so that neither moves what is read', () => {
  expect(plan('-cd', '-abcdef')).toEqual(['start: -abcd', 'end: -abcdef']);
});

test('another part of the conversation is another list', () => {
  expect(plan('-cd', '-xyz')).toBe('replaced');
});
