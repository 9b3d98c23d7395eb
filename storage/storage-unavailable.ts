/**
 * The storage cannot be reached, is too slow, or answers what it should not. Its message names the operation and the reason, and
 * neither credentials nor signed addresses.
 */
export class StorageUnavailable extends Error {
  override name = 'StorageUnavailable';
}
