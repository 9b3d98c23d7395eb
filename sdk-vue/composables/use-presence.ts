import { type ComputedRef, computed, type MaybeRefOrGetter, toValue } from 'vue';
import type { Participant } from '../client/contract.ts';
import type { LoadStatus } from '../store/state.ts';
import { useChat } from './use-chat.ts';

export interface UsePresence {
  participants: ComputedRef<readonly Participant[]>;
  /** The ids of those who are online. */
  online: ComputedRef<ReadonlySet<string>>;
  /** Others who are writing just now. */
  typing: ComputedRef<readonly Participant[]>;
  status: ComputedRef<LoadStatus>;
  load(): Promise<void>;
}

const nobody: readonly Participant[] = [];

/** Who takes part in a dialog, who of them is online, and who is writing. */
export function usePresence(dialogId: MaybeRefOrGetter<string>): UsePresence {
  const { store, state } = useChat();
  const known = computed(() => state.value.participants.get(toValue(dialogId)));
  const participants = computed(() => known.value?.list ?? nobody);
  const typists = computed(() => state.value.typing.get(toValue(dialogId)));

  return {
    participants,
    online: computed(
      () => new Set(participants.value.filter((person) => person.is_online).map((person) => person.user_id)),
    ),
    typing: computed(() => {
      const users = typists.value;
      return users ? participants.value.filter((person) => users.has(person.user_id)) : nobody;
    }),
    status: computed(() => known.value?.status ?? 'idle'),
    load: () => store.loadParticipants(toValue(dialogId)),
  };
}
