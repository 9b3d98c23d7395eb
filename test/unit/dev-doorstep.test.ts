import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));

const wanted = {
  '': { version: '0.1.0' },
  'node_modules/vite': { version: '8.0.2' },
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/for-another-system': { version: '1.0.0', optional: true },
};

/** A clone with nothing in it but what `npm run dev` looks at first. */
let clone: string;
beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), 'mtchat-clone-'));
  await mkdir(join(clone, 'scripts'));
  await copyFile(join(project, 'scripts/dev.mjs'), join(clone, 'scripts/dev.mjs'));
  await writeFile(join(clone, 'scripts/dev.ts'), "console.log('It starts.');\n");
  await writeFile(join(clone, 'package-lock.json'), JSON.stringify({ packages: wanted }));
});
afterEach(() => rm(clone, { recursive: true, force: true }));

async function install(packages: object = wanted) {
  await mkdir(join(clone, 'node_modules'), { recursive: true });
  await writeFile(join(clone, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
}

interface Start {
  environment?: Record<string, string>;
  /** Options that make it another Node, or make it believe in another system. */
  node?: string[];
}

async function start({ environment = {}, node = [] }: Start = {}): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, ['--no-warnings', ...node, join(clone, 'scripts/dev.mjs')], {
    env: { ...process.env, NODE_ENV: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const said = stdout + stderr;
  expect(said).not.toMatch(/^\s+at /m);
  return { code: child.exitCode ?? (await once(child, 'exit'))[0], said };
}

/** What tells an old Node from one that can run the project. */
const likeOldNode = '--no-experimental-strip-types';
const likeAlpine = '--import=data:text/javascript,process.report.getReport=()=>({header:{}})';

it('where everything is there, it starts', async () => {
  await install();
  expect(await start()).toEqual({ code: 0, said: 'It starts.\n' });
});

it('what is only for other systems need not be there', async () => {
  const { 'node_modules/for-another-system': _, ...here } = wanted;
  await install(here);
  expect(await start()).toEqual({ code: 0, said: 'It starts.\n' });
});

it('without npm ci it says to run npm ci, and where', async () => {
  const { code, said } = await start();
  expect(code).toBe(1);
  expect(said).toContain(`The packages are not installed: run \`npm ci\` in ${clone}`);
});

it('after yarn or pnpm, or an npm ci that was interrupted, it says to run npm ci', async () => {
  await mkdir(join(clone, 'node_modules'));
  const { code, said } = await start();
  expect(code).toBe(1);
  expect(said).toMatch(/unfinished, or was made by another tool than npm.*run `npm ci`/);
});

it('after a git pull that changed versions it names one of them and says to run npm ci', async () => {
  await install({ ...wanted, 'node_modules/vite': { version: '7.0.0' }, 'node_modules/zod': undefined });
  const { code, said } = await start();
  expect(code).toBe(1);
  expect(said).toMatch(/not as package-lock.json has it \(vite and 1 more\): run `npm ci`/);
});

it('where NODE_ENV kept half of the packages away, it says so', async () => {
  await install({});
  const { said } = await start({ environment: { NODE_ENV: 'production' } });
  expect(said).toContain('without NODE_ENV=production');
});

it('an unfinished merge of package-lock.json is named', async () => {
  await install();
  await writeFile(join(clone, 'package-lock.json'), '<<<<<<< HEAD\n');
  const { code, said } = await start();
  expect(code).toBe(1);
  expect(said).toContain('package-lock.json cannot be read: is a merge unfinished?');
});

it('a package whose folder was removed is named', async () => {
  await install();
  await writeFile(join(clone, 'scripts/dev.ts'), "import 'vite';\n");
  const { code, said } = await start();
  expect(code).toBe(1);
  expect(said).toMatch(/Cannot find package 'vite': run `npm ci`/);
});

it('an old Node without the one that the project brings is told what is missing', async () => {
  await install();
  const { code, said } = await start({ node: [likeOldNode] });
  expect(code).toBe(1);
  expect(said).toContain(`This is Node ${process.versions.node}, and \`npm run dev\` needs 22.18 or newer`);
  expect(said).toContain('npm ci --ignore-scripts=false');
});

it.runIf(process.platform === 'linux')(
  'a system without glibc, such as Alpine, is told what to use',
  async () => {
    await install();
    const { code, said } = await start({ node: [likeOldNode, likeAlpine] });
    expect(code).toBe(1);
    expect(said).toContain('this system has none (Alpine?): use Debian, Ubuntu');
  },
);

it('npm run dev begins with these checks', async () => {
  const manifest: unknown = JSON.parse(await readFile(join(project, 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({ scripts: { dev: 'exec node scripts/dev.mjs' } });
});
