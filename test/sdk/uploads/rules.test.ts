import { describe, expect, it } from 'vitest';
import { allowedContentTypes } from '../../../contract/content-types.ts';
import { limits } from '../../../contract/limits.ts';
import { problemOf } from '../../../sdk-vue/store/uploads/check-file.ts';
import { acceptedFiles, contentTypeOf, isRasterImage } from '../../../sdk-vue/store/uploads/content-type.ts';

describe('the type under which a file is stored', () => {
  it.each([
    [
      'the browser is believed where it names an allowed type',
      'scan.bin',
      'application/pdf',
      'application/pdf',
    ],
    ['parameters and capitals are dropped', 'a.txt', 'Text/Plain; charset=utf-8', 'text/plain'],
    ['a type that the browser does not know comes from the ending', 'notes.md', '', 'text/markdown'],
    ['endings may be in capitals', 'SCAN.PDF', '', 'application/pdf'],
    ['another name for an allowed type', 'song.mp3', 'audio/mp3', 'audio/mpeg'],
    ['a general type', 'archive.7z', 'application/octet-stream', 'application/x-7z-compressed'],
    ['a compressed archive', 'backup.tar.gz', '', 'application/gzip'],
    ['a program', 'setup.exe', 'application/x-msdownload', null],
    ['no ending', 'README', '', null],
    ['an ending that is a name of JavaScript', 'x.constructor', '', null],
    ['a name that is only an ending', '.pdf', '', null],
  ])('%s', (_case, name, type, expected) => {
    expect(contentTypeOf({ name, type })).toBe(expected);
  });

  it('every ending that the file dialog offers can be sent', () => {
    for (const ending of acceptedFiles.split(',')) {
      expect(contentTypeOf({ name: `a${ending}`, type: '' }), ending).not.toBeNull();
    }
  });

  it('every kind of file that the contract allows can be picked, under one of its names', () => {
    const fromEndings = new Set<string | null>(
      acceptedFiles.split(',').map((ending) => contentTypeOf({ name: `a${ending}`, type: '' })),
    );
    const otherNames = [
      'text/rtf',
      'application/x-zip-compressed',
      'application/x-rar-compressed',
      'application/x-gzip',
    ];
    const missing = allowedContentTypes.filter((type) => !fromEndings.has(type));
    expect(missing).toEqual(otherNames);
  });

  it('an SVG is never drawn as a picture', () => {
    expect(isRasterImage('image/svg+xml')).toBe(false);
    expect(isRasterImage('image/png')).toBe(true);
  });
});

describe('what is said before anything is uploaded', () => {
  const pdf = { name: 'a.pdf', type: 'application/pdf', size: 1 };

  it.each([
    ['an ordinary file may be sent', pdf, 0, undefined],
    ['a file of exactly the limit may be sent', { ...pdf, size: limits.fileBytes }, 0, undefined],
    ['one byte more may not', { ...pdf, size: limits.fileBytes + 1 }, 0, 'size'],
    ['an empty file may not', { ...pdf, size: 0 }, 0, 'empty'],
    ['a type that is not allowed may not', { ...pdf, name: 'a.exe', type: '' }, 0, 'type'],
    ['a folder is no file', { name: 'photos', type: '', size: 0 }, 0, 'type'],
    ['a name of 255 characters may be sent', { ...pdf, name: `${'a'.repeat(251)}.pdf` }, 0, undefined],
    ['a longer one may not', { ...pdf, name: `${'a'.repeat(252)}.pdf` }, 0, 'name'],
    ['a name that no JSON can hold may not', { ...pdf, name: 'a\ud800.pdf' }, 0, 'name'],
    ['the tenth file may be sent', pdf, limits.attachmentsPerMessage - 1, undefined],
    ['the eleventh may not', pdf, limits.attachmentsPerMessage, 'count'],
  ])('%s', (_case, candidate, alreadyThere, expected) => {
    expect(problemOf(candidate, alreadyThere)?.code).toBe(expected);
  });

  it('trying the same file again would not help', () => {
    expect(problemOf({ ...pdf, size: 0 }, 0)?.canRetry).toBe(false);
  });
});
