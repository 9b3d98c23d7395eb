import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Locator, Page, Route } from 'playwright-core';
import sharp from 'sharp';

/** A file as playwright gives it to a page. */
export interface TestFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A picture of noise, so that it is as large in bytes as it is to see. */
export async function picture(name: string, width = 640, height = 480): Promise<TestFile> {
  const raw = { width, height, channels: 3 as const };
  const buffer = await sharp(randomBytes(width * height * 3), { raw })
    .png()
    .toBuffer();
  return { name, mimeType: 'image/png', buffer };
}

export function archive(name: string, bytes = 3_000): TestFile {
  return { name, mimeType: 'application/zip', buffer: randomBytes(bytes) };
}

export function pdf(name: string): TestFile {
  const text = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF`;
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(text) };
}

/** Chooses files by the button, as from the window of the system. */
export async function pick(page: Page, ...files: TestFile[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach files' }).click();
  await (await chooser).setFiles(files);
}

/** What is in the tray above the field: one for each file that waits to be sent. */
export function waiting(page: Page, name?: string): Locator {
  const all = page.getByRole('list', { name: 'Files to send' }).getByRole('listitem');
  return name === undefined ? all : all.filter({ hasText: name });
}

/** Resolves when so many files are uploaded. */
export async function uploaded(page: Page, count: number): Promise<void> {
  await waiting(page)
    .nth(count - 1)
    .waitFor();
  await page.getByRole('progressbar').first().waitFor({ state: 'hidden' });
}

/** Picks files and sends them with the text, which may be empty; resolves when they are on their way. */
export async function sendFiles(page: Page, files: TestFile[], text = ''): Promise<void> {
  await pick(page, ...files);
  await uploaded(page, files.length);
  await page.getByRole('textbox', { name: /^Message/ }).fill(text);
  await page.getByRole('textbox', { name: /^Message/ }).press('Enter');
  await waiting(page).first().waitFor({ state: 'hidden' });
}

interface DroppedFile {
  name: string;
  type: string;
  /** In bytes. @default 100 */
  size?: number;
}

/** Files in the page itself, made there: also those that would take long to carry over. */
export async function drop(page: Page, ...files: DroppedFile[]): Promise<void> {
  await page.locator('.mtchat-drop-zone').evaluate((element, dropped) => {
    const dataTransfer = new DataTransfer();
    for (const { name, type, size = 100 } of dropped) {
      dataTransfer.items.add(new File([new Uint8Array(size)], name, { type }));
    }
    for (const event of ['dragenter', 'dragover', 'drop']) {
      element.dispatchEvent(new DragEvent(event, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, files);
}

/** The bytes of what an action saves, and under which name. */
export async function saved(
  page: Page,
  action: () => Promise<void>,
): Promise<{ name: string; bytes: Buffer }> {
  const event = page.waitForEvent('download');
  await action();
  const download = await event;
  return { name: download.suggestedFilename(), bytes: await buffer(await download.createReadStream()) };
}

/** Whether a request brings a file to the storage. */
export function isUpload(route: Route): boolean {
  return route.request().method() === 'PUT' && !route.request().url().includes('/api/v1/');
}
