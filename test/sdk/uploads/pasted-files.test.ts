import { describe, expect, it } from 'vitest';
import { carriesFiles, pastedFiles } from '../../../sdk-vue/store/uploads/pasted-files.ts';

const afternoon = new Date(2026, 2, 9, 14, 5, 59);

function clipboard(names: string[], text = '') {
  const files = names.map((name) => new File(['x'], name, { type: 'image/png' }));
  return { types: [], files, getData: () => text };
}

function namesOf(data: Parameters<typeof pastedFiles>[0]): string[] {
  return pastedFiles(data, afternoon).map((file) => file.name);
}

describe('pasting', () => {
  it('a screenshot gets a name that says when it was taken', () => {
    expect(namesOf(clipboard(['image.png']))).toEqual(['screenshot-2026-03-09-14-05-59.png']);
  });

  it('two at once have names of their own', () => {
    expect(namesOf(clipboard(['image.png', 'image.png']))).toEqual([
      'screenshot-2026-03-09-14-05-59.png',
      'screenshot-2026-03-09-14-05-59-2.png',
    ]);
  });

  it('the picture keeps its bytes and type', async () => {
    const [pasted] = pastedFiles(clipboard(['image.png']), afternoon);
    expect(pasted?.type).toBe('image/png');
    expect(await pasted?.text()).toBe('x');
  });

  it('a file copied in a file manager keeps its name, though its name comes as text too', () => {
    expect(namesOf(clipboard(['invoice.png'], 'invoice.png'))).toEqual(['invoice.png']);
  });

  it('text from an office program stays text, without the picture of it', () => {
    expect(namesOf(clipboard(['image.png'], 'Dear all, …'))).toEqual([]);
  });

  it('text alone brings no files', () => {
    expect(namesOf(clipboard([], 'hello'))).toEqual([]);
  });
});

describe('dragging over the chat', () => {
  it.each([
    ['files from the desktop are taken', ['Files'], true],
    ['files in Firefox are taken', ['application/x-moz-file', 'Files'], true],
    ['selected text is not', ['text/plain', 'text/html'], false],
    ['a link is not', ['text/uri-list', 'text/plain'], false],
    ['a picture of the page itself is not', ['text/uri-list', 'text/html', 'Files'], false],
  ])('%s', (_case, types, expected) => {
    expect(carriesFiles({ types })).toBe(expected);
  });
});
