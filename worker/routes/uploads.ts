import { Hono } from 'hono';
import { isAllowedContentType } from '../../contract/content-types.ts';
import { uuid } from '../../contract/text.ts';
import { presignBody } from '../../contract/uploads.ts';
import { accessOf } from '../../database/fragments/access.ts';
import { readAttachment } from '../../database/reads/attachment.ts';
import { type FileStorage, openFileStorage } from '../../storage/file-storage.ts';
import { pendingKey } from '../../storage/keys.ts';
import { ApiError } from '../api-error.ts';
import type { AppContext, AppEnv } from '../context.ts';
import * as operations from '../openapi/operations/files.ts';
import { mustParticipate, readBody, readPath } from '../requests.ts';
import { callObject, roomOf } from '../rooms.ts';

/** The file storage. Throws UNAVAILABLE where none is configured. */
export function fileStorageOf(context: AppContext): FileStorage {
  const storage = openFileStorage(context.var.settings.storage, context.env.FILES);
  if (storage !== undefined) return storage;
  throw new ApiError('UNAVAILABLE', 'File storage is not configured: set the S3_ variables');
}

/** The Chat API's calls on files (contract §5). The bytes go between the client and the storage. */
export const uploads = new Hono<AppEnv>()
  .post('/upload/presign', operations.presignUpload, async (context) => {
    const { database, caller } = context.var;
    const body = await readBody(context, presignBody);
    if (!isAllowedContentType(body.content_type)) {
      throw new ApiError(
        'BAD_REQUEST',
        `Files of the type ${JSON.stringify(body.content_type)} are not accepted`,
        {
          details: [{ path: 'content_type', message: 'not among the accepted types' }],
        },
      );
    }
    const storage = fileStorageOf(context);
    mustParticipate(await database.run(accessOf(body.dialog_id, caller.userId)));
    const upload = {
      key: pendingKey(body.dialog_id, body.filename),
      contentType: body.content_type,
      size: body.size,
    };
    await callObject(() => roomOf(context, body.dialog_id).registerUpload(caller.userId, upload));
    const { url, headers, expiresIn } = await storage.presignUpload(upload);
    return context.json({ data: { upload_url: url, s3_key: upload.key, expires_in: expiresIn, headers } });
  })
  .get('/attachments/:attachment_id/url', operations.getAttachmentUrl, async (context) => {
    const { database, caller } = context.var;
    const attachmentId = readPath(context, 'attachment_id', uuid);
    const storage = fileStorageOf(context);
    const found = await database.run(readAttachment(attachmentId, caller.userId));
    if (found === undefined) throw new ApiError('NOT_FOUND', 'There is no such attachment');
    if (!found.participates) throw new ApiError('FORBIDDEN', 'Not a participant of its dialog');
    const { url, expiresIn } = await storage.presignDownload({
      key: found.storage_key,
      filename: found.filename,
      contentType: found.content_type,
    });
    return context.json({ data: { url, thumbnail_url: null, expires_in: expiresIn } });
  });
