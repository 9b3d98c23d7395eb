import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { messagesWith } from './support/composer.ts';
import { archive, pdf, picture, saved, sendFiles } from './support/files.ts';
import { openPair } from './support/pair.ts';

async function openGallery() {
  const [one, two, three] = await Promise.all([
    picture('one.png', 900, 600),
    picture('two.png', 600, 900),
    picture('three.png', 800, 800),
  ]);
  const { atAnna, atBoris } = await openPair();
  await sendFiles(atAnna.page, [one, two], 'Two of them');
  await sendFiles(atAnna.page, [archive('between.zip')]);
  await sendFiles(atAnna.page, [three]);
  await atBoris.page.getByRole('button', { name: 'Open image three.png' }).waitFor();
  const viewer = atBoris.page.getByRole('dialog', { name: 'Files of this chat' });
  return { page: atBoris.page, viewer, one };
}

function shown(viewer: Locator, name: string): Locator {
  return viewer.getByRole('img', { name, exact: true });
}

/** How wide the picture is on the screen, once it no longer glides. */
async function widthOf(image: Locator): Promise<number> {
  await image.evaluate(async (element) => {
    await Promise.all(element.getAnimations().map(({ finished }) => finished));
  });
  return (await image.boundingBox())?.width ?? 0;
}

it('by the keyboard one opens a picture, goes through all of the chat, and is back where one was', async () => {
  const { page, viewer } = await openGallery();
  const opener = page.getByRole('button', { name: 'Open image two.png' });
  await opener.focus();
  await page.keyboard.press('Enter');

  await shown(viewer, 'two.png').waitFor();
  await viewer.getByText('2 / 3').waitFor();
  await page.keyboard.press('ArrowRight');
  await shown(viewer, 'three.png').waitFor();
  // At the end it stays.
  await page.keyboard.press('ArrowRight');
  await viewer.getByText('3 / 3').waitFor();
  expect(await viewer.getByRole('button', { name: 'Next file' }).isDisabled()).toBe(true);
  await page.keyboard.press('Home');
  await shown(viewer, 'one.png').waitFor();
  await viewer.getByRole('status').filter({ hasText: 'one.png, 1 of 3' }).waitFor();
  await viewer.getByRole('button', { name: 'Next file' }).click();
  await shown(viewer, 'two.png').waitFor();

  await page.keyboard.press('Escape');
  await viewer.waitFor({ state: 'hidden' });
  await expect.poll(() => opener.evaluate((button) => button === document.activeElement)).toBe(true);
});

it('Tab stays in the viewer, and what is behind cannot be reached', async () => {
  const { page, viewer } = await openGallery();
  await page.getByRole('button', { name: 'Open image two.png' }).click();
  await shown(viewer, 'two.png').waitFor();
  const buttons = await viewer.getByRole('button', { disabled: false }).count();
  for (let presses = 0; presses <= buttons; presses += 1) {
    await page.keyboard.press('Tab');
    expect(await viewer.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Shift+Tab');
  expect(await viewer.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
});

it('a picture is enlarged by keys, wheel, double click and buttons, and made whole again', async () => {
  const { page, viewer } = await openGallery();
  await page.getByRole('button', { name: 'Open image one.png' }).click();
  const image = shown(viewer, 'one.png');
  await image.waitFor();
  const whole = await widthOf(image);
  const isEnlarged = () => expect.poll(() => widthOf(image)).toBeGreaterThan(whole * 1.2);
  const isWhole = () => expect.poll(() => widthOf(image)).toBeCloseTo(whole, 0);

  await page.keyboard.press('+');
  await isEnlarged();
  await page.keyboard.press('0');
  await isWhole();
  await image.hover();
  await page.mouse.wheel(0, -400);
  await isEnlarged();
  await viewer.getByRole('button', { name: 'Reset zoom' }).click();
  await isWhole();
  await image.dblclick();
  await isEnlarged();
  await page.keyboard.press('-');
  await page.keyboard.press('0');
  await isWhole();
  await viewer.getByRole('button', { name: 'Zoom in' }).click();
  await isEnlarged();

  // Larger than the window, it is moved by the mouse.
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await widthOf(image);
  const before = await image.boundingBox();
  await page.mouse.move(700, 450);
  await page.mouse.down();
  await page.mouse.move(760, 450);
  await page.mouse.up();
  await expect.poll(async () => (await image.boundingBox())?.x).not.toBe(before?.x);
  // The next picture begins whole.
  await page.keyboard.press('ArrowRight');
  await shown(viewer, 'two.png').waitFor();
  expect(await viewer.getByRole('button', { name: 'Zoom out' }).isDisabled()).toBe(true);
});

it('from the viewer a picture is saved as it was sent', async () => {
  const { page, viewer, one } = await openGallery();
  await page.getByRole('button', { name: 'Open image one.png' }).click();
  await shown(viewer, 'one.png').waitFor();
  const { name, bytes } = await saved(page, () => viewer.getByRole('button', { name: 'Download' }).click());
  expect(name).toBe('one.png');
  expect(bytes.equals(one.buffer)).toBe(true);
});

/** This browser has no reader of its own for PDF; what it is given is seen all the same. */
async function withPdfReader(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'pdfViewerEnabled', { get: () => true });
  });
  await page.reload();
}

it('a PDF opens in the viewer, from an address that gives it as it was sent', async () => {
  const { atAnna, atBoris } = await openPair();
  const report = pdf('Отчёт 2026.pdf');
  await sendFiles(atAnna.page, [report], 'The report');
  await withPdfReader(atBoris.page);
  await messagesWith(atBoris.page, 'The report')
    .getByRole('button', { name: /^Open.*Отчёт 2026\.pdf/ })
    .click();

  const viewer = atBoris.page.getByRole('dialog', { name: 'Files of this chat' });
  const frame = viewer.getByTitle('Отчёт 2026.pdf', { exact: true }).and(viewer.locator('iframe'));
  await frame.waitFor();
  const response = await fetch((await frame.getAttribute('src')) ?? '');
  expect(response.headers.get('Content-Type')).toBe('application/pdf');
  expect(response.headers.get('Content-Disposition')).toMatch(/^inline/);
  expect(Buffer.from(await response.arrayBuffer()).equals(report.buffer)).toBe(true);
});

it('where the browser shows no PDF in a page, it opens in a new tab', async () => {
  const { atAnna, atBoris } = await openPair();
  await sendFiles(atAnna.page, [pdf('report.pdf')], 'The report');
  await atBoris.page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'pdfViewerEnabled', { get: () => false });
  });
  await atBoris.page.reload();
  await messagesWith(atBoris.page, 'The report')
    .getByRole('button', { name: /^Open.*report\.pdf/ })
    .click();

  const viewer = atBoris.page.getByRole('dialog', { name: 'Files of this chat' });
  await viewer.getByText('This browser does not show PDF files in a page').waitFor();
  const opened = atBoris.context.waitForEvent('request', (request) =>
    request.url().includes('response-content-disposition=inline'),
  );
  await viewer.getByRole('button', { name: 'Open in a new tab' }).last().click();
  expect((await opened).isNavigationRequest()).toBe(true);
});
