import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowedContentTypes, isAllowedContentType, isShownInline } from '../../contract/content-types.ts';
import { limits } from '../../contract/limits.ts';
import { contentDisposition } from '../../storage/content-disposition.ts';
import { openFileStorage } from '../../storage/file-storage.ts';
import { attachedKey, dialogPrefix, isPendingKeyOf, pendingKey } from '../../storage/keys.ts';

const dialogId = '019a1b2c-0000-7000-8000-000000000001';
const otherDialogId = '019a1b2c-0000-7000-8000-000000000002';
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Any name that a request may carry, control characters and halves of surrogate pairs included. */
const anyFilename = fc.oneof(
  fc.string({ unit: 'binary', maxLength: limits.filename }),
  fc.string({
    unit: fc.constantFrom('"', '\\', '/', '\r', '\n', ';', '=', '%', "'", '*', '.', ' ', 'a', '🙂'),
  }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
);

describe('a content type', () => {
  test.for([
    'image/jpeg',
    'image/svg+xml',
    'application/pdf',
    'application/msword',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.oasis.opendocument.spreadsheet',
    'text/markdown',
    'application/json',
    'application/x-7z-compressed',
    'audio/mp4',
    'video/quicktime',
  ])('%s may be stored', (type) => {
    expect(isAllowedContentType(type)).toBe(true);
  });

  test.for([
    '',
    'image',
    'image/*',
    'IMAGE/PNG',
    ' image/png',
    'image/png\n',
    'image/png, text/html',
    'text/html; charset=utf-8',
    'image/x-icon',
    'text/javascript',
    'application/octet-stream',
    'application/xhtml+xml',
    'application/x-msdownload',
    'constructor',
    '__proto__',
  ])('%j may not be stored', (type) => {
    expect(isAllowedContentType(type)).toBe(false);
    expect(isShownInline(type)).toBe(false);
  });

  test('is shown inline only as a raster image, PDF, audio or video', () => {
    const raster = /^image\/(jpeg|png|gif|webp|bmp|tiff)$|^application\/pdf$|^(audio|video)\//;
    for (const type of allowedContentTypes)
      expect([type, isShownInline(type)]).toEqual([type, raster.test(type)]);
  });

  test('has one spelling', () => {
    for (const type of allowedContentTypes) expect(type).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/);
  });
});

describe('the key of an upload', () => {
  test.for([
    ['report.pdf', 'pdf'],
    ['Photo.JPEG', 'jpeg'],
    ['archive.tar.gz', 'gz'],
    ['отчёт.docx', 'docx'],
    ['ten.abcdefghij', 'abcdefghij'],
    ['eleven.abcdefghijk', 'bin'],
    ['none', 'bin'],
    ['ends with a dot.', 'bin'],
    ['.', 'bin'],
    ['', 'bin'],
    ['письмо.док', 'bin'],
    ['a.p-f', 'bin'],
    ['a.pdf ', 'bin'],
    ['a.pdf\n', 'bin'],
    ['a.../../../b', 'bin'],
    ['a.png?x=1', 'bin'],
  ])('for %j ends in .%s', ([filename = '', extension]) => {
    const key = pendingKey(dialogId, filename);
    expect(key).toMatch(new RegExp(`^dialogs/${dialogId}/pending/${uuid}\\.${extension}$`));
  });

  test('belongs to its dialog, whatever the file is called', () => {
    fc.assert(
      fc.property(anyFilename, (filename) => {
        const key = pendingKey(dialogId, filename);
        expect(key).toMatch(/^[a-z0-9/.-]+$/);
        expect(key.startsWith(dialogPrefix(dialogId))).toBe(true);
        expect(isPendingKeyOf(dialogId, key)).toBe(true);
        expect(isPendingKeyOf(otherDialogId, key)).toBe(false);
      }),
    );
  });

  const key = pendingKey(dialogId, 'a.pdf');
  test.for([
    '',
    key.toUpperCase(),
    `/${key}`,
    `${key}/`,
    `${key}\n`,
    `${key}?x`,
    key.replace('.pdf', ''),
    key.replace('.pdf', '.abcdefghijk'),
    key.replace('/pending/', '/attached/'),
    key.replace('/pending/', '/pending/x/'),
    key.replace('/pending/', `/pending/../../${otherDialogId}/pending/`),
    attachedKey(dialogId, key),
  ])('is not %j', (text) => {
    expect(isPendingKeyOf(dialogId, text)).toBe(false);
    expect(() => attachedKey(dialogId, text)).toThrow(TypeError);
  });
});

describe('the key of an attachment', () => {
  test('is in the same dialog, with the extension of the upload', () => {
    const key = attachedKey(dialogId, pendingKey(dialogId, 'a.PNG'));
    expect(key).toMatch(new RegExp(`^dialogs/${dialogId}/attached/${uuid}\\.png$`));
  });

  test('is a new one each time, so that no copy overwrites another', () => {
    const key = pendingKey(dialogId, 'a.png');
    expect(attachedKey(dialogId, key)).not.toBe(attachedKey(dialogId, key));
  });

  test('is not made of the upload of another dialog', () => {
    expect(() => attachedKey(dialogId, pendingKey(otherDialogId, 'a.png'))).toThrow(TypeError);
  });
});

