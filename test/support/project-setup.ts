import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { runProject } from './running-project.ts';

/** Runs `npm run dev`, once for all files of a project, with data of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'mtchat-project-'));
  const running = await runProject({
    dataDirectory,
    environment: { RATE_LIMIT: 'off', LOG_LEVEL: 'error' },
  });
  project.provide('projectUrl', running.url);
  return async () => {
    await running.interrupt();
    await rm(dataDirectory, { recursive: true, force: true });
  };
}
