import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiPages } from './api-pages.ts';
import { readOpenApiDocument } from './openapi-document.ts';
import { writeSdkPages } from './sdk-pages.ts';

// Writes docs/reference/. These pages are files, and not routes that VitePress makes, so that its search knows them and
// its check of links goes through them. They are not committed: what they are made from is.
const root = fileURLToPath(new URL('../..', import.meta.url));
const reference = join(root, 'docs/reference');

await rm(reference, { recursive: true, force: true });
await mkdir(join(reference, 'api'), { recursive: true });
for (const page of apiPages(await readOpenApiDocument(root))) {
  await writeFile(join(reference, 'api', page.path), page.markdown);
}
await writeSdkPages(root, reference);
