import type { ChatError } from '../client/chat-error.ts';
import type { ChatConfig } from '../client/config.ts';
import type { DialogForUser, Message } from '../client/contract.ts';

/** Props of `<MTChat>`. All of them take effect at once when they change. */
export interface MTChatProps {
  config: ChatConfig;
  /** `full`: lists and conversation. `inline`: the conversation of one object of the host. @default 'full' */
  mode?: 'full' | 'inline';
  /** With `objectType`, the object whose conversation the inline mode shows. */
  objectId?: string | undefined;
  objectType?: string | undefined;
  /** The dialog to show. People may go on to others: `dialog-selected` tells. */
  dialogId?: string | undefined;
  /** `light`, `dark`, `auto` (as the system is set), or a name of your own: the class `mtchat--<name>`. @default 'light' */
  theme?: string;
  /** The header of the conversation. @default true */
  showHeader?: boolean;
  /** The lists, in the mode `full`. @default true */
  showSidebar?: boolean;
  /** The choice between one's own and available dialogs. @default true */
  showTabs?: boolean;
  /** @default true */
  showSearch?: boolean;
  /** What screen readers call it. Where a page has several chats, each needs a name of its own. @default “Chat” */
  label?: string | undefined;
}

export type MTChatEmits = {
  connected: [];
  disconnected: [];
  error: [error: ChatError];
  'message-sent': [message: Message];
  'dialog-selected': [dialogId: string];
  'dialog-joined': [dialogId: string];
  'dialog-left': [dialogId: string];
  /** The unread messages of all dialogs that are not archived. */
  'unread-change': [total: number];
};

/** What a host can put into a conversation. */
export interface ConversationSlots {
  /** At the end of the menu of the conversation's header: each element is an item of it, which `closeMenu` closes. */
  'header-menu-actions'?(scope: { dialog: DialogForUser; closeMenu: () => void }): unknown;
  /** In place of what a message says. */
  message?(scope: { message: Message }): unknown;
}

export interface MTChatSlots extends ConversationSlots {
  /** Beside the title of the lists. */
  'sidebar-action'?(): unknown;
  /** In place of what is shown when no dialog is chosen, or the object has none. */
  empty?(): unknown;
}
