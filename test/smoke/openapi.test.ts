import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { runProject } from '../support/running-project.ts';

it('the document that the built Worker serves is valid OpenAPI 3.1', async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'mtchat-openapi-'));
  const project = await runProject({ dataDirectory });
  const answer = await fetch(`${project.url}/api/v1/openapi.json`);
  expect(answer.headers.get('Content-Type')).toBe('application/json');
  const validator = new Validator();
  // What the answer holds is for the validator to say.
  const document = (await answer.json()) as Record<string, unknown>;
  expect(await validator.validate(document)).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  const page = await fetch(`${project.url}/docs`);
  expect(page.headers.get('Content-Type')).toMatch('text/html');
  expect(await page.text()).toContain('POST /api/v1/dialogs/{id}/messages');
  await project.interrupt();
  await rm(dataDirectory, { recursive: true, force: true });
});
