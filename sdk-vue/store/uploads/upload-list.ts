import type { AttachmentInput, PresignedUpload, PresignInput } from '../../client/contract.ts';
import { problemOf } from './check-file.ts';
import { contentTypeOf, isRasterImage } from './content-type.ts';
import type { ImageSize } from './image-size.ts';
import type { SentPreviews } from './sent-previews.ts';
import type { Slots } from './slots.ts';
import { isUnderWay, type Upload } from './upload.ts';
import { problemFrom } from './upload-problem.ts';

/** What an upload list needs of its surroundings. */
export interface UploadDependencies {
  client: {
    presignUpload(input: PresignInput): Promise<PresignedUpload>;
    putFile(
      presigned: PresignedUpload,
      file: Blob,
      options: { signal?: AbortSignal; onProgress?(fraction: number): void },
    ): Promise<void>;
  };
  /** Shared by all dialogs of a chat. */
  slots: Slots;
  /** Makes and revokes the addresses of previews. */
  previews: { create(file: Blob): string; revoke(url: string): void };
  /** Null where the file cannot be drawn. */
  readImageSize(url: string): Promise<ImageSize | null>;
  /** Takes the previews of what was sent. */
  sent: SentPreviews;
}

/** The files that a person is adding to their next message in one dialog. */
export interface UploadList {
  getState(): readonly Upload[];
  /** Calls `listener` after every change, until the function that it gives back is called. */
  subscribe(listener: () => void): () => void;
  /** Checks each file and begins to store those that may be sent. The others stay in the list as `refused`. */
  add(files: Iterable<File>): void;
  /** Stops a file that is under way and takes it out of the list. */
  cancel(id: string): void;
  /** Begins a failed file anew, with a new address: the old one lives five minutes. */
  retry(id: string): void;
  /** Takes a file out of the list, whatever its state. */
  remove(id: string): void;
  /** Empties the list after sending. What was stored keeps its preview for a while, for the message on the screen. */
  clear(): void;
  /** Stops everything and frees all previews. */
  dispose(): void;
}

export function createUploadList(dialogId: string, dependencies: UploadDependencies): UploadList {
  const { client, slots, previews, readImageSize, sent } = dependencies;
  const listeners = new Set<() => void>();
  const running = new Map<string, AbortController>();
  let uploads: readonly Upload[] = [];
  let added = 0;

  function set(next: readonly Upload[]): void {
    uploads = next;
    for (const listener of listeners) listener();
  }

  /** Does nothing for an upload that has left the list meanwhile. */
  function change(id: string, changes: Partial<Upload>): void {
    if (find(id)) set(uploads.map((upload) => (upload.id === id ? { ...upload, ...changes } : upload)));
  }

  function find(id: string): Upload | undefined {
    return uploads.find((upload) => upload.id === id);
  }

  function newUpload(file: File, alreadyThere: number): Upload {
    added += 1;
    const id = `upload-${added}`;
    const contentType = contentTypeOf(file) ?? file.type;
    const problem = problemOf(file, alreadyThere);
    if (problem) return { id, file, contentType, status: 'refused', progress: 0, problem };
    const preview = isRasterImage(contentType) ? { previewUrl: previews.create(file) } : {};
    return { id, file, contentType, status: 'queued', progress: 0, ...preview };
  }

  async function store(upload: Upload): Promise<void> {
    const { id } = upload;
    const abort = new AbortController();
    running.set(id, abort);
    try {
      const size = sizeOf(upload);
      const { s3_key } = await slots.run(() => send(upload, abort.signal), abort.signal);
      const attachment = attachmentOf(upload, s3_key, await size);
      change(id, { status: 'done', progress: 1, attachment });
    } catch (error) {
      if (abort.signal.aborted) return;
      change(id, { status: 'failed', progress: 0, problem: problemFrom(error) });
    } finally {
      // A retry that began while this one was ending has put its own there.
      if (running.get(id) === abort) running.delete(id);
    }
  }

  async function send({ id, file, contentType }: Upload, signal: AbortSignal): Promise<PresignedUpload> {
    change(id, { status: 'uploading' });
    const description = { filename: file.name, content_type: contentType, size: file.size };
    const presigned = await client.presignUpload({ dialog_id: dialogId, ...description });
    signal.throwIfAborted();
    await client.putFile(presigned, file, { signal, onProgress: (progress) => change(id, { progress }) });
    return presigned;
  }

  /** Read while the file waits and uploads, so that the preview has its place early. */
  async function sizeOf({ id, previewUrl, width, height }: Upload): Promise<ImageSize | null> {
    if (width !== undefined && height !== undefined) return { width, height };
    if (previewUrl === undefined) return null;
    const size = await readImageSize(previewUrl);
    if (size) change(id, size);
    return size;
  }

  function takeOut(leaving: readonly Upload[]): void {
    for (const upload of leaving) {
      running.get(upload.id)?.abort();
      running.delete(upload.id);
    }
    set(uploads.filter((upload) => !leaving.includes(upload)));
  }

  function discard(leaving: readonly Upload[]): void {
    takeOut(leaving);
    for (const { previewUrl } of leaving) if (previewUrl !== undefined) previews.revoke(previewUrl);
  }

  return {
    getState: () => uploads,

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    add(files) {
      // What was refused before has been said by now.
      const kept = uploads.filter(counts);
      const next = [...kept];
      for (const file of files) next.push(newUpload(file, next.filter(counts).length));
      const queued = next.slice(kept.length).filter((upload) => upload.status === 'queued');
      set(next);
      for (const upload of queued) void store(upload);
    },

    cancel(id) {
      const upload = find(id);
      if (upload && isUnderWay(upload)) discard([upload]);
    },

    retry(id) {
      const upload = find(id);
      if (upload?.status !== 'failed') return;
      const { problem: _, ...withoutProblem } = upload;
      const again: Upload = { ...withoutProblem, status: 'queued', progress: 0 };
      set(uploads.map((each) => (each.id === id ? again : each)));
      void store(again);
    },

    remove(id) {
      const upload = find(id);
      if (upload) discard([upload]);
    },

    clear() {
      const stored = uploads.filter((upload) => upload.status === 'done');
      discard(uploads.filter((upload) => upload.status !== 'done'));
      takeOut(stored);
      for (const upload of stored) sent.keep(upload);
    },

    dispose() {
      discard(uploads);
      listeners.clear();
    },
  };
}

/** A refused file is not part of the message. A failed one may be yet. */
function counts(upload: Upload): boolean {
  return upload.status !== 'refused';
}

function attachmentOf(upload: Upload, s3Key: string, size: ImageSize | null): AttachmentInput {
  const { file, contentType } = upload;
  return {
    s3_key: s3Key,
    filename: file.name,
    content_type: contentType,
    size: file.size,
    ...(size ?? {}),
  };
}
