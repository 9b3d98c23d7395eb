import { expect, test } from 'vitest';
import { get } from '../storage/support/transfers.ts';
import { dialogOfTwo, stranger } from './support/api.ts';
import { sentFile } from './support/files.ts';

test.for([
  ['image/jpeg', 'jpg'],
  ['image/png', 'png'],
  ['image/webp', 'webp'],
  ['application/pdf', 'pdf'],
  ['audio/mpeg', 'mp3'],
  ['video/mp4', 'mp4'],
] as const)('%s is shown in place', async ([contentType, extension]) => {
  const { dialogId, ada } = await dialogOfTwo();
  const { attachment } = await sentFile(ada, dialogId, { contentType, filename: `a.${extension}` });
  expect(await get(attachment.url)).toMatchObject({
    status: 200,
    type: contentType,
    disposition: `inline; filename=a.${extension}`,
  });
});

test.for([
  ['image/svg+xml', 'svg'],
  ['text/html', 'html'],
  ['text/xml', 'xml'],
  ['text/plain', 'txt'],
  ['application/zip', 'zip'],
  // The type decides, not the name.
  ['image/svg+xml', 'png'],
] as const)('%s, named .%s, is never shown in place', async ([contentType, extension]) => {
  const { dialogId, ada } = await dialogOfTwo();
  const { attachment } = await sentFile(ada, dialogId, { contentType, filename: `a.${extension}` });
  expect(new URL(attachment.url).searchParams.get('response-content-disposition')).toMatch(/^attachment;/);
  expect(await get(attachment.url)).toMatchObject({
    status: 200,
    type: contentType,
    disposition: `attachment; filename=a.${extension}`,
  });
});

/** The name under which a browser saves the file. */
function savedAs(disposition: string | null): string | undefined {
  const [, extended] = /filename\*=UTF-8''([^;]*)$/.exec(disposition ?? '') ?? [];
  if (extended !== undefined) return decodeURIComponent(extended);
  const [, quoted] = /filename="((?:[^"\\]|\\.)*)"$/.exec(disposition ?? '') ?? [];
  if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1');
  return /filename=(\S+)$/.exec(disposition ?? '')?.[1];
}

test.for<[string, string]>([
  ['报价单 2026年.pdf', '报价单 2026年.pdf'],
  ['Счёт № 7.pdf', 'Счёт № 7.pdf'],
  ['🎉👩‍👩‍👧.pdf', '🎉👩‍👩‍👧.pdf'],
  ['عرض.pdf', 'عرض.pdf'],
  ['a "quoted"; filename=evil.exe.pdf', 'a "quoted"; filename=evil.exe.pdf'],
  ["100% 'sure'*.pdf", "100% 'sure'*.pdf"],
  ['q=1&response-content-type=text/html#.pdf', 'q=1&response-content-type=text_html#.pdf'],
  ['a\r\nX-Injected: yes\r\n\r\n<script>.pdf', 'a__X-Injected: yes____<script>.pdf'],
  ['../../etc/passwd', '.._.._etc_passwd'],
  ['photo\u202Efdp.exe', 'photo_fdp.exe'],
  ['文'.repeat(255), '文'.repeat(255)],
])('a file named %j is listed so, and saved as %j', async ([filename, expected]) => {
  const { dialogId, ada, bob } = await dialogOfTwo();
  const { attachment } = await sentFile(ada, dialogId, { filename, contentType: 'application/pdf' });
  const listed = (await bob.messages(dialogId)).data.messages.at(-1);
  expect([attachment.filename, listed?.attachments[0]?.filename]).toEqual([filename, filename]);
  const download = await fetch(attachment.url);
  const disposition = download.headers.get('Content-Disposition');
  expect([download.status, savedAs(disposition)]).toEqual([200, expected]);
  expect(disposition).toMatch(/^inline; filename[=*][\x20-\x7e]+$/);
  expect(download.headers.get('Content-Type')).toBe('application/pdf');
  expect(download.headers.has('X-Injected')).toBe(false);
  expect(await download.text()).toBe('hello');
});

test('a participant gets a new address for a file, good for an hour', async () => {
  const { dialogId, ada, bob } = await dialogOfTwo();
  const { attachment } = await sentFile(ada, dialogId);
  const { status, data } = await bob.attachmentUrl(attachment.id);
  expect([status, data]).toEqual([
    200,
    { url: expect.stringContaining('Expires=3600'), thumbnail_url: null, expires_in: 3_600 },
  ]);
  expect(await get(data.url)).toMatchObject({ status: 200, text: 'hello' });
});

test('nobody else gets one, and neither does what is no attachment', async () => {
  const { dialogId, ada } = await dialogOfTwo();
  const { attachment, message } = await sentFile(ada, dialogId);
  expect((await stranger().attachmentUrl(attachment.id)).status).toBe(403);
  expect((await ada.attachmentUrl(message.id)).status).toBe(404);
  expect((await ada.attachmentUrl('nonsense')).status).toBe(400);
});
