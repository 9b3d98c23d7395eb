import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A page that people read, by its path in the repository. */
export interface Document {
  file: string;
  text: string;
}

/** A fenced block of code in a page. */
export interface Block {
  file: string;
  /** Where its first line of code stands, counted from 1. */
  line: number;
  language: string;
  code: string;
}

const patterns = ['README.md', 'CONTRIBUTING.md', 'docs/**/*.md', 'sdk-*/README.md'];

function isGenerated(path: string): boolean {
  return /^docs\/(reference|\.vitepress)$/.test(path);
}

/** Everything that is written by hand. What is generated is checked where it is made. */
export async function documents(): Promise<Document[]> {
  const found: Document[] = [];
  for await (const file of glob(patterns, { cwd: root, exclude: isGenerated })) {
    found.push({ file, text: await readFile(join(root, file), 'utf8') });
  }
  return found.sort((a, b) => a.file.localeCompare(b.file));
}

/** The fenced blocks of a page, in their order. */
export function blocksOf({ file, text }: Document): Block[] {
  const blocks: Block[] = [];
  const lines = text.split('\n');
  for (let start = 0; start < lines.length; start += 1) {
    const fence = /^```(\S*)/.exec(lines[start] ?? '');
    if (fence === null) continue;
    const length = lines.slice(start + 1).indexOf('```');
    if (length === -1) throw new Error(`${file}:${start + 1}: this block is not closed`);
    const code = lines.slice(start + 1, start + 1 + length).join('\n');
    blocks.push({ file, line: start + 2, language: fence[1] ?? '', code });
    start += length + 1;
  }
  return blocks;
}

/** Every block of every page, in the given languages or in all. */
export async function blocksIn(...languages: string[]): Promise<Block[]> {
  const blocks = (await documents()).flatMap(blocksOf);
  return languages.length === 0 ? blocks : blocks.filter(({ language }) => languages.includes(language));
}

/** How a block is named where something is wrong with it. */
export function placeOf({ file, line }: Block): string {
  return `${file}:${line}`;
}
