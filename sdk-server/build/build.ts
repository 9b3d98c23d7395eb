import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { keepReachable } from '../../sdk-vue/build/declarations.ts';
import { plainTypesOf } from '../../sdk-vue/build/plain-types.ts';

const sdk = fileURLToPath(new URL('..', import.meta.url));
const project = join(sdk, '..');
const wireTypes = join(sdk, 'contract.ts');

/** What holds types alone, which no module imports at run time: all of the contract but what clients do with calls. */
const onlyTypes = /^contract([.]|[/](?!calls[.]))/;

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(sdk, 'tsconfig.json'), ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config, ts.sys, sdk).options;
}

/** The compiler's host, to which the wire's types are plain ones that know nothing of zod. */
function hostWithPlainTypes(options: ts.CompilerOptions, plainTypes: string): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    getSourceFile: (path, languageVersion, ...rest) =>
      path === wireTypes
        ? ts.createSourceFile(path, plainTypes, languageVersion)
        : host.getSourceFile(path, languageVersion, ...rest),
  };
}

/** The package's own modules are at the top of it, and the contract is a folder beside them. */
function placeInPackage(path: string): string {
  return path.replace(/^(types[/])?sdk-server[/]/, '$1');
}

/** A module or its map, moved to where it is one level nearer to the contract, which it imports, and to its source. */
function movedUp(text: string): string {
  return text
    .replace(/(?<=from ["'])[.][.][/]((?:[.][.][/])*)(?=contract[/])/g, (_, levels) => levels || './')
    .replace(/(?<="sources":\[")[.][.][/]/, '');
}

/** Writes the package's modules with their source maps, and declarations for hosts without zod, into `directory`. Throws where they do not compile. */
export async function buildPackage(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  const given = compilerOptions();
  const options: ts.CompilerOptions = {
    ...given,
    target: ts.ScriptTarget.ES2022,
    noEmit: false,
    rootDir: project,
    outDir: directory,
    rewriteRelativeImportExtensions: true,
    sourceMap: true,
    // The package has no sources beside its maps.
    inlineSources: true,
    declaration: true,
    declarationDir: join(directory, 'types'),
  };
  const host = hostWithPlainTypes(options, plainTypesOf(wireTypes, given));
  const program = ts.createProgram([join(sdk, 'index.ts')], options, host);
  const { diagnostics } = program.emit(undefined, (path, text, ...rest) => {
    const emitted = relative(directory, path);
    const place = placeInPackage(emitted);
    if (onlyTypes.test(place)) return;
    host.writeFile(join(directory, place), place === emitted ? text : movedUp(text), ...rest);
  });
  const problems = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (problems.length > 0) throw new Error(ts.formatDiagnostics(problems, host));
  await keepReachable(join(directory, 'types'), ['index.d.ts']);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPackage(join(sdk, 'dist'));
}
