/** What the storage knows of an object. */
export interface StoredObject {
  /** Bytes. */
  size: number;
  /** Empty when it was stored without one. */
  contentType: string;
  /** With its quotes, as HTTP has it. Changes when the bytes do. */
  etag: string;
}

/** What can be asked of a bucket without moving the bytes of an object. Everything throws `StorageUnavailable`. */
export interface ObjectIndex {
  head(key: string): Promise<StoredObject | undefined>;
  /** Keys that begin with the prefix, `largestBatch` at most. */
  list(prefix: string): Promise<string[]>;
  /** Removes `largestBatch` objects at most; those that are not there are no error. */
  remove(keys: readonly string[]): Promise<void>;
}

/** S3 and R2 list and delete as many objects in one call. */
export const largestBatch = 1_000;
