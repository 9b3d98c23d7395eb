import { ChatError } from '../../client/chat-error.ts';
import type { UploadProblem } from './upload.ts';

/** What an error on the way means for the person. */
export function problemFrom(cause: unknown): UploadProblem {
  if (!(cause instanceof ChatError)) return { code: 'server', canRetry: true, cause };
  // Every try asks for a new address, so an address that the storage refuses is no reason to give up.
  if (cause.code === 'UPLOAD_FAILED')
    return { code: cause.status === 0 ? 'network' : 'server', canRetry: true, cause };
  if (cause.status === 0) return { code: 'network', canRetry: true, cause };
  if (cause.status === 403 || cause.status === 404) return { code: 'forbidden', canRetry: false, cause };
  return { code: 'server', canRetry: true, cause };
}
