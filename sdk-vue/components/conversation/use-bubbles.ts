import { computed } from 'vue';
import type { Participant } from '../../client/contract.ts';
import type { MessageEntry } from '../../composables/message-entries.ts';
import { useChat } from '../../composables/use-chat.ts';
import { type Bubble, outgoingBubble, storedBubble } from './bubble.ts';
import { useConversation } from './conversation-context.ts';

type BubbleEntry = Extract<MessageEntry, { kind: 'message' | 'outgoing' }>;

/** Whether an entry is what somebody wrote. */
export function isWritten(entry: MessageEntry): entry is BubbleEntry {
  return entry.kind === 'message' || entry.kind === 'outgoing';
}

/** Turns entries into bubbles; the same bubble comes back until its entry or the participants change. */
export function useBubbles(): { bubbleOf(entry: BubbleEntry): Bubble } {
  const { userId, presence } = useConversation();
  const { config } = useChat();

  // A computed, so that all bubbles are forgotten with the participants that they were made from.
  const made = computed(() => ({
    people: new Map(presence.participants.value.map((person) => [person.user_id, person])),
    bubbles: new WeakMap<BubbleEntry, Bubble>(),
  }));

  function readersOf(messageId: string): Participant[] {
    const people = [...made.value.people.values()];
    return people.filter(
      ({ user_id, last_read_message_id }) =>
        user_id !== userId.value && last_read_message_id !== null && last_read_message_id >= messageId,
    );
  }

  function create(entry: BubbleEntry): Bubble {
    if (entry.kind === 'outgoing') {
      return outgoingBubble(entry.key, entry.outgoing, {
        userId: userId.value,
        name: config.value.userProfile.displayName,
      });
    }
    const { message } = entry;
    return storedBubble(entry.key, message, {
      userId: userId.value,
      readers: entry.isMine ? readersOf(message.id) : [],
      company: made.value.people.get(message.sender_id ?? '')?.company ?? null,
    });
  }

  return {
    bubbleOf(entry) {
      const { bubbles } = made.value;
      const bubble = bubbles.get(entry) ?? create(entry);
      bubbles.set(entry, bubble);
      return bubble;
    },
  };
}
