import type { Message } from '../../contract/messages.ts';
import type { Participant } from '../../contract/participants.ts';
import type { WebhookDialog } from '../../durable-objects/webhooks/events.ts';

const at = '2026-02-17T12:10:00.000Z';

/** A message as the wire has it; a test names what matters to it. */
export function someMessage(fields: Partial<Message> = {}): Message {
  return {
    id: '019c6b2e-0000-7000-8000-000000000001',
    dialog_id: '019c6b2e-0000-7000-8000-00000000000a',
    sender_id: 'anna',
    sender_name: 'Anna',
    message_type: 'user',
    content: '<p>Hello</p>',
    reply_to_id: null,
    reply_to: null,
    mentions: [],
    attachments: [],
    client_message_id: null,
    is_edited: false,
    last_edited_at: null,
    is_deleted: false,
    sent_at: at,
    ...fields,
  };
}

export function someParticipant(fields: Partial<Participant> = {}): Participant {
  return {
    user_id: 'boris',
    display_name: 'Boris',
    company: null,
    email: null,
    phone: null,
    joined_as: 'member',
    joined_at: at,
    is_online: false,
    last_read_message_id: null,
    ...fields,
  };
}

export function someDialog(fields: Partial<WebhookDialog> = {}): WebhookDialog {
  return {
    id: '019c6b2e-0000-7000-8000-00000000000a',
    title: 'Order 17',
    object_type: 'order',
    object_id: '17',
    ...fields,
  };
}
