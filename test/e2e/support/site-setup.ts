import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { startChromium } from '../../../scripts/browser/chromium.ts';
import { freePort } from '../../support/free-port.ts';
import { type RunningProject, runProject } from '../../support/running-project.ts';
import { jwtSecret } from './people.ts';

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const sdk = pathOf('../../../sdk-vue');

/** Builds the page of a host, with the SDK from its source, and serves it from an origin of its own. */
async function serveHost(host: string, directory: string): Promise<{ url: string; close(): Promise<void> }> {
  await build({
    root: host,
    configFile: false,
    logLevel: 'warn',
    plugins: [vue()],
    resolve: {
      alias: [
        { find: '@mtchat/vue/style.css', replacement: join(sdk, 'theme/tokens.css') },
        {
          find: '@mtchat/vue-primevue/style.css',
          replacement: pathOf('../../../sdk-vue-primevue/theme/tokens.css'),
        },
        { find: '@mtchat/vue-primevue', replacement: pathOf('../../../sdk-vue-primevue/index.ts') },
        { find: '@mtchat/vue', replacement: join(sdk, 'index.ts') },
      ],
    },
    build: {
      outDir: directory,
      emptyOutDir: true,
      target: 'es2022',
      cssTarget: 'chrome123',
      sourcemap: true,
    },
  });
  const types: Record<string, string> = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = pathname === '/' ? 'index.html' : decodeURIComponent(pathname);
    const stream = createReadStream(join(directory, file));
    stream.once('open', () => {
      response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
      stream.pipe(response);
    });
    stream.once('error', () => response.writeHead(404).end());
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Runs the whole project with its demo and conversations, a host's page beside it, and one browser for all tests. */
export default async function setup(test: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'mtchat-browser-tests-'));
  const stopSteps = [() => rm(directory, { recursive: true, force: true })];
  const stop = async () => {
    for (const step of stopSteps.reverse()) await step();
  };
  try {
    const page = await serveHost(pathOf('../host'), join(directory, 'host'));
    stopSteps.push(page.close);
    const primevuePage = await serveHost(pathOf('../primevue-host'), join(directory, 'primevue-host'));
    stopSteps.push(primevuePage.close);
    const browser = await startChromium();
    stopSteps.push(browser.close);
    const running = await runDemo(join(directory, 'data'));
    stopSteps.push(async () => void (await running.interrupt()));
    test.provide('projectUrl', running.url);
    test.provide('gatewayUrl', running.gatewayUrl);
    test.provide('hostUrl', page.url);
    test.provide('primevueHostUrl', primevuePage.url);
    test.provide('browserEndpoint', browser.endpoint);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

async function runDemo(dataDirectory: string): Promise<RunningProject> {
  const running = await runProject({
    dataDirectory,
    environment: {
      CHAT_AUTH: 'jwt',
      JWT_SECRET: jwtSecret,
      RATE_LIMIT: 'off',
      LOG_LEVEL: 'error',
      DEMO: 'on',
      DEMO_PORT: String(await freePort()),
    },
  });
  // Whether or not it has all of its conversations, which the tests that need them will tell.
  await running.says('The demo ');
  return running;
}
