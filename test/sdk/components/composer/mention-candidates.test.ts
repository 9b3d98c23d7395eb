import { describe, expect, it } from 'vitest';
import type { Participant } from '../../../../sdk-vue/client/contract.ts';
import { mentionCandidates } from '../../../../sdk-vue/components/composer/editor/mention-candidates.ts';

function person(display_name: string, company: string | null = null): Participant {
  return {
    user_id: display_name,
    display_name,
    company,
    email: null,
    phone: null,
    joined_as: 'participant',
    joined_at: '2026-01-01T00:00:00Z',
    is_online: false,
    last_read_message_id: null,
  };
}

const people = [
  person('Me', 'Acme'),
  person('Anna Petrova', 'Northwind Trading'),
  person('Joanna Long', 'Acme'),
  person('Борис Ёлкин', 'ООО «Ромашка»'),
  person('李小龙', '上海贸易有限公司'),
  person('José Álvarez', 'Frutas SA'),
];

function found(query: string): string[] {
  return mentionCandidates(people, query, 'Me').map((candidate) => candidate.display_name);
}

describe('whom an @ offers', () => {
  it('everyone but oneself, by name, before anything is typed', () => {
    expect(found('')).toHaveLength(5);
    expect(found('')).not.toContain('Me');
  });

  it.each([
    ['ann', ['Anna Petrova']],
    ['PETR', ['Anna Petrova']],
    ['anna pe', ['Anna Petrova']],
    ['petrova an', ['Anna Petrova']],
    ['елк', ['Борис Ёлкин']],
    ['jose alv', ['José Álvarez']],
    ['李', ['李小龙']],
    ['龙', ['李小龙']],
    ['贸易', ['李小龙']],
    ['acme', ['Joanna Long']],
    ['ромаш', ['Борис Ёлкин']],
    ['anna north', ['Anna Petrova']],
    ['anna,', []],
    ['xyz', []],
  ])('%s', (query, names) => {
    expect(found(query)).toEqual(names);
  });

  it('puts those whose name begins so first', () => {
    const crowd = [person('Zoe Ann', null), person('Bob', 'Annex'), person('Ann Zed', null)];
    expect(mentionCandidates(crowd, 'ann', 'Me').map((one) => one.display_name)).toEqual([
      'Ann Zed',
      'Zoe Ann',
      'Bob',
    ]);
  });

  it('a list that can be read, however many take part', () => {
    const crowd = Array.from({ length: 100 }, (_, index) => person(`Person ${index}`));
    expect(mentionCandidates(crowd, 'p', 'Me')).toHaveLength(8);
  });
});
