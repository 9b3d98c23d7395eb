import type { Message } from '../../contract/messages.ts';
import type { StoredAttachment, StoredMessage } from '../../database/fragments/message.ts';
import type { FileStorage } from '../../storage/file-storage.ts';

/** The signed addresses of files, by their keys. */
export type AttachmentUrls = ReadonlyMap<string, string>;

/**
 * Signs an address for each file of the messages. Without a file storage there is none: files that were sent before it was
 * taken away are listed, and cannot be opened.
 */
export async function signAttachments(
  storage: FileStorage | undefined,
  messages: readonly StoredMessage[],
): Promise<AttachmentUrls> {
  const attachments = messages.flatMap((message) => message.attachments);
  if (storage === undefined) return new Map();
  const signed = attachments.map(async ({ storage_key: key, filename, content_type: contentType }) => {
    const { url } = await storage.presignDownload({ key, filename, contentType });
    return [key, url] as const;
  });
  return new Map(await Promise.all(signed));
}

function wireAttachment({ storage_key, ...attachment }: StoredAttachment, urls: AttachmentUrls) {
  return { ...attachment, url: urls.get(storage_key) ?? '', thumbnail_url: null };
}

/** The message as the wire has it, with the addresses that `signAttachments` signed. */
export function wireMessage(message: StoredMessage, urls: AttachmentUrls): Message {
  return {
    ...message,
    attachments: message.attachments.map((attachment) => wireAttachment(attachment, urls)),
  };
}
