import './theme/tokens.css';
import './theme/base.css';

export type { ChatConfig, Locale } from './client/config.ts';
export * from './client.ts';
export { default as MTChat } from './components/MTChat.vue';
export type { ConversationSlots, MTChatEmits, MTChatProps, MTChatSlots } from './components/mtchat.ts';
export type { MessageEntry } from './composables/message-entries.ts';
export { type Chat, type UseChatOptions, useChat } from './composables/use-chat.ts';
export { type ComposedFiles, type UseComposer, useComposer } from './composables/use-composer.ts';
export { type DialogListState, type UseDialogs, useDialogs } from './composables/use-dialogs.ts';
export { type UseMessages, useMessages } from './composables/use-messages.ts';
export { type UsePresence, usePresence } from './composables/use-presence.ts';
export { type UploadProblemOfFile, type UseUploads, useUploads } from './composables/use-uploads.ts';
export type { Formats } from './i18n/formats.ts';
export type { MessageKey } from './i18n/locale.ts';
export type { MessageValues } from './i18n/translate.ts';
export { type I18n, useI18n } from './i18n/use-i18n.ts';
export { HostItems } from './primitives/host-items.ts';
export { default as MtTooltip } from './primitives/MtTooltip.vue';
export { type MenuOpening, type UseMenuOpening, useMenuOpening } from './primitives/menu-opening.ts';
export { type OpenMenuListeners, type OpenMenuOptions, useOpenMenu } from './primitives/open-menu.ts';
export { providePortalTarget, usePortalTarget } from './primitives/portal-target.ts';
export { provideRegistry, useRegistry } from './primitives/registry.ts';
export type * from './primitives/types.ts';
export type { ChatEvents } from './store/chat-events.ts';
export {
  type ChatStore,
  type ChatStoreOptions,
  createChatStore,
} from './store/chat-store.ts';
export type { Reach, StoreConnection } from './store/connection-settings.ts';
export type { NewMessage } from './store/outgoing-message.ts';
export type { OutgoingStorage } from './store/outgoing-storage.ts';
export type * from './store/state.ts';
export type * from './store/uploads/upload.ts';
