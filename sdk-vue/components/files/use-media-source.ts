import { computed, type MaybeRefOrGetter, ref, toValue, watch } from 'vue';
import type { Attachment } from '../../client/contract.ts';
import { useAttachmentAddresses } from './attachment-addresses.ts';

/**
 * The address of an attachment's image. Addresses end after an hour, which an image in a page left open meets as a
 * plain loading error: it is asked for once more before the image counts as lost. `which` prefers the small one.
 */
export function useMediaSource(attachment: MaybeRefOrGetter<Attachment>, which: 'preview' | 'full') {
  const addresses = useAttachmentAddresses();
  const status = ref<'loading' | 'loaded' | 'failed'>('loading');
  /** An address that is signed anew within a second is the same, which an `<img>` does not load again. */
  const tries = ref(0);
  let wasRenewed = false;

  watch(
    () => toValue(attachment),
    (current, previous) => {
      addresses.remember(current);
      if (current.id === previous?.id) return;
      status.value = 'loading';
      wasRenewed = false;
    },
    { immediate: true },
  );

  async function retryOnce(): Promise<void> {
    if (wasRenewed) {
      status.value = 'failed';
      return;
    }
    wasRenewed = true;
    await renew();
  }

  async function renew(): Promise<void> {
    const asked = toValue(attachment);
    status.value = 'loading';
    try {
      await addresses.renew(asked);
      tries.value += 1;
    } catch {
      // Said in the image's own place, where it can be tried again.
      if (toValue(attachment).id === asked.id) status.value = 'failed';
    }
  }

  return {
    source: computed(() => {
      const { url, thumbnail_url } = addresses.of(toValue(attachment));
      return which === 'preview' ? (thumbnail_url ?? url) : url;
    }),
    status: computed(() => status.value),
    /** The key of the image's element: each try is an element of its own. */
    tries: computed(() => tries.value),
    onLoad: () => {
      status.value = 'loaded';
    },
    /** For the image's `error` event. */
    onError: retryOnce,
    /** Begins anew on the person's wish. */
    renew,
  };
}
