import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { freePort } from '../test/support/free-port.ts';
import { runProject } from '../test/support/running-project.ts';
import { startChromium } from './browser/chromium.ts';
import { states } from './screenshots/states.ts';
import { takePictures } from './screenshots/take.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const images = join(project, 'docs/images');

/** Runs the demo anew and writes what it shows to docs/images; with names after the command, those states alone. */
async function takeAll(names: string[]): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'mtchat-screenshots-'));
  const stopSteps = [() => rm(directory, { recursive: true, force: true })];
  try {
    const running = await runProject({
      dataDirectory: directory,
      environment: { DEMO: 'on', DEMO_PORT: String(await freePort()), RATE_LIMIT: 'off' },
    });
    stopSteps.push(async () => void (await running.interrupt()));
    await running.says('The demo has its');
    const chromiumServer = await startChromium();
    stopSteps.push(chromiumServer.close);
    const browser = await chromium.connect(chromiumServer.endpoint);

    await mkdir(images, { recursive: true });
    for (const state of states) {
      if (names.length > 0 && !names.includes(state.name)) continue;
      const files = await takePictures(browser, running.url, state, images);
      for (const file of files) console.log(relative(project, file));
    }
  } finally {
    for (const step of stopSteps.reverse()) await step();
  }
}

await takeAll(process.argv.slice(2));
