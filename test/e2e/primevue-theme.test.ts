import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { beDark, openWithPrimeVue, usePreset, withConversation } from './support/primevue-page.ts';

/** Some of what one sees: the ground of the chat, its text, and the corners of a field. */
function looksOf(page: Page) {
  return page.evaluate(() => {
    const partOf = (selector: string) => {
      const element = document.querySelector(selector);
      if (element === null) throw new Error(`There is no ${selector}`);
      return getComputedStyle(element);
    };
    const chat = partOf('.mtchat');
    return {
      ground: chat.backgroundColor,
      text: chat.color,
      scheme: chat.colorScheme,
      corners: partOf('.mtchat .p-inputtext').borderRadius,
      field: partOf('.mtchat .p-inputtext').backgroundColor,
      own: partOf('.mtchat-bubble--own').backgroundColor,
    };
  });
}

const light = { ground: 'rgb(255, 255, 255)', field: 'rgb(255, 255, 255)' };
const dark = { ground: 'rgb(24, 24, 27)', text: 'rgb(255, 255, 255)', field: 'rgb(9, 9, 11)' };

async function opened(options: Parameters<typeof openWithPrimeVue>[1] = {}) {
  const { wang, dialog } = await withConversation();
  const chat = await openWithPrimeVue(wang, { ...options, props: { dialogId: dialog.id, ...options.props } });
  await chat.page.getByRole('log').getByText('They are').waitFor();
  return chat.page;
}

it('another preset and other palettes are followed at once', async () => {
  const page = await opened();
  const aura = await looksOf(page);
  expect(aura).toMatchObject({ ...light, corners: '6px' });
  await usePreset(page, 'Nora');
  await expect.poll(() => looksOf(page)).toMatchObject({ ...light, corners: '2px' });

  await usePreset(page, 'Aura');
  await expect.poll(() => looksOf(page)).toEqual(aura);
  await page.evaluate(() => window.primevue.usePrimaryPalette('amber'));
  await expect.poll(async () => (await looksOf(page)).own).not.toBe(aura.own);
  await page.evaluate(() => window.primevue.useSurfacePalette('stone'));
  await expect.poll(async () => (await looksOf(page)).text).toBe('rgb(68, 64, 60)');
});

it('the dark mode is followed at once, by a class of the page', async () => {
  const page = await opened();
  expect(await looksOf(page)).toMatchObject({ ...light, scheme: 'light' });
  await beDark(page, true);
  expect(await looksOf(page)).toMatchObject({ ...dark, scheme: 'dark' });
  await beDark(page, false);
  expect(await looksOf(page)).toMatchObject({ ...light, scheme: 'light' });
});

it('and as the system is set, or not at all where PrimeVue has none', async () => {
  const page = await opened({ darkModeSelector: 'system' });
  expect(await looksOf(page)).toMatchObject({ ...light, scheme: 'light' });
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await looksOf(page)).toMatchObject({ ...dark, scheme: 'dark' });

  const without = await opened({ darkModeSelector: 'none', theme: 'dark' });
  expect(await looksOf(without)).toMatchObject({ ...light, scheme: 'light' });
});

it('a theme that the host names wins over the page, follows the preset, and ends with its name', async () => {
  const page = await opened({ props: { theme: 'dark' } });
  expect(await looksOf(page)).toMatchObject({ ...dark, scheme: 'dark', corners: '6px' });
  await usePreset(page, 'Nora');
  await expect.poll(() => looksOf(page)).toMatchObject({ ...dark, corners: '2px' });

  await beDark(page, true);
  await page.evaluate(() => window.host.change({ props: { theme: 'light' } }));
  await expect.poll(() => looksOf(page)).toMatchObject({ ...light, scheme: 'light' });
  await page.evaluate(() => window.host.change({ props: { theme: undefined } }));
  await expect.poll(() => looksOf(page)).toMatchObject({ ...dark, scheme: 'dark' });
});

it('PrimeVue looks the same where its rules are in a layer', async () => {
  const looksOfControls = (page: Page) =>
    page.evaluate(() =>
      ['.p-inputtext', '.p-tab-active', '.p-button', '.p-inputicon'].map((selector) => {
        const element = document.querySelector(`.mtchat ${selector}`);
        if (element === null) throw new Error(`There is no ${selector}`);
        const { padding, border, borderRadius, backgroundColor, color, font } = getComputedStyle(element);
        const { width, height } = element.getBoundingClientRect();
        return { selector, padding, border, borderRadius, backgroundColor, color, font, width, height };
      }),
    );
  const [page, layered] = [await opened(), await opened({ inLayer: true })];
  expect(await looksOfControls(layered)).toEqual(await looksOfControls(page));
});
