import { CheckCheck, Copy, Pencil, Reply, Trash2 } from '@lucide/vue';
import type { I18n } from '../../i18n/use-i18n.ts';
import type { MenuItem } from '../../primitives/types.ts';
import { type Bubble, isStored } from './bubble.ts';
import { namesText } from './names.ts';

/** What can be done with a message. */
export type MessageAction = 'reply' | 'copy' | 'edit' | 'delete';

/** The actions that a message allows, in the order of the menu. */
export function actionsOf(bubble: Bubble): MessageAction[] {
  const { message, isMine } = bubble;
  if (message.is_deleted) return [];
  const copy: MessageAction[] = message.content === '' ? [] : ['copy'];
  if (!isStored(bubble)) return copy;
  return ['reply', ...copy, ...(isMine ? (['edit', 'delete'] as const) : [])];
}

const icons = { reply: Reply, copy: Copy, edit: Pencil, delete: Trash2 };

/** The menu of a message; on one's own it also tells who has read it. */
export function menuOf(bubble: Bubble, i18n: I18n): MenuItem[] {
  const items: MenuItem[] = actionsOf(bubble).map((id) => ({
    id,
    label: i18n.t(`conversation.message.${id}`),
    icon: icons[id],
    ...(id === 'delete' && { danger: true, separatorBefore: true }),
  }));
  if (!bubble.isMine || !isStored(bubble) || bubble.message.is_deleted) return items;
  return [
    ...items,
    {
      id: 'readers',
      label: readersText(bubble, i18n),
      icon: CheckCheck,
      disabled: true,
      separatorBefore: true,
    },
  ];
}

function readersText({ readers }: Bubble, i18n: I18n): string {
  if (readers.length === 0) return i18n.t('conversation.readers.none');
  const names = readers.map((reader) => reader.display_name);
  return i18n.t('conversation.readers.names', { names: namesText(names, i18n, 6) });
}

/** The action that a key asks for on a focused message, or null. */
export function actionOfKey(event: KeyboardEvent): MessageAction | null {
  if (event.ctrlKey || event.metaKey)
    return (event.key === 'c' || event.code === 'KeyC') && hasNoSelection() ? 'copy' : null;
  if (event.altKey || event.shiftKey) return null;
  if (event.key === 'Delete' || event.key === 'Backspace') return 'delete';
  // On a keyboard without Latin letters the place of the key counts.
  const key = /^[a-z]$/i.test(event.key)
    ? event.key.toLowerCase()
    : event.code.replace('Key', '').toLowerCase();
  if (key === 'r') return 'reply';
  return key === 'e' ? 'edit' : null;
}

/** A selection is what Ctrl-C is for, otherwise it copies the whole message. */
function hasNoSelection(): boolean {
  return window.getSelection()?.isCollapsed ?? true;
}
