import type { DialogForUser } from '../../client/contract.ts';
import type { I18n } from '../../i18n/use-i18n.ts';
import { snippetText } from '../conversation/plain-text.ts';

const mostCounted = 99;

/** What a dialog is called: its title, else what it is about. */
export function dialogTitle(dialog: DialogForUser, { t, languageTag }: I18n): string {
  if (dialog.title) return dialog.title;
  const type = dialog.object_type.replaceAll(/[_-]+/g, ' ');
  const capitalised = type.charAt(0).toLocaleUpperCase(languageTag.value) + type.slice(1);
  return t('shell.objectTitle', { type: capitalised, id: dialog.object_id });
}

export interface DialogPreview {
  /** Who wrote it; null where nobody did. */
  sender: string | null;
  text: string;
  /** `words` were written; the others are said about a message. */
  kind: 'words' | 'file' | 'deleted' | 'none';
}

/** The line below a dialog's title. For browsers only: it parses HTML. */
export function dialogPreview(dialog: DialogForUser, userId: string, { t }: I18n): DialogPreview {
  const message = dialog.last_message;
  if (message === null) {
    const text = dialog.i_am_participant
      ? t('shell.item.noMessages')
      : t('shell.item.participants', { count: dialog.participants_count });
    return { sender: null, text, kind: 'none' };
  }
  const sender = message.sender_id === userId ? t('shell.item.you') : message.sender_name;
  if (message.is_deleted) return { sender, text: t('shell.item.deleted'), kind: 'deleted' };
  const text = snippetText(message.content);
  // Only files can be sent without words.
  if (text === '') return { sender, text: t('shell.item.file'), kind: 'file' };
  return { sender, text, kind: 'words' };
}

/** The number in a badge: `99+` where it would grow too wide. */
export function unreadText(count: number, { t, format }: I18n): string {
  return count > mostCounted ? t('shell.item.unreadMany', { count: mostCounted }) : format.number(count);
}
