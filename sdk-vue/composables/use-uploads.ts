import { type ComputedRef, computed, type MaybeRefOrGetter, shallowRef, toValue, watch } from 'vue';
import { isUnderWay, type Upload, type UploadProblem } from '../store/uploads/upload.ts';
import { uploadsOf } from './chat-uploads.ts';
import { useChat } from './use-chat.ts';

export interface UploadProblemOfFile {
  uploadId: string;
  filename: string;
  problem: UploadProblem;
}

export interface UseUploads {
  /** In the order in which they were added, those that were refused too. */
  uploads: ComputedRef<readonly Upload[]>;
  /** Checks the files and begins to store them; what may not be sent is in the list as `refused`. */
  add(files: Iterable<File>): void;
  cancel(id: string): void;
  retry(id: string): void;
  remove(id: string): void;
  /** Empties the list once its files are in a message. */
  clear(): void;
  /** Whether a file is still on its way. */
  isBusy: ComputedRef<boolean>;
  /** What keeps files from being sent. */
  problems: ComputedRef<readonly UploadProblemOfFile[]>;
}

/** The files of the message that is being written in a dialog: one list for all who ask in the same chat. */
export function useUploads(dialogId: MaybeRefOrGetter<string>): UseUploads {
  const chat = useChat();
  const list = computed(() => uploadsOf(chat).listOf(toValue(dialogId)));
  const uploads = shallowRef(list.value.getState());

  watch(
    list,
    (current, _previous, onCleanup) => {
      const follow = () => {
        uploads.value = current.getState();
      };
      follow();
      onCleanup(current.subscribe(follow));
    },
    // At once, so that what another component adds in between is not missed.
    { immediate: true, flush: 'sync' },
  );

  return {
    uploads: computed(() => uploads.value),
    add: (files) => list.value.add(files),
    cancel: (id) => list.value.cancel(id),
    retry: (id) => list.value.retry(id),
    remove: (id) => list.value.remove(id),
    clear: () => list.value.clear(),
    isBusy: computed(() => uploads.value.some(isUnderWay)),
    problems: computed(() =>
      uploads.value.flatMap(({ id, file, problem }) =>
        problem ? [{ uploadId: id, filename: file.name, problem }] : [],
      ),
    ),
  };
}
