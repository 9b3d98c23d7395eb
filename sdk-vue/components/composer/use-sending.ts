import { type ComputedRef, computed, type Ref, ref, watch } from 'vue';
import { limits } from '../../../contract/limits.ts';
import type { ComposedFiles, UseComposer } from '../../composables/use-composer.ts';
import type { UseUploads } from '../../composables/use-uploads.ts';
import type { Upload } from '../../store/uploads/upload.ts';

/** Why a message that was to be sent is still here. */
export type HeldBack = 'uploading' | 'files-failed' | null;

export interface Sending {
  canSend: ComputedRef<boolean>;
  heldBack: Readonly<Ref<HeldBack>>;
  /** How many characters of HTML may still be added; negative when it is too long. */
  charactersLeft: ComputedRef<number>;
  /** Sends the draft with its files; while those upload, as soon as they are there. */
  send(): void;
  /** Does not send once the files are there. False when nothing waited. */
  stopWaiting(): boolean;
}

/**
 * Sending with files: whoever presses Send while files upload means "when they are there", so the message waits and
 * says so. It stays open to changes and can be taken back. A failed file stops it: a message is not to go without
 * something that its author added. Moving to another dialog takes it back too; draft and files stay.
 */
export function useSending(dialogId: () => string, composer: UseComposer, uploads: UseUploads): Sending {
  const heldBack = ref<HeldBack>(null);
  const stored = computed(() => uploads.uploads.value.filter((upload) => upload.status === 'done'));
  const hasFailed = computed(() => uploads.uploads.value.some((upload) => upload.status === 'failed'));
  const charactersLeft = computed(() => limits.content - composer.draft.value.length);

  const canSend = computed(() => {
    if (charactersLeft.value < 0) return false;
    if (composer.editing.value)
      return composer.canSend.value || composer.editing.value.attachments.length > 0;
    return composer.canSend.value || stored.value.length > 0 || uploads.isBusy.value;
  });

  function send(): void {
    if (!canSend.value) return;
    heldBack.value = reasonToHoldBack();
    if (heldBack.value !== null) return;
    if (composer.editing.value) {
      void composer.send();
      return;
    }
    const files = filesOf(stored.value);
    void composer.send(composer.draft.value, files);
    uploads.clear();
  }

  function reasonToHoldBack(): HeldBack {
    if (composer.editing.value) return null;
    if (hasFailed.value) return 'files-failed';
    return uploads.isBusy.value ? 'uploading' : null;
  }

  watch(uploads.isBusy, (isBusy) => {
    if (!isBusy && heldBack.value === 'uploading') send();
  });
  watch(hasFailed, (failed) => {
    if (!failed && heldBack.value === 'files-failed') heldBack.value = null;
  });
  const takeBack = () => {
    heldBack.value = null;
  };
  watch(composer.editing, takeBack);
  // At once: files of the next dialog that need no waiting are not to send its draft.
  watch(dialogId, takeBack, { flush: 'sync' });

  return {
    canSend,
    heldBack,
    charactersLeft,
    send,
    stopWaiting() {
      const waited = heldBack.value === 'uploading';
      heldBack.value = null;
      return waited;
    },
  };
}

function filesOf(stored: readonly Upload[]): ComposedFiles {
  return {
    attachments: stored.flatMap(({ attachment }) => (attachment ? [attachment] : [])),
    previews: stored.map(({ file, contentType, width, height, previewUrl }) => ({
      filename: file.name,
      content_type: contentType,
      size: file.size,
      ...(width !== undefined && height !== undefined && { width, height }),
      ...(previewUrl !== undefined && { url: previewUrl }),
    })),
  };
}
