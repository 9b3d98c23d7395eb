import type { Webhook } from '../mtchat-server.ts';

const prefix = 'seed-';

/** The `client_message_id` of a seeded message. */
export function seedMark(conversation: string, step: number): string {
  return `${prefix}${conversation}-${step}`;
}

/** Whether a webhook tells of a message that the demo began with. */
export function isSeeded(webhook: Webhook): boolean {
  if (webhook.event !== 'message.new') return false;
  return webhook.data.message.client_message_id?.startsWith(prefix) ?? false;
}
