import { spawnSync } from 'node:child_process';
import { cp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { build } from 'vite';
import { keepReachable } from './declarations.ts';
import { plainTypesOf } from './plain-types.ts';

const sdk = fileURLToPath(new URL('..', import.meta.url));
const project = join(sdk, '..');
const typesConfig = join(sdk, 'tsconfig.types.json');
const staged = join(sdk, 'dist/staged');

const entries = ['index.ts', 'client.ts'];
const sources = [...entries, 'client', 'store', 'composables', 'components', 'primitives', 'i18n', 'theme'];

/** What the compiler reads in place of the sources: the same, but that the wire's types know nothing of zod. */
async function stageSources(): Promise<void> {
  for (const source of sources) {
    await cp(join(sdk, source), join(staged, 'sdk-vue', source), { recursive: true });
  }
  await cp(join(project, 'contract'), join(staged, 'contract'), { recursive: true });

  const { config } = ts.readConfigFile(typesConfig, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, sdk);
  const wire = plainTypesOf(join(sdk, 'client/contract.ts'), options);
  await writeFile(join(staged, 'sdk-vue/client/contract.ts'), wire);
  const stagedConfig = {
    extends: typesConfig,
    compilerOptions: { rootDir: '.' },
    include: entries.map((entry) => `sdk-vue/${entry}`),
    exclude: [],
  };
  await writeFile(join(staged, 'tsconfig.json'), JSON.stringify(stagedConfig));
}

/** Declarations for hosts without zod, in terms of the oldest Vue that they may have: later ones know all of it. */
async function buildDeclarations(): Promise<void> {
  await stageSources();
  const vueTsc = createRequire(import.meta.url).resolve('vue-tsc/bin/vue-tsc.js');
  const emitted = join(staged, 'emitted');
  const { status } = spawnSync(process.execPath, [vueTsc, '-p', staged, '--outDir', emitted], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('vue-tsc could not write the declarations: see above');
  const declarations = join(sdk, 'dist/types');
  await cp(join(emitted, 'sdk-vue'), declarations, { recursive: true });
  await rm(staged, { recursive: true });
  await keepReachable(
    declarations,
    entries.map((entry) => entry.replace(/\.ts$/, '.d.ts')),
  );
}

// What Vue's compiler goes by: started by tests, the package would get the code of development.
process.env.NODE_ENV = 'production';
await build({ configFile: join(sdk, 'vite.config.ts') });
await buildDeclarations();
