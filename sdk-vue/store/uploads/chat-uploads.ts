import { readImageSize } from './image-size.ts';
import { createSentPreviews, type SentPreviews } from './sent-previews.ts';
import { createSlots } from './slots.ts';
import { createUploadList, type UploadDependencies, type UploadList } from './upload-list.ts';

/** More would share the same line and make each of them later. */
const uploadsAtOnce = 3;

/** The uploads of one user in all their dialogs. */
export interface ChatUploads {
  /** The list of a dialog; the same one at each call. */
  listOf(dialogId: string): UploadList;
  readonly sent: SentPreviews;
  /** Stops everything and frees all previews. */
  dispose(): void;
}

/** What differs in tests; a browser's own by default. */
export type UploadSurroundings = Pick<UploadDependencies, 'previews' | 'readImageSize'>;

const browserSurroundings: UploadSurroundings = {
  previews: {
    create: (file) => URL.createObjectURL(file),
    revoke: (url) => URL.revokeObjectURL(url),
  },
  readImageSize,
};

export function createChatUploads(
  client: UploadDependencies['client'],
  surroundings: UploadSurroundings = browserSurroundings,
): ChatUploads {
  const lists = new Map<string, UploadList>();
  const slots = createSlots(uploadsAtOnce);
  const sent = createSentPreviews(surroundings.previews.revoke);

  return {
    sent,

    listOf(dialogId) {
      const known = lists.get(dialogId);
      if (known) return known;
      const list = createUploadList(dialogId, { client, slots, sent, ...surroundings });
      lists.set(dialogId, list);
      return list;
    },

    dispose() {
      for (const list of lists.values()) list.dispose();
      lists.clear();
      sent.dispose();
    },
  };
}
