import type { Locator, Page } from 'playwright-core';
import { listOf } from '../reading.ts';

/** What a reader came by. */
interface Passed {
  messages: number;
  /** Elements in them: links, mentions, code. */
  touched: number;
}

/**
 * Goes up a conversation to where it began, and there with pointer, focus and clicks over all that is in messages.
 * Links lead nowhere meanwhile: where they would is for the trap to judge.
 */
export async function readThrough(page: Page): Promise<Passed> {
  const passed = await listOf(page).evaluate(async (list) => {
    const keepHere = (event: Event) => {
      if (event.target instanceof Element && event.target.closest('a[href]')) event.preventDefault();
    };
    const touch = (element: Element) => {
      for (const type of [
        'pointerover',
        'pointerenter',
        'mouseover',
        'mouseenter',
        'mousemove',
        'pointerdown',
      ]) {
        element.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true }));
      }
      if (!(element instanceof HTMLElement)) return;
      if (element.matches('a, pre')) element.focus({ preventScroll: true });
      element.click();
    };
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const messages = new Set<string>();
    const touched = new Set<Element>();
    const take = () => {
      for (const row of list.querySelectorAll<HTMLElement>('[data-message-id]')) {
        messages.add(row.dataset.messageId ?? '');
      }
      for (const element of list.querySelectorAll('.mtchat-content *')) {
        if (touched.has(element)) continue;
        touched.add(element);
        touch(element);
      }
    };

    window.addEventListener('click', keepHere);
    const begin = performance.now();
    const isAtBeginning = () => list.querySelector('.mtchat-system-message') !== null;
    while (!isAtBeginning() && performance.now() - begin < 40_000) {
      take();
      list.scrollBy(0, list.clientHeight * -0.7);
      await frame();
    }
    take();
    window.removeEventListener('click', keepHere);
    return { messages: messages.size, touched: touched.size, isAtBeginning: isAtBeginning() };
  });
  if (!passed.isAtBeginning)
    throw new Error(`the beginning was not reached, only ${passed.messages} messages`);
  return passed;
}

/** Scrolls the list of dialogs until it has loaded as many. */
export async function loadAllDialogs(page: Page, count: number): Promise<void> {
  await page.waitForFunction((count) => {
    const items = document.querySelectorAll('.mtchat-dialog-item');
    items.item(items.length - 1)?.scrollIntoView();
    return items.length >= count;
  }, count);
}

/** The texts of all elements that a selector finds, exactly as they stand there. */
export function textsIn(page: Page, selector: string): Promise<string[]> {
  return page
    .locator(selector)
    .evaluateAll((elements) => elements.map((element) => element.textContent ?? ''));
}

/** Has the host show another dialog; resolves when its messages stand there. */
export async function showDialog(page: Page, dialogId: string): Promise<void> {
  await page.evaluate((dialogId) => window.host.change({ props: { mode: 'full', dialogId } }), dialogId);
  await page.locator(`[data-dialog-id="${dialogId}"][aria-current]`).waitFor({ state: 'attached' });
  await listOf(page).locator('[data-message-id]').first().waitFor();
}

/** Pastes one after another, and lets each be drawn. */
export async function pasteAll(field: Locator, type: 'text/html' | 'text/plain', texts: readonly string[]) {
  await field.evaluate(
    async (element, [type, texts]) => {
      for (const text of texts) {
        const clipboardData = new DataTransfer();
        clipboardData.setData(type, text);
        const options = { clipboardData, bubbles: true, cancelable: true };
        element.dispatchEvent(new ClipboardEvent('paste', options));
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
    [type, texts] as const,
  );
}
