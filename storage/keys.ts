const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const uploadedFile = new RegExp(`^${uuid}\\.([a-z0-9]{1,10})$`);

/** What the keys of all files of a dialog begin with. */
export function dialogPrefix(dialogId: string): string {
  return `dialogs/${dialogId}/`;
}

/** A new key for a file that is going to be uploaded. The uuid is random: knowing one key tells nothing about others. */
export function pendingKey(dialogId: string, filename: string): string {
  return `${pendingPrefix(dialogId)}${crypto.randomUUID()}.${extensionOf(filename)}`;
}

/** Whether the key is one that `pendingKey` makes for this dialog. */
export function isPendingKeyOf(dialogId: string, key: string): boolean {
  return pendingExtension(dialogId, key) !== undefined;
}

/**
 * A new key for the copy that a message refers to, with the extension of the upload. It is another one on each call: a
 * second attempt to attach the same upload, made while the first is being stored, cannot overwrite what that one copied.
 * Throws if `key` is not a pending key of the dialog.
 */
export function attachedKey(dialogId: string, key: string): string {
  const extension = pendingExtension(dialogId, key);
  if (extension === undefined) throw new TypeError('Not the key of a pending upload of this dialog');
  return `${dialogPrefix(dialogId)}attached/${crypto.randomUUID()}.${extension}`;
}

function pendingPrefix(dialogId: string): string {
  return `${dialogPrefix(dialogId)}pending/`;
}

function pendingExtension(dialogId: string, key: string): string | undefined {
  const prefix = pendingPrefix(dialogId);
  if (!key.startsWith(prefix)) return undefined;
  return uploadedFile.exec(key.slice(prefix.length))?.[1];
}

function extensionOf(filename: string): string {
  return /\.([a-z0-9]{1,10})$/.exec(filename.toLowerCase())?.[1] ?? 'bin';
}
