import { computed, type MaybeRefOrGetter, ref, toValue, watch } from 'vue';
import type { Attachment } from '../../client/contract.ts';
import { useAttachmentAddresses } from './attachment-addresses.ts';
import { openInNewTab, saveFile } from './save-file.ts';

/** Opening and saving an attachment, whose address may have to be asked for anew first. */
export function useAttachmentActions(attachment: MaybeRefOrGetter<Attachment>) {
  const addresses = useAttachmentAddresses();
  const hasFailed = ref(false);
  const isBusy = ref(false);

  watch(
    () => toValue(attachment),
    (current) => addresses.remember(current),
    { immediate: true },
  );

  async function withFreshAddress(act: (url: string) => void | Promise<void>): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    hasFailed.value = false;
    try {
      const { url } = await addresses.fresh(toValue(attachment));
      await act(url);
    } catch {
      // The one call that can fail is for a new address. It is said where the file is; there is nothing else to do.
      hasFailed.value = true;
    } finally {
      isBusy.value = false;
    }
  }

  return {
    /** Where the file is now. */
    address: computed(() => addresses.of(toValue(attachment))),
    /** Whether the last thing that was asked for did not happen. */
    hasFailed: computed(() => hasFailed.value),
    /** Whether it is under way: a large file takes a while. */
    isBusy: computed(() => isBusy.value),
    renew: () => addresses.renew(toValue(attachment)),
    openInNewTab: () => withFreshAddress(openInNewTab),
    download: () =>
      withFreshAddress((url) => {
        const { filename, size } = toValue(attachment);
        return saveFile(url, filename, size);
      }),
  };
}
