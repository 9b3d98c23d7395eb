import { type Chat, type ChatConfig, useChat } from '@mtchat/vue';
import { type ComputedRef, computed, type InjectionKey, inject, provide, watch } from 'vue';
import { usePreferences } from './preferences.ts';
import { useSession } from './session.ts';

/** What the host tells the chat: who is here, what they may join, and in which language. */
export function useChatConfig(): ComputedRef<ChatConfig> {
  const { backend, people, personId, usesTokens } = useSession();
  const { language } = usePreferences();
  return computed(() => {
    const id = personId.value;
    const person = people.value.find((candidate) => candidate.id === id);
    if (person === undefined) throw new Error(`There is no person ${id}`);
    const { displayName, company, email, phone, scope } = person;
    return {
      // The pages and the API have one origin here; elsewhere this is the address of the Worker.
      baseUrl: location.origin,
      userId: id,
      userProfile: { displayName, company, email, phone },
      scopeConfig: { ...scope },
      locale: language.value,
      ...(usesTokens.value ? { token: async () => (await backend.token(id)) ?? '' } : {}),
    };
  });
}

interface HostUnread {
  total: ComputedRef<number>;
  /** Unread messages by order. */
  byOrder: ComputedRef<ReadonlyMap<string, number>>;
}

const unreadKey: InjectionKey<HostUnread> = Symbol('unread');

/** Counts for the host's own menu and table: the SDK without its component. */
export function provideUnread(config: ComputedRef<ChatConfig>) {
  const chat = useChat(config);
  watch(
    () => config.value.userId,
    () => void chat.store.loadDialogs('active'),
    { immediate: true },
  );
  provide(unreadKey, { total: chat.unreadTotal, byOrder: computed(() => unreadByOrder(chat)) });
}

export function useUnread(): HostUnread {
  const unread = inject(unreadKey);
  if (unread === undefined) throw new Error('Nothing above provides what is unread');
  return unread;
}

function unreadByOrder({ state }: Chat): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const dialog of state.value.dialogs.values()) {
    if (dialog.object_type !== 'order' || !dialog.i_am_participant) continue;
    counts.set(dialog.object_id, (counts.get(dialog.object_id) ?? 0) + dialog.unread_count);
  }
  return counts;
}