describe('the name of a download', () => {
  test.for([
    ['report.pdf', 'application/pdf', 'inline; filename=report.pdf'],
    ['my report.pdf', 'application/pdf', 'inline; filename="my report.pdf"'],
    ['logo.svg', 'image/svg+xml', 'attachment; filename=logo.svg'],
    ['page.html', 'text/html', 'attachment; filename=page.html'],
    ['a "quoted" name', 'text/csv', 'attachment; filename="a \\"quoted\\" name"'],
    ['été.csv', 'text/csv', 'attachment; filename="?t?.csv"; filename*=UTF-8\'\'%C3%A9t%C3%A9.csv'],
    ['🙂.zip', 'application/zip', 'attachment; filename="??.zip"; filename*=UTF-8\'\'%F0%9F%99%82.zip'],
    ['a\r\nSet-Cookie: b', 'text/csv', 'attachment; filename="a__Set-Cookie: b"'],
    ['../../etc/passwd', 'text/plain', 'attachment; filename=.._.._etc_passwd'],
    ['C:\\autoexec.bat', 'text/plain', 'attachment; filename="C:_autoexec.bat"'],
    ['photo_\u202egpj.zip', 'application/zip', 'attachment; filename=photo__gpj.zip'],
    ['..', 'text/plain', 'attachment; filename=file'],
    [' ', 'text/plain', 'attachment; filename=file'],
  ])('%j of the type %s is sent as %s', ([filename = '', type = '', header]) => {
    expect(contentDisposition(filename, type)).toBe(header);
  });

  const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  const quoted = '"(?:[ !#-\\[\\]-~]|\\\\["\\\\])*"';
  const extended = "UTF-8''(?:[!#$&+.^_`|~0-9A-Za-z-]|%[0-9A-F]{2})+";
  const grammar = new RegExp(
    `^attachment; filename=(?:(?<token>${token})|(?<quoted>${quoted}))(?:; filename\\*=(?<extended>${extended}))?$`,
  );

  /** The name that a browser takes from the header. */
  function received(header: string): string {
    const { token, quoted, extended } = grammar.exec(header)?.groups ?? {};
    if (extended !== undefined) return decodeURIComponent(extended.slice("UTF-8''".length));
    return token ?? quoted?.slice(1, -1).replaceAll(/\\(.)/g, '$1') ?? 'no name';
  }

  test('is a header of RFC 6266 whatever the file is called, and says nothing else', () => {
    fc.assert(
      fc.property(anyFilename, (filename) => {
        const header = contentDisposition(filename, 'text/html');
        expect(header).toMatch(grammar);
        expect(new Headers({ 'Content-Disposition': header }).get('Content-Disposition')).toBe(header);
        expect(received(header)).not.toMatch(/[\p{Cc}/\\]/u);
      }),
    );
  });

  test('arrives as it is in any language', () => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((name) => /[\p{L}\p{N}\p{Emoji}]/u.test(name));
    const harmless = words.filter((name) => !/[\p{Cc}/\\\u202a-\u202e\u2066-\u2069]/u.test(name));
    fc.assert(
      fc.property(harmless, (name) => {
        expect(received(contentDisposition(name, 'text/html'))).toBe(name);
      }),
    );
  });
});

describe('the storage', () => {
  const settings = {
    endpoint: 'https://account.r2.cloudflarestorage.com/',
    bucket: 'files',
    accessKey: 'key',
    secretKey: 'secret',
    region: 'auto',
  };

  test.for(['endpoint', 'bucket', 'accessKey', 'secretKey'] as const)(
    'is not there without its %s',
    (name) => {
      expect(openFileStorage({ ...settings, [name]: undefined })).toBeUndefined();
    },
  );

  test('signs the type and the length of an upload, and nothing secret is in the address', async () => {
    const key = pendingKey(dialogId, 'a.png');
    const upload = await openFileStorage(settings)?.presignUpload({ key, contentType: 'image/png', size: 7 });
    const url = new URL(upload?.url ?? '');
    expect(url.origin + url.pathname).toBe(`https://account.r2.cloudflarestorage.com/files/${key}`);
    expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host');
    expect(upload).toMatchObject({ headers: { 'Content-Type': 'image/png' }, expiresIn: 300 });
    expect(upload?.url).not.toContain('secret');
  });

  test('asks R2 by its binding, and any other storage by requests alone', async () => {
    const asked: string[] = [];
    const head = async (key: string) => {
      asked.push(key);
      return null;
    };
    const bucket = { head, list: async () => ({ objects: [] }), delete: async () => {} };
    expect(await openFileStorage(settings, bucket)?.head('on-r2')).toBeUndefined();
    const elsewhere = openFileStorage({ ...settings, endpoint: 'http://127.0.0.1:1' }, bucket);
    await expect(elsewhere?.head('elsewhere')).rejects.toThrow('HEAD got no answer');
    expect(asked).toEqual(['on-r2']);
  });
});
