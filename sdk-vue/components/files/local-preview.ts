import { type ComputedRef, computed, type MaybeRefOrGetter, toValue } from 'vue';
import type { Attachment } from '../../client/contract.ts';
import { uploadsOf } from '../../composables/chat-uploads.ts';
import { useChat } from '../../composables/use-chat.ts';

/** The preview of an image that was sent from here, to show while the stored one loads. */
export function useLocalPreview(attachment: MaybeRefOrGetter<Attachment>): ComputedRef<string | undefined> {
  const chat = useChat();
  return computed(() => uploadsOf(chat).sent.of(toValue(attachment)));
}
