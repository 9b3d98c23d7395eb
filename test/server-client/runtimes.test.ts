import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { jwtVerify } from 'jose';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { signatureHeaders } from '../../durable-objects/webhooks/signature.ts';
import { buildPackage } from '../../sdk-server/build/build.ts';
import { answer, refusal, serverThat, unavailable } from './support/scripted-server.ts';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
const imports = `import * as server from './index.js'; import { scenario } from './scenario.js';`;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mtchat-server-'));
  await buildPackage(directory);
  await cp(fileURLToPath(new URL('support/scenario.js', import.meta.url)), join(directory, 'scenario.js'));
  await writeFile(join(directory, 'package.json'), '{ "type": "module" }');
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function filesOfPackage(extension: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => relative(directory, join(entry.parentPath, entry.name)));
  return paths.filter((path) => path.endsWith(extension)).sort();
}

/** What `scenario` is given, with a server that answers as it needs, and what is to come of it. */
async function newScenario() {
  const { url } = await serverThat(
    unavailable,
    answer(201, { data: { id: 'd1' } }),
    answer(200, { data: [{ title: 'Pumps' }], next_cursor: 'c1' }),
    answer(200, { data: [{ title: 'Valves' }], next_cursor: null }),
    refusal(404, 'NOT_FOUND'),
  );
  const event = { id: 'message_1', event: 'message.new', timestamp: '2026-02-17T12:10:00.000Z', data: {} };
  const [body, secret] = [JSON.stringify(event), 'a secret'];
  const headers = await signatureHeaders({ id: event.id, body }, Math.floor(Date.now() / 1_000), secret);
  const expected = {
    dialog: { id: 'd1' },
    titles: ['Pumps', 'Valves'],
    refused: ['NOT_FOUND', 404],
    received: 'message.new',
    forged: 'no_matching_signature',
    token: expect.any(String),
  };
  return { input: { baseUrl: url, webhook: { headers, body, secret } }, expected };
}

async function mustVerify(token: string): Promise<void> {
  const { payload } = await jwtVerify(token, new TextEncoder().encode('secret'));
  expect(payload.sub).toBe('anna');
}

it('needs nothing but what every runtime has, in code and in types', async () => {
  const files = [...(await filesOfPackage('.js')), ...(await filesOfPackage('.d.ts'))];
  expect(files).toContain('index.js');
  expect(files).toContain('types/index.d.ts');
  for (const file of files) {
    const text = await readFile(join(directory, file), 'utf8');
    for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
      expect(fileName, file).toMatch(/^\.\.?\//);
    }
    expect(text, file).not.toMatch(/\b(Buffer|process|require)\b[.(]/);
  }
});

it('has a map to the source of every file, with the source in it', async () => {
  for (const file of (await filesOfPackage('.js')).filter((name) => name !== 'scenario.js')) {
    const map = JSON.parse(await readFile(join(directory, `${file}.map`), 'utf8'));
    expect(map.sourcesContent, file).toEqual([expect.stringMatching(/export/)]);
  }
});

it('is used as its README says: every snippet compiles, without zod', async () => {
  const readme = await readFile(
    fileURLToPath(new URL('../../sdk-server/README.md', import.meta.url)),
    'utf8',
  );
  const snippets = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);
  expect(snippets.length).toBeGreaterThan(4);
  const paths = await Promise.all(
    snippets.map(async (code, index) => {
      const path = join(directory, `snippet-${index}.ts`);
      await writeFile(path, `${code}\nexport {};\n`);
      return path;
    }),
  );
  // What the snippets take from those before them, and from their reader. Express brings no types: its callers have `any`.
  const around = join(directory, 'around.d.ts');
  await writeFile(
    around,
    `declare const chat: import('@mtchat/server').ManagementClient;
     declare const dialog: { id: string };
     declare function remind(userId: string): Promise<void>;
     declare module 'express' { const express: any; export default express; }`,
  );
  const program = ts.createProgram([...paths, around], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    noImplicitAny: false,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
    typeRoots: [join(modules, '@types')],
    paths: { '@mtchat/server': [join(directory, 'types/index.d.ts')], hono: [join(modules, 'hono')] },
  });
  const problems = ts.getPreEmitDiagnostics(program);
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
});

it('runs in Node', async () => {
  // The one that runs the tests. Nothing in the package is newer than what Node 20.0 has.
  const { input, expected } = await newScenario();
  const program = `${imports}
    console.log(JSON.stringify(await scenario(server, ${JSON.stringify(input)})));`;
  await writeFile(join(directory, 'program.js'), program);
  const { stdout } = await promisify(execFile)(process.execPath, ['program.js'], { cwd: directory });
  const came = JSON.parse(stdout);
  expect(came).toEqual(expected);
  await mustVerify(came.token);
});

it('runs in a Worker, without the compatibility with Node', async () => {
  const { input, expected } = await newScenario();
  await writeFile(
    join(directory, 'worker.js'),
    `${imports}
     export default { fetch: async (request) => Response.json(await scenario(server, await request.json())) };`,
  );
  const files = ['worker.js', ...(await filesOfPackage('.js')).filter((path) => path !== 'worker.js')];
  const worker = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      compatibilityDate: '2026-11-01',
      modulesRoot: directory,
      modules: files.map((path) => ({ type: 'ESModule' as const, path: join(directory, path) })),
      // Nothing here asks where a request comes from, and looking that up would need the internet.
      cf: false,
    }),
  );
  onTestFinished(() => worker.dispose());
  const response = await worker.dispatchFetch('http://worker.example', {
    method: 'POST',
    body: JSON.stringify(input),
  });
  const text = await response.text();
  expect(response.status, text).toBe(200);
  const came = JSON.parse(text);
  expect(came).toEqual(expected);
  await mustVerify(came.token);
});
