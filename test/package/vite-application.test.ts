import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { type Application, installApplication } from './support/application.ts';
import { openPageWithChat } from './support/chat-in-browser.ts';

let application: Application;
beforeAll(async () => {
  application = await installApplication('vite', ['@mtchat/vue']);
});

it('a fresh Vite application type-checks with the package, its declarations included', () =>
  application.runScript('typecheck'));

it('a fresh Vite application builds the package, and shows a conversation in a browser that has no complaint', async () => {
  await application.runScript('build');
  const assets = await readdir(join(application.directory, 'dist/assets'));
  expect(assets.filter((file) => file.endsWith('.css'))).toHaveLength(1);
  expect(assets.filter((file) => file.endsWith('.js')).length).toBeGreaterThan(2);

  const url = await application.serve('node_modules/vite/bin/vite.js', (port) => ({
    parameters: ['preview', '--host', '127.0.0.1', '--port', String(port), '--strictPort'],
  }));
  const { page, complaints } = await openPageWithChat();
  await page.goto(url);
  const chat = page.getByRole('region', { name: 'Chat about orders' });
  await chat.getByRole('listitem').filter({ hasText: 'Order 1234' }).getByRole('button').first().click();
  // Its slot says who wrote; the editor comes by itself, later than the page.
  await chat.getByText('Wang Wei: ').first().waitFor();
  await chat.getByRole('textbox', { name: 'Message' }).waitFor();
  expect(complaints).toEqual([]);
});
