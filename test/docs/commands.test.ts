import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { settingNames } from '../../contract/settings.ts';
import { type Block, blocksOf, documents, placeOf, root } from './support/blocks.ts';
import { type Command, commandsOf } from './support/shell.ts';

const manifest = z.object({ name: z.string(), scripts: z.record(z.string(), z.string()).optional() });

const developmentNames = [
  'PORT',
  'DEMO',
  'DEMO_PORT',
  'DATA_DIR',
  'DB_GATEWAY_PORT',
  'DB_LATENCY_MS',
  'WRANGLER_LOG',
];

/** npm's own, which need no script. */
const npmCommands = ['ci', 'install', 'pack', 'test'];

/** What npx may fetch, because it is not a part of this project. */
const fetchedTools = ['neonctl'];

/** What every machine has that the README asks for. */
const systemCommands = [
  'base64',
  'cat',
  'cd',
  'curl',
  'echo',
  'export',
  'git',
  'kill',
  'node',
  'openssl',
  'printf',
  'sleep',
];

/** The scripts of each workspace, and of the project under the name of nothing. */
const scripts = new Map<string, string[]>();

beforeAll(async () => {
  for await (const file of glob(['package.json', 'sdk-*/package.json', 'demo/package.json'], { cwd: root })) {
    const { name, scripts: own = {} } = manifest.parse(JSON.parse(await readFile(join(root, file), 'utf8')));
    scripts.set(file === 'package.json' ? '' : name, Object.keys(own));
  }
});

function npmProblem(words: string[]): string | undefined {
  const [, verb = '', script = ''] = words;
  if (verb !== 'run') return npmCommands.includes(verb) ? undefined : `npm ${verb} is not known`;
  const flag = words.findIndex((word) => word === '-w' || word === '--workspace');
  const workspace = flag === -1 ? '' : (words[flag + 1] ?? '');
  const folder = workspace === 'demo' ? [...scripts.keys()].find((name) => name.includes('demo')) : workspace;
  return scripts.get(folder ?? '')?.includes(script)
    ? undefined
    : `there is no script ${script} ${workspace}`;
}

function npxProblem([, tool = '', ...rest]: string[]): string | undefined {
  if (!fetchedTools.includes(tool) && !existsSync(join(root, 'node_modules/.bin', tool)))
    return `npx ${tool}`;
  const [noun, verb, name = ''] = rest;
  const namesSecret = tool === 'wrangler' && noun === 'secret' && verb === 'put';
  return namesSecret && !settingNames.includes(name) ? `there is no setting ${name}` : undefined;
}

function problemOf({ variables, words }: Command): string | undefined {
  const missing = words.find(
    (word) => /^(test|scripts|bench|docs)\/.+\.\w+$/.test(word) && !existsSync(join(root, word)),
  );
  if (missing !== undefined) return `${missing} does not exist`;
  const isProject = words[0] === 'npm' || words[0] === 'npx';
  const known = [...settingNames, ...developmentNames];
  const strange = isProject ? Object.keys(variables).find((name) => !known.includes(name)) : undefined;
  if (strange !== undefined) return `nothing reads ${strange}`;
  if (words[0] === 'npm') return npmProblem(words);
  if (words[0] === 'npx') return npxProblem(words);
  return systemCommands.includes(words[0] ?? '') ? undefined : `${words[0]} is not known`;
}

function problemsIn(block: Block, known: Map<string, string>): string[] {
  return commandsOf(block.code, known)
    .map(problemOf)
    .filter((problem) => problem !== undefined)
    .map((problem) => `${placeOf(block)}: ${problem}`);
}

it('every command in the documentation exists, and is given settings that are read', async () => {
  const problems = (await documents()).flatMap((document) => {
    const known = new Map<string, string>();
    return blocksOf(document)
      .filter(({ language }) => language === 'sh')
      .flatMap((block) => problemsIn(block, known));
  });
  expect(problems).toEqual([]);
});

it('the page on configuration names every setting, and none that is not there', async () => {
  const text = await readFile(join(root, 'docs/configuration.md'), 'utf8');
  const named = [...text.matchAll(/^\| `([A-Z0-9_]+)`/gm)].map(([, name]) => name ?? '');
  expect([...new Set(named)].sort()).toEqual([...new Set([...settingNames, ...developmentNames])].sort());
});
