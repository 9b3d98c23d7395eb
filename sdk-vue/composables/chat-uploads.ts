import { type ChatUploads, createChatUploads } from '../store/uploads/chat-uploads.ts';

/** What uploads take of a chat. `store` only says which chat it is. */
interface UploadingChat {
  store: object;
  client: Parameters<typeof createChatUploads>[0];
  config: { readonly value: { baseUrl: string; userId: string } };
}

interface UploadsOfUser {
  user: string;
  uploads: ChatUploads;
}

const ofStores = new WeakMap<object, UploadsOfUser>();

/**
 * The uploads of a chat, the same for all that ask: the composer, the tray and the drop zone show one list. When the
 * chat goes over to another user or server, those of the former are stopped. Reactive to the configuration.
 */
export function uploadsOf({ store, client, config }: UploadingChat): ChatUploads {
  const { baseUrl, userId } = config.value;
  const user = JSON.stringify([baseUrl, userId]);
  const known = ofStores.get(store);
  if (known?.user === user) return known.uploads;

  known?.uploads.dispose();
  const uploads = createChatUploads(client);
  ofStores.set(store, { user, uploads });
  return uploads;
}

/** Stops all uploads of a chat that closes and frees their previews. */
export function disposeUploads(store: object): void {
  ofStores.get(store)?.uploads.dispose();
  ofStores.delete(store);
}
