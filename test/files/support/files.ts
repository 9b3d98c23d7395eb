import type { Attachment, Message } from '../../../contract/messages.ts';
import { parseSettings } from '../../../contract/settings.ts';
import { readDevelopmentSettings, workerVariables } from '../../../scripts/dev/settings.ts';
import { openFileStorage } from '../../../storage/file-storage.ts';
import { put } from '../../storage/support/transfers.ts';
import { projectUrl, type User } from './api.ts';

interface TestFile {
  filename: string;
  contentType: string;
  bytes: string | Uint8Array<ArrayBuffer>;
}

/** A file as a message names it. */
export interface AskedAttachment {
  s3_key: string;
  filename: string;
  content_type: string;
  size: number;
}

function storageOfProject() {
  const settings = readDevelopmentSettings({ PORT: new URL(projectUrl).port }, '.');
  const parsed = parseSettings(workerVariables(settings, 'http://localhost'));
  const storage = parsed.ok ? openFileStorage(parsed.settings.storage) : undefined;
  if (storage === undefined) throw new Error('Local development has no file storage');
  return storage;
}

/** The storage of the running project, past everything that is under test. */
export const storage = storageOfProject();

/** The key under which an address finds its object. */
export function keyOf(url: string): string {
  const { pathname } = new URL(url);
  return pathname.slice(pathname.indexOf('/dialogs/') + 1);
}

/** Asks for an address and uploads a file there, both of which must succeed. */
export async function uploadFile(author: User, dialogId: string, file: Partial<TestFile> = {}) {
  const { filename = 'notes.txt', contentType = 'text/plain', bytes = 'hello' } = file;
  const size = Buffer.byteLength(bytes);
  const presigned = await author.presign(dialogId, { filename, content_type: contentType, size });
  if (presigned.status !== 200) throw new Error(`No address: ${JSON.stringify(presigned.error)}`);
  const { upload_url: uploadUrl, headers, s3_key } = presigned.data;
  const status = await put(uploadUrl, headers, bytes);
  if (status !== 200) throw new Error(`The upload was answered ${status}`);
  const attachment: AskedAttachment = { s3_key, filename, content_type: contentType, size };
  return { attachment, uploadUrl, headers };
}

/** The same, as a message names it. */
export async function uploaded(author: User, dialogId: string, file?: Partial<TestFile>) {
  return (await uploadFile(author, dialogId, file)).attachment;
}

/** Uploads a file and sends it, which must succeed; gives the message and the attachment in it. */
export async function sentFile(
  author: User,
  dialogId: string,
  file?: Partial<TestFile>,
): Promise<{ message: Message; attachment: Attachment }> {
  const { status, data, error } = await author.send(dialogId, [await uploaded(author, dialogId, file)]);
  const [attachment] = status === 201 ? data.attachments : [];
  if (attachment === undefined) throw new Error(`Not sent: ${status} ${JSON.stringify(error)}`);
  return { message: data, attachment };
}
