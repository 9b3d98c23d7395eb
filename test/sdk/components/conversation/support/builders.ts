import type { DialogForUser, Message, Participant } from '../../../../../sdk-vue/client/contract.ts';

export const me = 'user-me';
export const dialogId = '01900000-0000-7000-8000-000000000000';

/** An id of the wire's form that sorts by `number`. */
export function messageId(number: number): string {
  return `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export function message(number: number, more: Partial<Message> = {}): Message {
  return {
    id: messageId(number),
    dialog_id: dialogId,
    sender_id: 'user-anna',
    sender_name: 'Anna Petrova',
    message_type: 'user',
    content: `<p>Message ${number}</p>`,
    reply_to_id: null,
    reply_to: null,
    mentions: [],
    attachments: [],
    client_message_id: null,
    is_edited: false,
    last_edited_at: null,
    is_deleted: false,
    sent_at: new Date(Date.UTC(2026, 1, 17, 8) + number * 60_000).toISOString(),
    ...more,
  };
}

export function myMessage(number: number, more: Partial<Message> = {}): Message {
  return message(number, { sender_id: me, sender_name: 'Mia Novak', ...more });
}

export function participant(userId: string, name: string, more: Partial<Participant> = {}): Participant {
  return {
    user_id: userId,
    display_name: name,
    company: 'Acme',
    email: null,
    phone: null,
    joined_as: 'participant',
    joined_at: '2026-02-17T08:00:00.000Z',
    is_online: false,
    last_read_message_id: null,
    ...more,
  };
}

export const people = {
  me: participant(me, 'Mia Novak', { company: 'Nordwind' }),
  anna: participant('user-anna', 'Anna Petrova'),
  boris: participant('user-boris', 'Boris Lang'),
};

export function dialog(more: Partial<DialogForUser> = {}): DialogForUser {
  return {
    id: dialogId,
    object_type: 'order',
    object_id: '1042',
    title: 'Order 1042',
    object_url: 'https://example.com/orders/1042',
    meta: null,
    created_by: null,
    created_at: '2026-02-17T08:00:00.000Z',
    participants_count: 3,
    i_am_participant: true,
    can_join: false,
    unread_count: 0,
    is_archived: false,
    is_pinned: false,
    notifications_enabled: true,
    last_message_at: null,
    last_message: null,
    ...more,
  };
}
