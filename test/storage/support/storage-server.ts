import type { Settings } from '../../../contract/settings.ts';
import type { R2Binding } from '../../../storage/r2-index.ts';

/** A storage server that runs on this machine. */
export interface StorageServer {
  settings: Settings['storage'];
  /** The same bucket by its binding, where the server is R2. */
  bucket?: R2Binding;
  stop(): Promise<void>;
}
