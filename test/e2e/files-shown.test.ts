import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { messagesWith } from './support/composer.ts';
import { archive, picture, saved, sendFiles } from './support/files.ts';
import { hold } from './support/hold.ts';
import { openPair } from './support/pair.ts';

/** From now on, measures how much of the page jumps, as browsers do: 0 is nothing. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  const measuring = await page.evaluateHandle(() => {
    const shifts: number[] = [];
    const add = (entries: PerformanceEntryList) => {
      for (const entry of entries) if ('value' in entry) shifts.push(Number(entry.value));
    };
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: 'layout-shift' });
    return {
      shiftsUntilNow() {
        add(observer.takeRecords());
        return shifts.reduce((sum, shift) => sum + shift, 0);
      },
    };
  });
  return () => measuring.evaluate((page) => page.shiftsUntilNow());
}

function places(page: Page): Promise<unknown> {
  return page
    .getByRole('log')
    .getByRole('article')
    .evaluateAll((rows) =>
      rows.map((row) => {
        const { x, y, width, height } = row.getBoundingClientRect();
        return { row: row.textContent, x, y, width, height };
      }),
    );
}

const patience = { timeout: 10_000 };

function isPicture(url: URL): boolean {
  return url.search.includes('X-Amz') && url.search.includes('inline');
}

it('nothing moves while pictures load, whatever their shape and number', async () => {
  const { atAnna, atBoris } = await openPair();
  await sendFiles(atAnna.page, [await picture('wide.png', 1_200, 300)], 'Wide');
  await sendFiles(atAnna.page, [await picture('high.png', 200, 900)], 'High');
  await sendFiles(
    atAnna.page,
    await Promise.all([1, 2, 3].map((number) => picture(`three-${number}.png`, 400, 300))),
    'Three',
  );
  const pictures = await hold(atBoris.page, isPicture);
  await atBoris.page.reload();
  await messagesWith(atBoris.page, 'Three').waitFor();
  await atBoris.page.getByRole('button', { name: 'Open image three-3.png' }).waitFor();
  const before = await places(atBoris.page);
  const shift = await watchShifts(atBoris.page);

  pictures.letGo();
  const images = atBoris.page.getByRole('log').locator('img');
  await expect
    .poll(
      () =>
        images.evaluateAll(
          (all) =>
            all.length > 0 &&
            all.every(
              (image) => image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0,
            ),
        ),
      patience,
    )
    .toBe(true);
  // As they are drawn, not as they will be.
  await atBoris.page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  expect(await places(atBoris.page)).toEqual(before);
  expect(await shift()).toBe(0);
});

it('what its sender sees at once stays where it is when it is stored', async () => {
  const { atAnna } = await openPair();
  const stored = await hold(atAnna.page, /\/messages\b/);
  await sendFiles(atAnna.page, [await picture('bolt.png', 400, 300)], 'A bolt');
  const message = messagesWith(atAnna.page, 'A bolt');
  const image = message
    .locator('img')
    .or(message.getByRole('button', { name: /bolt/ }))
    .first();
  await image.waitFor();
  const before = await image.boundingBox();
  stored.letGo();
  await message.getByRole('button', { name: 'Open image bolt.png' }).waitFor();
  expect(await message.getByRole('button', { name: 'Open image bolt.png' }).boundingBox()).toEqual(before);
});

it('other files show their kind, name and size, and are saved byte for byte under their name', async () => {
  const { atAnna, atBoris } = await openPair();
  const file = archive('Счёт 发票 №7.zip', 70_000);
  await sendFiles(atAnna.page, [file]);
  const card = atBoris.page.getByRole('button', { name: /^Download.*Счёт 发票 №7\.zip/ });
  await card.waitFor();
  expect(await card.textContent()).toMatch(/ZIP · 68\.4 kB/);

  const { name, bytes } = await saved(atBoris.page, () => card.click());
  expect(name).toBe('Счёт 发票 №7.zip');
  expect(bytes.equals(file.buffer)).toBe(true);
});

it('a picture that did not come is asked for once more, also where its address is still the same', async () => {
  const { atAnna, atBoris } = await openPair();
  await sendFiles(atAnna.page, [await picture('late.png', 300, 300)], 'Late');
  const asked: string[] = [];
  await atBoris.page.route(isPicture, (route) => {
    asked.push(route.request().url());
    return asked.length === 1 ? route.abort('connectionreset') : route.fallback();
  });
  // The server signs by the second: asked twice in one, it gives the same address.
  await atBoris.page.route(/\/attachments\/[^/]+\/url/, (route) =>
    route.fulfill({
      headers: { 'Access-Control-Allow-Origin': '*' },
      json: { data: { url: asked[0], thumbnail_url: null, expires_in: 3_600 } },
    }),
  );
  await atBoris.page.reload();

  const image = messagesWith(atBoris.page, 'Late').locator('img');
  await expect
    .poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth), patience)
    .toBe(300);
  expect(asked).toEqual([asked[0], asked[0]]);
});

it('a picture that does not come at all says so in its place', async () => {
  const { atAnna, atBoris } = await openPair();
  await sendFiles(atAnna.page, [await picture('lost.png', 300, 300)], 'Lost');
  await atBoris.page.route(isPicture, (route) => route.abort('connectionreset'));
  await atBoris.page.reload();
  await messagesWith(atBoris.page, 'Lost').getByText('Image not available').waitFor();
});

it('an SVG is never drawn in the page, only saved', async () => {
  const { atAnna, atBoris } = await openPair();
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "stolen"</script></svg>';
  await sendFiles(atAnna.page, [{ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) }]);
  await atBoris.page.getByRole('button', { name: /^Download.*logo\.svg/ }).waitFor();
  expect(await atBoris.page.getByRole('log').locator('img').count()).toBe(0);
});
