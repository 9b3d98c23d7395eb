// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import type { SystemEvent } from '../../../../sdk-vue/client/contract.ts';
import { storedBubble } from '../../../../sdk-vue/components/conversation/bubble.ts';
import { presenceText } from '../../../../sdk-vue/components/conversation/header-text.ts';
import { messageLabel } from '../../../../sdk-vue/components/conversation/message-label.ts';
import { systemText } from '../../../../sdk-vue/components/conversation/system-text.ts';
import { typingText } from '../../../../sdk-vue/components/conversation/typing-text.ts';
import { type Locale, loadCatalogue } from '../../../../sdk-vue/i18n/locale.ts';
import { createI18n } from '../../../../sdk-vue/i18n/use-i18n.ts';
import { me, message, messageId, myMessage, people } from './support/builders.ts';

await Promise.all([loadCatalogue('ru'), loadCatalogue('zh')]);

function language(locale: Locale) {
  return createI18n(locale, () => Date.UTC(2026, 1, 17));
}
const english = language('en');

describe('what happened to a chat, in the language of the reader', () => {
  const joined: SystemEvent = {
    type: 'participant_joined',
    user_id: 'user-anna',
    display_name: 'Anna Petrova',
    company: 'Acme',
  };

  test('names the person and the company', () => {
    expect(systemText(joined, me, english)).toBe('Anna Petrova (Acme) joined');
    expect(systemText(joined, me, language('ru'))).toBe('Новый участник: Anna Petrova (Acme)');
    expect(systemText(joined, me, language('zh'))).toBe('Anna Petrova (Acme) 加入了聊天');
  });

  test('says "you" to the person it is about', () => {
    expect(systemText({ ...joined, type: 'participant_removed' }, 'user-anna', english)).toBe(
      'You were removed',
    );
  });

  test('names a few of many participants', () => {
    const participants = ['Anna', 'Boris', 'Chen', 'Dora', 'Emil'].map((display_name) => ({
      user_id: display_name,
      display_name,
      company: null,
    }));
    expect(systemText({ type: 'chat_created', participants }, me, english)).toBe(
      'The chat was created. Participants: Anna, Boris and 3 more',
    );
  });
});

describe('who is typing', () => {
  test.each([
    [['Anna'], 'Anna is typing…'],
    [['Anna', 'Boris'], 'Anna and Boris are typing…'],
    [['Anna', 'Boris', 'Chen'], 'Anna and 2 more are typing…'],
    [[], ''],
  ])('%j', (names, expected) => {
    expect(typingText(names, english)).toBe(expected);
  });
});

describe('who is there', () => {
  test('of two: the company and the state of the other one', () => {
    expect(presenceText([people.me, { ...people.anna, is_online: true }], me, english)).toBe('Acme · Online');
  });

  test('of more: how many take part, and how many of them are there', () => {
    const participants = [people.me, { ...people.anna, is_online: true }, people.boris];
    expect(presenceText(participants, me, english)).toBe('3 participants · 1 online');
    expect(presenceText(participants, me, language('ru'))).toBe('3 участника · 1 в сети');
  });
});

describe('what a screen reader says of a message', () => {
  const context = { userId: me, readers: [], company: null };

  test('who, what, when', () => {
    const label = messageLabel(storedBubble('a', message(1), context), english);
    expect(label).toMatch(/^Anna Petrova, Message 1, \d/);
  });

  test('what it answers, that it was edited, who has read it', () => {
    const reply_to = { ...message(1), sender_name: 'Anna', content: '<p>Where?</p>' };
    const mine = myMessage(2, { reply_to, is_edited: true });
    const label = messageLabel(storedBubble('a', mine, { ...context, readers: [people.boris] }), english);
    expect(label).toMatch(/^You, in reply to Anna: Where\?, Message 2, .*, edited, Read by Boris Lang$/);
  });

  test('that it was deleted, and nothing of what it said', () => {
    const deleted = message(3, { is_deleted: true, content: '', reply_to: { ...message(1) } });
    expect(messageLabel(storedBubble('a', deleted, context), english)).toMatch(
      /^Anna Petrova, This message was deleted, [^,]*$/,
    );
  });

  test('files where there is no text', () => {
    const file = {
      id: messageId(9),
      filename: 'a.pdf',
      content_type: 'application/pdf',
      size: 1,
      width: null,
    };
    const attachment = { ...file, height: null, url: '', thumbnail_url: null };
    const label = messageLabel(
      storedBubble('a', message(4, { content: '', attachments: [attachment] }), context),
      english,
    );
    expect(label).toMatch(/^Anna Petrova, 1 file, /);
  });
});
