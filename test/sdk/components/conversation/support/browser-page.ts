import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { type Browser, chromium, type Page } from 'playwright-core';
import { createServer } from 'vite';
import { startChromium } from '../../../../../scripts/browser/chromium.ts';

export interface ConversationPages {
  /** Opens the page of `page/` in a browser of its own size. `query` says what it shows: `scene=trade&theme=dark`. */
  open(query: string, size?: { width: number; height: number }): Promise<Page>;
  close(): Promise<void>;
}

/** A real browser and the page that shows one conversation: for what no imitation of a document can do. */
export async function startConversationPages(): Promise<ConversationPages> {
  const cacheDir = await mkdtemp(join(tmpdir(), 'mtchat-conversation-'));
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('../page', import.meta.url)),
    cacheDir,
    plugins: [vue()],
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null, fs: { strict: false } },
  });
  await server.listen();
  const running = await startChromium();
  const browser: Browser = await chromium.connect(running.endpoint);
  const [address] = server.resolvedUrls?.local ?? [];

  return {
    async open(query, size = { width: 900, height: 700 }) {
      // A context of its own, which axe asks for.
      const context = await browser.newContext({ viewport: size });
      const page = await context.newPage();
      await page.goto(`${address}?${query}`);
      await page.locator('.mtchat-conversation').waitFor();
      return page;
    },
    async close() {
      await browser.close();
      await running.close();
      await server.close();
      await rm(cacheDir, { recursive: true, force: true });
    },
  };
}
