// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, test } from 'vitest';
import {
  type Bubble,
  outgoingBubble,
  storedBubble,
} from '../../../../sdk-vue/components/conversation/bubble.ts';
import MessageRow from '../../../../sdk-vue/components/conversation/MessageRow.vue';
import { menuOf } from '../../../../sdk-vue/components/conversation/message-menu.ts';
import { chatKey } from '../../../../sdk-vue/composables/use-chat.ts';
import { createI18n } from '../../../../sdk-vue/i18n/use-i18n.ts';
import { dialogId, me, message, messageId, myMessage, people } from './support/builders.ts';
import { createFakeChat } from './support/fake-chat.ts';

const context = { userId: me, readers: [], company: 'Acme' };

function row(bubble: Bubble, slots: Record<string, string> = {}) {
  return mount(MessageRow, {
    props: {
      bubble,
      userId: me,
      startsGroup: true,
      endsGroup: true,
      isCurrent: true,
      showsActions: true,
      isHighlighted: false,
    },
    slots,
    global: { provide: { [chatKey]: createFakeChat().chat } },
  });
}

function unsent(status: 'queued' | 'sending' | 'failed'): Bubble {
  return outgoingBubble(
    'c:1',
    {
      clientMessageId: '1',
      dialogId,
      content: '<p>Hello</p>',
      replyTo: null,
      attachments: [],
      previews: [],
      status,
      createdAt: '2026-02-17T08:00:00.000Z',
    },
    { userId: me, name: 'Mia' },
  );
}

function actionsOf(bubble: Bubble): string[] {
  return menuOf(bubble, createI18n('en', Date.now)).map((item) => item.label);
}

describe('a message', () => {
  test('of somebody else shows who wrote it and from which company', () => {
    const text = row(storedBubble('a', message(1), context)).text();
    expect(text).toContain('Anna Petrova');
    expect(text).toContain('Acme');
  });

  test('that was deleted says so, and offers nothing', () => {
    const bubble = storedBubble('a', message(1, { is_deleted: true, content: '' }), context);
    expect(row(bubble).text()).toContain('This message was deleted');
    expect(row(bubble).findAll('button')).toHaveLength(0);
  });

  test('that was edited says so', () => {
    expect(row(storedBubble('a', message(1, { is_edited: true }), context)).text()).toContain('edited');
  });

  test('that answers another leads there', async () => {
    const reply = message(2, { reply_to: { ...message(1), content: '<p>Where?</p>' } });
    const wrapper = row(storedBubble('a', reply, context));
    await wrapper.get('.mtchat-reply-snippet').trigger('click');
    expect(wrapper.emitted('jump')).toEqual([[messageId(1)]]);
  });

  test('that was not sent can be sent again or discarded', async () => {
    const wrapper = row(unsent('failed'));
    const [again, discard] = wrapper.findAll('.mtchat-bubble__failure button');
    await again?.trigger('click');
    await discard?.trigger('click');
    expect(wrapper.text()).toContain('Not sent');
    expect(wrapper.emitted()).toMatchObject({ retry: [[]], discard: [[]] });
  });

  test('shows how far it has come', () => {
    const stateOf = (bubble: Bubble) => row(bubble).get('.mtchat-read-receipts').classes().at(-1);
    expect(stateOf(unsent('sending'))).toContain('--sending');
    expect(stateOf(storedBubble('a', myMessage(1), context))).toContain('--sent');
    expect(stateOf(storedBubble('a', myMessage(1), { ...context, readers: [people.anna] }))).toContain(
      '--read',
    );
  });

  test('can be shown by the host in its own way', () => {
    const wrapper = row(storedBubble('a', message(1), context), {
      message: '<i>{{ params.message.id }}</i>',
    });
    expect(wrapper.get('i').text()).toBe(messageId(1));
    expect(wrapper.find('.mtchat-content').exists()).toBe(false);
  });
});

describe('what can be done with a message', () => {
  test('of somebody else: answer and copy', () => {
    expect(actionsOf(storedBubble('a', message(1), context))).toEqual(['Reply', 'Copy text']);
  });

  test('of one’s own: edit and delete too, and see who has read it', () => {
    const bubble = storedBubble('a', myMessage(1), { ...context, readers: [people.anna, people.boris] });
    expect(actionsOf(bubble)).toEqual([
      'Reply',
      'Copy text',
      'Edit',
      'Delete',
      'Read by Anna Petrova, Boris Lang',
    ]);
  });

  test('that is not sent yet: copy', () => {
    expect(actionsOf(unsent('queued'))).toEqual(['Copy text']);
  });
});
