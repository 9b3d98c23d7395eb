import { describe, expect, it } from 'vitest';
import { allowedContentTypes } from '../../../../contract/content-types.ts';
import { createAttachmentAddresses } from '../../../../sdk-vue/components/files/attachment-addresses.ts';
import { fileKind, viewerKind } from '../../../../sdk-vue/components/files/file-kind.ts';
import { viewerItemsOf } from '../../../../sdk-vue/components/files/file-viewer.ts';
import { previewBox } from '../../../../sdk-vue/components/files/preview-box.ts';
import { expiryOf, isExpired } from '../../../../sdk-vue/components/files/signed-address.ts';
import { splitName } from '../../../../sdk-vue/components/files/split-name.ts';
import { attachment, messageWith } from './support/mount-in-chat.ts';

describe('the kind of a file', () => {
  it.each([
    ['application/pdf', 'pdf'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'document'],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'spreadsheet'],
    ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'presentation'],
    ['application/vnd.oasis.opendocument.text', 'document'],
    ['application/vnd.oasis.opendocument.spreadsheet', 'spreadsheet'],
    ['application/vnd.ms-excel', 'spreadsheet'],
    ['text/csv', 'spreadsheet'],
    ['text/plain', 'document'],
    ['text/html', 'code'],
    ['application/json', 'code'],
    ['image/svg+xml', 'image'],
    ['application/gzip', 'archive'],
    ['application/vnd.rar', 'archive'],
    ['video/quicktime', 'video'],
    ['something/else', 'file'],
  ])('%s is a %s', (contentType, kind) => {
    expect(fileKind(contentType)).toBe(kind);
  });

  it('every type of the contract has an icon of its own kind', () => {
    expect(allowedContentTypes.filter((type) => fileKind(type) === 'file')).toEqual([]);
  });

  it('the viewer shows nothing that can run a script', () => {
    const shown = allowedContentTypes.filter((type) => viewerKind(type) !== null);
    expect(shown).toEqual([
      'image/jpeg',
      'image/png',
      'image/gif',
      'image/webp',
      'image/bmp',
      'application/pdf',
      'video/mp4',
      'video/webm',
      'video/ogg',
      'video/quicktime',
    ]);
  });
});

describe('the place of an image', () => {
  it.each([
    ['a wide one is 320 wide', 1600, 1000, { width: 320, height: 200 }],
    ['a tall one is 360 high', 1000, 2000, { width: 180, height: 360 }],
    ['a small one is not enlarged', 100, 80, { width: 100, height: 80 }],
    ['a tiny one can still be hit', 16, 16, { width: 56, height: 56 }],
    ['a banner has some height', 3000, 60, { width: 320, height: 56 }],
    ['one without a size has a place too', null, null, { width: 240, height: 180 }],
  ])('%s', (_case, width, height, box) => {
    expect(previewBox(width, height)).toEqual(box);
  });
});

describe('a long name', () => {
  it.each([
    [
      'keeps its end',
      'Invoice 2026-0418 final version v3.pdf',
      ['Invoice 2026-0418 final versio', 'n v3.pdf'],
    ],
    ['is whole where it is short', 'invoice.pdf', ['invoice.pdf', '']],
    ['is not cut through an emoji', `${'a'.repeat(20)}😀bcd.pdf`, ['a'.repeat(20), '😀bcd.pdf']],
  ])('%s', (_case, name, parts) => {
    expect(splitName(name)).toEqual(parts);
  });
});

describe('signed addresses', () => {
  const signed = 'https://storage.test/a?X-Amz-Date=20260309T140000Z&X-Amz-Expires=3600';
  const end = Date.parse('2026-03-09T15:00:00Z');

  it('say when they end', () => {
    expect(expiryOf(signed)).toBe(end);
    expect(expiryOf('https://storage.test/a')).toBe(Number.POSITIVE_INFINITY);
  });

  it('count as ended a minute before', () => {
    expect(isExpired(signed, end - 61_000)).toBe(false);
    expect(isExpired(signed, end - 59_000)).toBe(true);
  });

  it('one that is good is kept, one that has ended makes way', () => {
    let now = end - 600_000;
    const client = { getAttachmentUrl: () => Promise.reject(new Error('not asked')) };
    const addresses = createAttachmentAddresses(client, () => now);
    const first = attachment({ url: signed });
    const next = { ...first, url: 'https://storage.test/next' };
    addresses.remember(first);
    addresses.remember(next);
    expect(addresses.of(next).url).toBe(signed);
    now = end;
    addresses.remember(next);
    expect(addresses.of(next).url).toBe(next.url);
  });

  it('several who need the same new address ask once', async () => {
    let asked = 0;
    const getAttachmentUrl = async () => {
      asked += 1;
      return { url: 'https://storage.test/new', thumbnail_url: null, expires_in: 3_600 };
    };
    const addresses = createAttachmentAddresses({ getAttachmentUrl });
    const file = attachment();
    await Promise.all([addresses.renew(file), addresses.renew(file)]);
    expect(asked).toBe(1);
  });
});

it('the gallery holds all images, films and PDF files of the conversation, in its order', () => {
  const image = attachment();
  const pdf = attachment({ content_type: 'application/pdf' });
  const items = viewerItemsOf([
    messageWith([image, attachment({ content_type: 'image/svg+xml' })]),
    messageWith([pdf]),
  ]);
  expect(items.map((item) => item.attachment)).toEqual([image, pdf]);
  expect(items[0]?.senderName).toBe('Boris Klein');
});
