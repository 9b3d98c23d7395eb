import type { Locator, Page } from 'playwright-core';

/** Copies all of a web page, as Ctrl-A and Ctrl-C do there. */
export async function copyWebPage(near: Page, html: string): Promise<void> {
  const page = await near.context().newPage();
  // An address of its own, so that the clipboard takes it for a page of somebody else's.
  await page.route('https://shop.example/', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
  );
  await page.goto('https://shop.example/');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+C');
  await page.close();
  await near.bringToFront();
}

interface Carried {
  html?: string;
  text?: string;
  files?: readonly { name: string; type: string; bytes: Buffer }[];
}

/**
 * Pastes what another program left on the clipboard. Browsers clean what pages write there, so what Word writes has to
 * come with the event.
 */
export async function paste(field: Locator, { html, text, files = [] }: Carried): Promise<void> {
  const carried = {
    html,
    text,
    files: files.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString('base64') })),
  };
  await field.evaluate((element, { html, text, files }) => {
    const clipboardData = new DataTransfer();
    if (html !== undefined) clipboardData.setData('text/html', html);
    if (text !== undefined) clipboardData.setData('text/plain', text);
    for (const { name, type, base64 } of files) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      clipboardData.items.add(new File([bytes], name, { type }));
    }
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, carried);
}

/** What is on the clipboard. */
export function clipboardOf(page: Page): Promise<{ text: string; html: string }> {
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type: string) =>
      item?.types.includes(type) ? (await item.getType(type)).text() : '';
    return { text: await read('text/plain'), html: await read('text/html') };
  });
}
