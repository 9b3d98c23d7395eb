import type { FileStorage } from '../../storage/file-storage.ts';
import { dialogPrefix } from '../../storage/keys.ts';
import type { ObjectStorage } from '../object-storage.ts';

/** A file that a user may upload, as its URL was signed. */
export interface Upload {
  key: string;
  contentType: string;
  /** Bytes. */
  size: number;
}

/** An upload that is about to be attached, and the key it is copied to. */
export interface UploadClaim {
  key: string;
  copyKey: string;
}

/** The dialog's files that belong to no message (yet, or any more). */
export interface Uploads {
  register(userId: string, upload: Upload, expiresAt: number): void;
  /** What was signed for this user under each key, or null; the copies are orphans from now on, until they are attached. */
  claim(userId: string, claims: readonly UploadClaim[], expiresAt: number): (Omit<Upload, 'key'> | null)[];
  /** These copies belong to a message now; what they were copied from goes as soon as it cannot be written again. */
  attached(storageKeys: readonly string[]): void;
  /** These files are to be removed. */
  discard(storageKeys: readonly string[]): void;
  /** All files of the dialog are to be removed. */
  discardAll(): void;
  /** Removes what is to be removed, and orphans that have expired. Throws when the storage does not let it. */
  sweep(storage: FileStorage | undefined): Promise<void>;
  /** When there is something to remove next. */
  nextDueAt(): number | undefined;
}

interface UploadsDependencies {
  dialogId: string;
  storage: ObjectStorage;
  now(): number;
}

/**
 * Longer than an upload URL lives and an upload takes that began in its last second, on a slow line: by then nothing more
 * can appear under a dialog that is gone.
 */
const lateUploadsMs = 60 * 60_000;

/** A copy has no user, and the key of its upload. What is unwanted is due at once. */
export const uploadsTable = `create table uploads (key text primary key, user_id text, content_type text, size integer,
  copy_of text, due_at integer not null) without rowid`;

export function createUploads({ dialogId, storage, now }: UploadsDependencies): Uploads {
  const everything = dialogPrefix(dialogId);
  /** Stands for the second look at a dialog that is gone; it is no key of an object. */
  const lateUploads = `${everything}late`;

  function discard(keys: readonly string[]) {
    for (const key of keys) {
      storage
        .sql()
        .exec(
          'insert into uploads (key, due_at) values (?, ?) on conflict (key) do update set due_at = excluded.due_at',
          key,
          now(),
        );
    }
  }

  function dueKeys(): string[] {
    const rows = storage.sql().exec<{ key: string }>('select key from uploads where due_at <= ?', now());
    return [...rows].map((row) => row.key);
  }

  function settle(keys: readonly string[]) {
    for (const key of keys) storage.sql().exec('delete from uploads where key = ?', key);
  }

  return {
    register(userId, { key, contentType, size }, expiresAt) {
      storage
        .sql()
        .exec(
          'insert into uploads (key, user_id, content_type, size, due_at) values (?, ?, ?, ?, ?)',
          key,
          userId,
          contentType,
          size,
          expiresAt,
        );
    },
    claim(userId, claims, expiresAt) {
      return claims.map(({ key, copyKey }) => {
        const [found] = storage
          .sql()
          .exec<{ content_type: string; size: number }>(
            'select content_type, size from uploads where key = ? and user_id = ? and due_at > ?',
            key,
            userId,
            now(),
          );
        if (found === undefined) return null;
        storage
          .sql()
          .exec('insert into uploads (key, copy_of, due_at) values (?, ?, ?)', copyKey, key, expiresAt);
        return { contentType: found.content_type, size: found.size };
      });
    },
    attached(storageKeys) {
      for (const key of storageKeys) {
        // The upload is not needed beside its copy, but its URL can still write it for a while.
        storage
          .sql()
          .exec(
            'update uploads set due_at = min(due_at, ?) where key = (select copy_of from uploads where key = ?)',
            now() + lateUploadsMs,
            key,
          );
      }
      settle(storageKeys);
    },
    discard,
    discardAll() {
      storage.sql().exec('delete from uploads');
      discard([everything]);
      storage
        .sql()
        .exec('insert into uploads (key, due_at) values (?, ?)', lateUploads, now() + lateUploadsMs);
    },
    async sweep(files) {
      const keys = dueKeys();
      // A storage that is not configured any more keeps its files: they are out of our reach.
      const isGone = keys.includes(everything) || keys.includes(lateUploads);
      if (files !== undefined && isGone) await files.removeAll(everything);
      else if (files !== undefined) await files.remove(keys);
      settle(keys);
    },
    nextDueAt() {
      if (storage.isEmpty()) return undefined;
      const { due_at } = storage
        .sql()
        .exec<{ due_at: number | null }>('select min(due_at) as due_at from uploads')
        .one();
      return due_at ?? undefined;
    },
  };
}
