import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Application, type TypeDocOptions } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import ts from 'typescript';
import { plainTypesOf } from '../../sdk-vue/build/plain-types.ts';

/** A package whose types the reference shows. */
interface Package {
  /** The name of its folder in the reference. */
  name: string;
  entry: string;
  tsconfig: string;
  /** The file that gives the wire's types, which are inferred from schemas. */
  wireTypes?: string;
}

const packages: Package[] = [
  {
    name: 'vue',
    entry: 'sdk-vue/index.ts',
    tsconfig: 'sdk-vue/tsconfig.json',
    wireTypes: 'sdk-vue/client/contract.ts',
  },
  {
    name: 'vue-primevue',
    // Without all of `@mtchat/vue`, which it exports too.
    entry: 'sdk-vue-primevue/own.ts',
    tsconfig: 'sdk-vue-primevue/tsconfig.json',
  },
  { name: 'server', entry: 'sdk-server/index.ts', tsconfig: 'sdk-server/tsconfig.json' },
];

async function writePagesOf(pack: Package, root: string, directory: string): Promise<void> {
  const options: TypeDocOptions & PluginOptions = {
    entryPoints: [join(root, pack.entry)],
    tsconfig: join(root, pack.tsconfig),
    plugin: ['typedoc-plugin-markdown'],
    outputs: [{ name: 'markdown', path: directory }],
    router: 'member',
    entryFileName: 'index',
    readme: 'none',
    // Types are checked elsewhere, with the compiler that knows .vue files.
    skipErrorChecking: true,
    disableSources: true,
    excludeExternals: true,
    excludePrivate: true,
    hideGenerator: true,
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    propertyMembersFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    logLevel: 'Warn',
  };
  const application = await Application.bootstrapWithPlugins(options);
  const project = await application.convert();
  if (project === undefined) throw new Error(`TypeDoc cannot read ${pack.entry}`);
  await application.generateOutputs(project);
  if (application.logger.hasErrors())
    throw new Error(`TypeDoc failed on ${pack.entry}; its messages are above`);
}

/** The wire's types by name, written out. */
function writtenOut(root: string, file: string, tsconfig: string): Map<string, string> {
  const { config } = ts.readConfigFile(join(root, tsconfig), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, tsconfig, '..'));
  const text = plainTypesOf(join(root, file), options);
  const declarations = text.split(/^(?=(?:\/\*\*.*\n)?export type )/m);
  return new Map(
    declarations.map((declaration) => {
      const shown = declaration.slice(declaration.indexOf('export type ')).replace('export ', '').trim();
      return [/^type (\w+)/.exec(shown)?.[1] ?? '', shown];
    }),
  );
}

/** Puts what a type is in place of `z.infer<…>`, which says nothing to a reader. */
async function writeOutWireTypes(directory: string, types: ReadonlyMap<string, string>): Promise<void> {
  for (const file of await readdir(join(directory, 'type-aliases'))) {
    const type = types.get(file.replace(/\.md$/, ''));
    if (type === undefined) continue;
    const path = join(directory, 'type-aliases', file);
    const page = await readFile(path, 'utf8');
    await writeFile(
      path,
      page.replace(/```ts\ntype \w+ = z\.[\s\S]*?\n```/, () => `\`\`\`ts\n${type}\n\`\`\``),
    );
  }
}

/** Writes the reference of each package that exists, in Markdown, to a folder of its name. */
export async function writeSdkPages(root: string, directory: string): Promise<void> {
  for (const pack of packages) {
    if (!existsSync(join(root, pack.entry))) continue;
    const folder = join(directory, pack.name);
    await writePagesOf(pack, root, folder);
    if (pack.wireTypes === undefined) continue;
    await writeOutWireTypes(folder, writtenOut(root, pack.wireTypes, pack.tsconfig));
  }
}
