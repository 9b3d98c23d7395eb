import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { applications } from './application.ts';
import { createHost, folderOf, type Host } from './host.ts';

const tools = ['vite', '@vitejs/plugin-vue', 'vue-tsc', 'typescript', '@types/node'];
const sources = ['index.html', 'src', 'tsconfig.json', 'vite.config.ts'];

/** The Vite application with another Vue, which this repository has: there is nothing to download. */
export async function createVueApplication(vue: string): Promise<Host> {
  const host = await createHost({ vue, ...Object.fromEntries(tools.map((tool) => [tool, folderOf(tool)])) });
  for (const source of sources) {
    await cp(join(applications, 'vite', source), join(host.directory, source), { recursive: true });
  }
  return host;
}
