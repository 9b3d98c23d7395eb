import { expect, test } from 'vitest';
import { limits } from '../../contract/limits.ts';
import { dialogOfTwo, stranger } from './support/api.ts';

test('a participant is told where to put a file, how, and for how long', async () => {
  const { dialogId, ada } = await dialogOfTwo();
  const { status, data } = await ada.presign(dialogId, {
    filename: 'Отчёт.PDF',
    content_type: 'application/pdf',
  });
  expect(status).toBe(200);
  expect(data).toEqual({
    upload_url: expect.stringContaining(data.s3_key),
    s3_key: expect.stringMatching(new RegExp(`^dialogs/${dialogId}/pending/[0-9a-f-]{36}\\.pdf$`)),
    expires_in: 300,
    headers: { 'Content-Type': 'application/pdf' },
  });
});

test('each address is for another key', async () => {
  const { dialogId, ada } = await dialogOfTwo();
  const answers = await Promise.all([ada.presign(dialogId), ada.presign(dialogId)]);
  expect(new Set(answers.map(({ data }) => data.s3_key)).size).toBe(2);
});

test.for<[string, Record<string, unknown>]>([
  ['the smallest file', { size: 1 }],
  ['the largest file', { size: limits.fileBytes }],
  ['the longest name', { filename: `${'я'.repeat(251)}.txt` }],
])('%s may be announced', async ([, fields]) => {
  const { dialogId, ada } = await dialogOfTwo();
  expect((await ada.presign(dialogId, fields)).status).toBe(200);
});

test.for<[string, Record<string, unknown>]>([
  ['a file of no bytes', { size: 0 }],
  ['a file one byte too large', { size: 104_857_601 }],
  ['half a byte', { size: 0.5 }],
  ['a name one character too long', { filename: `${'я'.repeat(252)}.txt` }],
  ['no name', { filename: '' }],
  ['a type that is not accepted', { content_type: 'application/x-msdownload' }],
  ['a type with parameters', { content_type: 'text/html; charset=utf-8' }],
  ['a dialog that is not an id', { dialog_id: 'nonsense' }],
])('%s is refused', async ([, fields]) => {
  const { dialogId, ada } = await dialogOfTwo();
  expect(await ada.presign(dialogId, fields)).toMatchObject({ status: 400, error: { code: 'BAD_REQUEST' } });
});

test('who does not take part gets no address, and neither does a dialog that is not there', async () => {
  const { dialogId, ada } = await dialogOfTwo();
  expect((await stranger().presign(dialogId)).status).toBe(403);
  expect((await ada.presign('019a1b2c-0000-7000-8000-000000000001')).status).toBe(404);
});
