import type { AttachmentInput } from '../../client/contract.ts';

/**
 * Why a file is not stored. The first five are said before anything is sent and do not go away by trying again;
 * `network` and `server` are what happened on the way; `forbidden` means that the person is no longer in the dialog.
 */
export type UploadProblemCode =
  | 'type'
  | 'size'
  | 'empty'
  | 'name'
  | 'count'
  | 'network'
  | 'server'
  | 'forbidden';

export interface UploadProblem {
  code: UploadProblemCode;
  /** Whether the same file may go through when tried again. */
  canRetry: boolean;
  /** What was thrown, where something was. */
  cause?: unknown;
}

/** One file on its way into a dialog. */
export interface Upload {
  /** Unique in its dialog. */
  readonly id: string;
  readonly file: File;
  /** As it will be stored; the browser's own type where the file is refused. */
  readonly contentType: string;
  readonly status: 'queued' | 'uploading' | 'done' | 'failed' | 'refused';
  /** From 0 to 1. */
  readonly progress: number;
  /** An object URL of an image. Revoked when the upload leaves the list, or some time after it was sent. */
  readonly previewUrl?: string;
  readonly width?: number;
  readonly height?: number;
  /** What goes into the message, once `done`. */
  readonly attachment?: AttachmentInput;
  /** Present when `failed` or `refused`. */
  readonly problem?: UploadProblem;
}

/** Whether a message would wait for it. */
export function isUnderWay(upload: Upload): boolean {
  return upload.status === 'queued' || upload.status === 'uploading';
}
