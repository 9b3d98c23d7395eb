import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** Where declarations may point outside a package, unless it says otherwise: to what its hosts have. */
const onlyVue = /^vue(\/|$)/;

/** In the package they are all in style.css. */
const importOfStyles = /^import '[^']+\.css';\n/gm;

/** A component, as its file is imported. Node's rules find its declaration, MTChat.vue.d.ts, only beside a MTChat.vue.js. */
const importOfComponent = /(['"])(\.[^'"]+\.vue)\1/g;

/**
 * Deletes the declarations in `directory` that no entry reaches, so that hosts see what is public and nothing else. Throws where
 * one that is reached needs a package or a file that is not there.
 */
export async function keepReachable(directory: string, entries: string[], peers = onlyVue): Promise<void> {
  const reached = new Set<string>();
  const waiting = entries.map((entry) => join(directory, entry));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    waiting.push(...(await declarationsThatItNeeds(path, directory, peers)));
  }
  for (const file of await filesIn(directory)) {
    if (!reached.has(file)) await rm(file);
  }
}

async function declarationsThatItNeeds(path: string, directory: string, peers: RegExp): Promise<string[]> {
  const text = (await readFile(path, 'utf8'))
    .replaceAll(importOfStyles, '')
    .replaceAll(importOfComponent, '$1$2.js$1');
  await writeFile(path, text);
  const { importedFiles } = ts.preProcessFile(text, true, true);
  const found: string[] = [];
  for (const { fileName } of importedFiles) {
    if (peers.test(fileName)) continue;
    const declaration = declarationOf(resolve(dirname(path), fileName));
    const isThere = fileName.startsWith('.') && ts.sys.fileExists(declaration);
    if (!isThere || !declaration.startsWith(directory)) {
      throw new Error(
        `${relative(directory, path)} shows hosts a type of ${fileName}, which they do not have`,
      );
    }
    found.push(declaration);
  }
  return found;
}

/** `./MTChat.vue.js` is declared in `./MTChat.vue.d.ts`, and `./chat.ts` in `./chat.d.ts`. */
function declarationOf(imported: string): string {
  return imported.replace(/\.(ts|js)$/, '.d.ts');
}

async function filesIn(directory: string): Promise<string[]> {
  const all = await readdir(directory, { recursive: true, withFileTypes: true });
  return all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
