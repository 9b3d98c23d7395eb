import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../../contract/limits.ts';
import { type FileStorage, openFileStorage } from '../../../storage/file-storage.ts';
import { attachedKey, dialogPrefix, pendingKey } from '../../../storage/keys.ts';
import type { StorageServer } from './storage-server.ts';
import { ago, get, put, upload } from './transfers.ts';

/** What a server cannot do, with the reason: its tests are skipped there. */
interface Shortcomings {
  signatures?: string;
  copyConditions?: string;
  responseHeaders?: string;
}

/** What the system promises of files, whoever stores them. */
export function promisesOfStorage(start: () => Promise<StorageServer>, cannot: Shortcomings = {}) {
  let server: StorageServer;
  let storage: FileStorage;
  const opened = (settings: Partial<StorageServer['settings']> = {}) => {
    const fileStorage = openFileStorage({ ...server.settings, ...settings }, server.bucket);
    if (fileStorage === undefined) throw new Error('The storage is not configured');
    return fileStorage;
  };

  beforeAll(async () => {
    server = await start();
    storage = opened();
  });
  afterAll(() => server.stop());

  const dialogId = () => crypto.randomUUID();
  const newKey = (filename = 'notes.txt') => pendingKey(dialogId(), filename);

  describe('an upload address', () => {
    const address = (key = newKey()) =>
      storage.presignUpload({ key, contentType: 'text/plain', size: 'hello'.length });

    test('takes the file it was made for', async () => {
      const key = newKey();
      const { url, headers, expiresIn } = await address(key);
      expect(expiresIn).toBe(300);
      expect(await put(url, headers, 'hello')).toBe(200);
      expect(await storage.head(key)).toMatchObject({ size: 5, contentType: 'text/plain' });
    });

    test('takes the largest file there may be', async () => {
      const key = newKey('film.mp4');
      await upload(storage, { key, contentType: 'video/mp4', bytes: new Uint8Array(limits.fileBytes) });
      expect(await storage.head(key)).toMatchObject({ size: 104_857_600, contentType: 'video/mp4' });
    });

    test.for<[string, (url: string) => Promise<number>]>([
      ['another type', (url) => put(url, { 'Content-Type': 'text/html' }, 'hello')],
      ['a type with parameters', (url) => put(url, { 'Content-Type': 'text/plain; charset=utf-8' }, 'hello')],
      ['no type', (url) => put(url, {}, new TextEncoder().encode('hello'))],
      ['a longer file', (url) => put(url, { 'Content-Type': 'text/plain' }, 'hello!')],
      ['a shorter file', (url) => put(url, { 'Content-Type': 'text/plain' }, 'hell')],
      [
        'another key',
        (url) => put(url.replace('/pending/', '/attached/'), { 'Content-Type': 'text/plain' }, 'hello'),
      ],
      [
        'a longer life',
        (url) => put(url.replace('Expires=300', 'Expires=3000'), { 'Content-Type': 'text/plain' }, 'hello'),
      ],
    ])('is refused for %s', async ([, attempt], { skip }) => {
      skip(cannot.signatures !== undefined, cannot.signatures);
      const key = newKey();
      expect(await attempt((await address(key)).url)).toBe(403);
      expect(await storage.head(key)).toBeUndefined();
    });

    test('does not read what it writes', async ({ skip }) => {
      skip(cannot.signatures !== undefined, cannot.signatures);
      const key = newKey();
      await upload(storage, { key });
      expect((await get((await address(key)).url)).status).toBe(403);
    });

    test('is good for five minutes and not longer', async () => {
      const { url, headers } = await ago(290, address);
      expect(await put(url, headers, 'hello')).toBe(200);
      const expired = await ago(301, address);
      expect(await put(expired.url, expired.headers, 'hello')).toBe(403);
    });
  });

  describe('a download address', () => {
    const filename = 'Отчёт "март" 🙂.svg';
    const disposition = /^attachment; filename=".*"; filename\*=UTF-8''%D0%9E%D1%82%D1%87%D1%91%D1%82%20/;

    async function attached(contentType = 'image/svg+xml') {
      const id = dialogId();
      const from = pendingKey(id, filename);
      await upload(storage, { key: from, contentType });
      const key = attachedKey(id, from);
      const etag = (await storage.head(from))?.etag ?? '';
      expect(await storage.copy({ from, key, etag, filename, contentType })).toBe('copied');
      return { key, filename, contentType };
    }

    test('gives the file under its own name, in any language', async () => {
      const { url, expiresIn } = await storage.presignDownload(await attached());
      expect(expiresIn).toBe(3_600);
      expect(await get(url)).toEqual({
        status: 200,
        type: 'image/svg+xml',
        disposition: expect.stringMatching(disposition),
        text: 'hello',
      });
    });

    test.for(['image/svg+xml', 'text/html', 'text/xml'])('never shows %s inline', async (type) => {
      const { url } = await storage.presignDownload(await attached(type));
      expect((await get(url)).disposition).toMatch(/^attachment;/);
    });

    test.for(['image/png', 'application/pdf', 'video/mp4'])('shows %s inline', async (type) => {
      const { url } = await storage.presignDownload(await attached(type));
      expect((await get(url)).disposition).toMatch(/^inline;/);
    });

    test('names what the storage answers, whatever the file was stored with', async ({ skip }) => {
      skip(cannot.responseHeaders !== undefined, cannot.responseHeaders);
      const key = newKey();
      await upload(storage, { key, contentType: 'text/html' });
      const { url } = await storage.presignDownload({ key, filename: 'a.png', contentType: 'image/png' });
      expect(await get(url)).toMatchObject({ type: 'image/png', disposition: 'inline; filename=a.png' });
    });

    test('is refused when it is changed, signed with another key, or not signed', async ({ skip }) => {
      skip(cannot.signatures !== undefined, cannot.signatures);
      const file = await attached();
      const { url } = await storage.presignDownload(file);
      const forged = await opened({ secretKey: 'guessed' }).presignDownload(file);
      const attempts = [
        url.replace('=attachment', '=inline'),
        url.replace('svg%2Bxml', 'png'),
        forged.url,
        url.slice(0, url.indexOf('?')),
      ];
      for (const attempt of attempts) {
        const { status, text } = await get(attempt);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(text).not.toContain('hello');
      }
    });

    test('is good for an hour and not longer', async () => {
      const file = await attached();
      expect((await get((await ago(3_590, () => storage.presignDownload(file))).url)).status).toBe(200);
      expect((await get((await ago(3_601, () => storage.presignDownload(file))).url)).status).toBe(403);
    });
  });

  describe('a copy', () => {
    async function uploaded() {
      const id = dialogId();
      const from = pendingKey(id, 'notes.txt');
      await upload(storage, { key: from });
      const etag = (await storage.head(from))?.etag ?? '';
      return { from, etag, key: attachedKey(id, from), filename: 'notes.txt', contentType: 'text/plain' };
    }

    test('stays as it is when the upload is overwritten', async () => {
      const file = await uploaded();
      await storage.copy(file);
      await upload(storage, { key: file.from, bytes: 'swapped' });
      expect((await get((await storage.presignDownload(file)).url)).text).toBe('hello');
    });

    test('is not made of an upload that changed after it was checked', async ({ skip }) => {
      skip(cannot.copyConditions !== undefined, cannot.copyConditions);
      const file = await uploaded();
      await upload(storage, { key: file.from, bytes: 'other' });
      expect(await storage.copy(file)).toBe('changed');
      expect(await storage.head(file.key)).toBeUndefined();
    });

    test('is not made of an upload that is gone', async () => {
      const file = await uploaded();
      await storage.remove([file.from]);
      expect(await storage.copy(file)).toBe('missing');
    });
  });

  describe('removing', () => {
    test('an object that is not there is no error', async () => {
      const keys = [newKey(), newKey()];
      await upload(storage, { key: keys[0] ?? '' });
      await storage.remove(keys);
      await storage.remove(keys);
      await storage.remove([]);
      expect(await Promise.all(keys.map((key) => storage.head(key)))).toEqual([undefined, undefined]);
    });

    test('the files of a dialog leaves none of them, and all of the others', async () => {
      const id = dialogId();
      const keys = [pendingKey(id, 'notes.txt'), pendingKey(id, 'photo.jpg'), pendingKey(id, 'none')];
      const neighbour = newKey();
      for (const key of [neighbour, ...keys]) await upload(storage, { key });
      await storage.removeAll(dialogPrefix(id));
      expect(await Promise.all(keys.map((key) => storage.head(key)))).toEqual(keys.map(() => undefined));
      expect(await storage.head(neighbour)).toBeDefined();
      await storage.removeAll(dialogPrefix(id));
    });
  });
}
