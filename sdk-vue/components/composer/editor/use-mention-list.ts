import { type ComputedRef, computed, type Ref, ref, type ShallowRef, shallowRef, watch } from 'vue';
import type { Participant } from '../../../client/contract.ts';
import type { MentionList, MentionSuggestion } from './mention.ts';
import { mentionCandidates } from './mention-candidates.ts';

export interface UseMentionList {
  /** For the editor. */
  list: MentionList;
  /** What is being typed; null when the list is closed. */
  suggestion: Readonly<ShallowRef<MentionSuggestion | null>>;
  candidates: ComputedRef<readonly Participant[]>;
  /** The index of the one that Enter takes. */
  active: Ref<number>;
  choose(person: Participant): void;
}

/** The state of the list of people that opens while one types `@` and a name. */
export function useMentionList(
  participants: () => readonly Participant[],
  ownUserId: () => string,
): UseMentionList {
  const suggestion = shallowRef<MentionSuggestion | null>(null);
  const active = ref(0);
  const found = (query: string) => mentionCandidates(participants(), query, ownUserId());
  const candidates = computed(() => (suggestion.value === null ? [] : found(suggestion.value.query)));

  watch([() => suggestion.value?.query, () => candidates.value.length], () => {
    active.value = 0;
  });

  function choose({ user_id, display_name }: Participant): void {
    suggestion.value?.command({ id: user_id, label: display_name });
  }

  function move(step: number): true {
    const count = candidates.value.length;
    active.value = (active.value + step + count) % count;
    return true;
  }

  function keyDown(event: KeyboardEvent): boolean {
    const person = candidates.value[active.value];
    if (person === undefined || event.altKey || event.ctrlKey || event.metaKey) return false;
    if (event.key === 'ArrowDown') return move(1);
    if (event.key === 'ArrowUp') return move(-1);
    if ((event.key !== 'Enter' && event.key !== 'Tab') || event.shiftKey) return false;
    choose(person);
    return true;
  }

  return {
    list: {
      hasCandidates: (query) => found(query).length > 0,
      show: (shown) => {
        suggestion.value = shown;
      },
      keyDown,
    },
    suggestion,
    candidates,
    active,
    choose,
  };
}
