import type { I18n } from '../../i18n/use-i18n.ts';
import type { Bubble } from './bubble.ts';
import { namesText } from './names.ts';
import { plainText, snippetText } from './plain-text.ts';

/** The name that stands above a message. */
export function senderName({ message, isMine }: Bubble, { t }: I18n): string {
  if (isMine) return t('conversation.message.you');
  return message.sender_name ?? t('conversation.message.unknownSender');
}

/** All that a screen reader says of a message, in one place: who, to whom, what, when, and how far it has come. */
export function messageLabel(bubble: Bubble, i18n: I18n): string {
  const parts = [
    senderName(bubble, i18n),
    replyPart(bubble, i18n),
    contentPart(bubble, i18n),
    i18n.format.time(bubble.message.sent_at),
    bubble.message.is_edited && !bubble.message.is_deleted ? i18n.t('conversation.message.edited') : '',
    statePart(bubble, i18n),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** What a message says, without who and when: its text, else its files. */
export function contentPart({ message, previews }: Bubble, { t }: I18n): string {
  if (message.is_deleted) return t('conversation.message.deleted');
  const count = message.attachments.length + previews.length;
  const files = count > 0 ? t('conversation.message.files', { count }) : '';
  return [plainText(message.content), files].filter((part) => part !== '').join(', ');
}

function replyPart({ message }: Bubble, { t }: I18n): string {
  const quoted = message.reply_to;
  if (quoted === null || message.is_deleted) return '';
  return t('conversation.reply.inReplyTo', {
    name: quoted.sender_name ?? t('conversation.message.unknownSender'),
    text: quoted.is_deleted ? t('conversation.reply.deleted') : snippetText(quoted.content, 80),
  });
}

function statePart({ state, readers, message }: Bubble, i18n: I18n): string {
  if (state === 'received' || message.is_deleted) return '';
  if (state !== 'read') return i18n.t(`conversation.state.${state}`);
  return i18n.t('conversation.readers.names', {
    names: namesText(
      readers.map((reader) => reader.display_name),
      i18n,
    ),
  });
}
