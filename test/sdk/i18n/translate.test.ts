import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../sdk-vue/i18n/locale.ts';
import { translate } from '../../../sdk-vue/i18n/translate.ts';

await Promise.all([loadCatalogue('ru'), loadCatalogue('zh')]);

describe('a text', () => {
  it('has its placeholders filled, and no value is taken for a placeholder', () => {
    expect(translate('en', 'shell.objectTitle', { type: '{id}', id: '$&' })).toBe('{id} $&');
  });

  it.each([
    [0, '0 непрочитанных сообщений'],
    [1, '1 непрочитанное сообщение'],
    [2, '2 непрочитанных сообщения'],
    [5, '5 непрочитанных сообщений'],
    [11, '11 непрочитанных сообщений'],
    [21, '21 непрочитанное сообщение'],
    [1.5, '1,5 непрочитанного сообщения'],
  ])('has the right Russian plural of %d', (count, text) => {
    expect(translate('ru', 'shell.item.unread', { count })).toBe(text);
  });

  it('has the right English plural, and Chinese has one', () => {
    expect(translate('en', 'shell.item.unread', { count: 1 })).toBe('1 unread message');
    expect(translate('en', 'shell.item.unread', { count: 0 })).toBe('0 unread messages');
    expect(translate('zh', 'shell.item.unread', { count: 1 })).toBe('1 条未读消息');
  });

  it.each([
    ['a name written from right to left, which stays by itself', 'דנה', '\u2068דנה\u2069 123'],
    ['characters that would turn the text around it', 'Eve\u202e', 'Eve 123'],
    ['characters that would end its isolation', 'د\u2069\u202e', '\u2068د\u2069 123'],
    ['a plain name, as it is', 'Zoë O’Neil', 'Zoë O’Neil 123'],
  ])('has in it %s', (_, name, text) => {
    expect(translate('en', 'shell.objectTitle', { type: name, id: '123' })).toBe(text);
  });

  it('writes numbers as the language does', () => {
    expect(translate('en', 'shell.item.unread', { count: 1234 })).toBe('1,234 unread messages');
  });
});
