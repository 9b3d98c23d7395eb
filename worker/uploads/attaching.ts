import { uuidv7 } from 'uuidv7';
import type * as z from 'zod';
import type { sendMessageBody } from '../../contract/messages.ts';
import type { AttachmentToStore } from '../../database/writes/send-messages.ts';
import type { Upload } from '../../durable-objects/dialog-room/uploads.ts';
import type { FileStorage } from '../../storage/file-storage.ts';
import { attachedKey, isPendingKeyOf } from '../../storage/keys.ts';
import type { AppContext } from '../context.ts';
import { callObject, roomOf } from '../rooms.ts';

type Asked = z.output<typeof sendMessageBody>['attachments'][number];

/** The files that a message is to carry, ready to be stored with it; or that one of them is not what was said. */
export type Attaching = { status: 'ready'; attachments: AttachmentToStore[] } | { status: 'refused' };

interface Candidate {
  asked: Asked;
  copyKey: string;
}

/** Each of them is a pending upload of this dialog, and none is there twice. */
function candidatesOf(dialogId: string, asked: readonly Asked[]): Candidate[] | undefined {
  const keys = new Set(asked.map((file) => file.s3_key));
  if (keys.size < asked.length || asked.some((file) => !isPendingKeyOf(dialogId, file.s3_key)))
    return undefined;
  return asked.map((file) => ({ asked: file, copyKey: attachedKey(dialogId, file.s3_key) }));
}

/**
 * Copies one upload to where no upload URL reaches, if it is what its URL was signed for and what the message says. The copy is
 * made on the condition of the ETag that was looked at: what is uploaded meanwhile is not copied unseen.
 */
async function copyChecked(
  storage: FileStorage,
  { asked, copyKey }: Candidate,
  signed: Omit<Upload, 'key'> | null | undefined,
): Promise<AttachmentToStore | undefined> {
  if (signed == null || signed.contentType !== asked.content_type || signed.size !== asked.size)
    return undefined;
  const found = await storage.head(asked.s3_key);
  if (found === undefined || found.size !== asked.size || found.contentType !== asked.content_type) {
    return undefined;
  }
  const { filename, content_type: contentType } = asked;
  const copy = { key: copyKey, from: asked.s3_key, etag: found.etag, filename, contentType };
  if ((await storage.copy(copy)) !== 'copied') return undefined;
  return {
    id: uuidv7(),
    uploadKey: asked.s3_key,
    storageKey: copyKey,
    filename,
    contentType,
    size: asked.size,
    width: asked.width ?? null,
    height: asked.height ?? null,
  };
}

/** Checks the uploads that a message is to carry and puts them out of reach of their URLs (contract §5, "Files"). */
export async function attachUploads(
  context: AppContext,
  storage: FileStorage,
  dialogId: string,
  asked: readonly Asked[],
): Promise<Attaching> {
  const candidates = candidatesOf(dialogId, asked);
  if (candidates === undefined) return { status: 'refused' };
  const { userId } = context.var.caller;
  const claims = candidates.map(({ asked: file, copyKey }) => ({ key: file.s3_key, copyKey }));
  const signed = await callObject(() => roomOf(context, dialogId).claimUploads(userId, claims));
  const copies = await Promise.all(
    candidates.map((candidate, index) => copyChecked(storage, candidate, signed[index])),
  );
  const attachments = copies.flatMap((copy) => (copy === undefined ? [] : [copy]));
  return attachments.length === asked.length ? { status: 'ready', attachments } : { status: 'refused' };
}
