import { attachmentUrl, presignBody, presignedUpload } from '../../../contract/uploads.ts';
import { areas } from '../areas.ts';
import { data, described } from '../operation.ts';
import { attachmentPath } from '../paths.ts';

export const presignUpload = described(areas.files, {
  id: 'presignUpload',
  summary: 'Get an address to PUT a file to',
  description:
    'The address takes exactly this type and size, for expires_in seconds. A file that no message carries after 24 hours ' +
    'is deleted.',
  body: presignBody,
  answers: { 200: data(presignedUpload) },
});

export const getAttachmentUrl = described(areas.files, {
  id: 'getAttachmentUrl',
  summary: 'Get a fresh address to download an attachment from',
  path: attachmentPath,
  answers: { 200: data(attachmentUrl) },
});
