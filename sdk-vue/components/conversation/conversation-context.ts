import { type ComputedRef, type InjectionKey, inject, provide } from 'vue';
import type { DialogForUser } from '../../client/contract.ts';
import type { UseMessages } from '../../composables/use-messages.ts';
import type { UsePresence } from '../../composables/use-presence.ts';

/** What the parts of one conversation share. */
export interface ConversationContext {
  dialogId: ComputedRef<string>;
  /** Undefined until it is loaded. */
  dialog: ComputedRef<DialogForUser | undefined>;
  userId: ComputedRef<string>;
  messages: UseMessages;
  presence: UsePresence;
}

const conversationKey: InjectionKey<ConversationContext> = Symbol('mtchat conversation');

export function provideConversation(context: ConversationContext): void {
  provide(conversationKey, context);
}

/** The conversation that this component is part of; throws outside one. */
export function useConversation(): ConversationContext {
  const context = inject(conversationKey, null);
  if (context === null) throw new Error('This component belongs inside <Conversation>.');
  return context;
}
