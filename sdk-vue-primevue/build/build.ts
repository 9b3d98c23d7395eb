import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { keepReachable } from '../../sdk-vue/build/declarations.ts';

const sdk = fileURLToPath(new URL('..', import.meta.url));

/** What a host has besides, and declarations may point to. */
const peers = /^(vue|@mtchat\/vue)$/;

/** Of @mtchat/vue as it was built before: hosts have its declarations, not its sources. */
async function buildDeclarations(): Promise<void> {
  const vueTsc = createRequire(import.meta.url).resolve('vue-tsc/bin/vue-tsc.js');
  const declarations = join(sdk, 'dist/types');
  const config = join(sdk, 'tsconfig.types.json');
  const { status } = spawnSync(process.execPath, [vueTsc, '-p', config, '--outDir', declarations], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('vue-tsc could not write the declarations: see above');
  await keepReachable(declarations, ['index.d.ts'], peers);
}

// What Vue's compiler goes by: started by tests, the package would get the code of development.
process.env.NODE_ENV = 'production';
await build({ configFile: join(sdk, 'vite.config.ts') });
await buildDeclarations();
