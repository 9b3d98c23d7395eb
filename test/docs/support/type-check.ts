import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Block, root } from './blocks.ts';

const run = promisify(execFile);

/** Where the packages have their source: what pages import is checked against that, built or not. */
const sources: Record<string, string> = {
  '@mtchat/vue': 'sdk-vue/index.ts',
  '@mtchat/vue/client': 'sdk-vue/client.ts',
  '@mtchat/server': 'sdk-server/index.ts',
  '@mtchat/vue-primevue': 'sdk-vue-primevue/index.ts',
};

function compilerSettings(): string {
  const present = Object.entries(sources).filter(([, file]) => existsSync(join(root, file)));
  return JSON.stringify({
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      lib: ['es2024', 'dom', 'dom.iterable'],
      types: ['node', 'vite/client'],
      jsx: 'preserve',
      paths: Object.fromEntries(present.map(([name, file]) => [name, [join(root, file)]])),
    },
    include: ['*.ts', '*.vue'],
    vueCompilerOptions: { strictTemplates: true },
  });
}

/** A block of a template alone goes on with the component that the page showed before. */
function wholeComponent(block: Block, before: readonly Block[]): string {
  if (/<(script|template)\b/.test(block.code)) return block.code;
  const component = before.findLast(({ file, code }) => file === block.file && code.includes('<script'));
  const script = /<script[\s\S]*?<\/script>/.exec(component?.code ?? '')?.[0] ?? '';
  return `${script}\n<template>\n${block.code}\n</template>`;
}

/** Line numbers of the checked file are those of the page. */
function atItsPlace(block: Block, code: string): string {
  return '\n'.repeat(block.line - 1) + code;
}

function fileOf({ file, line, language }: Block): string {
  return `${file.replaceAll('/', '__')}.${line}.${language}`;
}

/** Checks blocks of TypeScript and Vue with vue-tsc, all at once. Gives its complaints, with the places in the pages. */
export async function typeProblems(blocks: readonly Block[]): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'mtchat-snippets-'));
  try {
    await symlink(join(root, 'node_modules'), join(directory, 'node_modules'));
    for (const file of ['host.d.ts', 'express.d.ts']) {
      await symlink(join(root, 'test/docs/support', file), join(directory, file));
    }
    await writeFile(join(directory, 'tsconfig.json'), compilerSettings());
    await writeFile(join(directory, 'package.json'), '{ "type": "module" }');
    for (const [index, block] of blocks.entries()) {
      const code =
        block.language === 'vue'
          ? wholeComponent(block, blocks.slice(0, index))
          : `${block.code}\nexport {};`;
      await writeFile(join(directory, fileOf(block)), atItsPlace(block, code));
    }
    const checker = join(root, 'node_modules/vue-tsc/bin/vue-tsc.js');
    const answer = await run(process.execPath, [checker, '--pretty', 'false', '-p', directory], {
      cwd: directory,
    })
      .then(() => '')
      .catch((error: { stdout?: string }) => error.stdout || String(error));
    return answer
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => line.replaceAll('__', '/'));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
