import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { type DemoPreferences, demoAddress, setDemoPreferences } from '../browser/demo-preferences.ts';
import type { State } from './states.ts';

const heights = { 1440: 900, 820: 1_080, 390: 844 };

/** The pictures of a state, each in its width, theme and language. */
function picturesOf({ widths = [1440, 820, 390], themes = ['light', 'dark'], locales = ['en'] }: State) {
  return widths.flatMap((width) =>
    themes.flatMap((theme) => locales.map((locale) => ({ width, theme, locale }))),
  );
}

function fileNameOf(name: string, width: number, { theme, locale }: DemoPreferences): string {
  return [name, width, theme, ...(locale === 'en' ? [] : [locale])].join('-').concat('.png');
}

/** Takes all pictures of a state of the demo at `origin` and gives the paths of the files that it wrote. */
export async function takePictures(
  browser: Browser,
  origin: string,
  state: State,
  directory: string,
): Promise<string[]> {
  const files: string[] = [];
  for (const { width, ...preferences } of picturesOf(state)) {
    const context = await browser.newContext({
      viewport: { width, height: heights[width] },
      colorScheme: preferences.theme,
      locale: preferences.locale,
      reducedMotion: 'reduce',
      deviceScaleFactor: 1,
    });
    await setDemoPreferences(context, preferences);
    const page = await context.newPage();
    await page.goto(demoAddress(origin, state.person, state.path));
    await state.prepare?.(page);
    const file = join(directory, fileNameOf(state.name, width, preferences));
    await writePicture(page, file);
    files.push(file);
    await context.close();
  }
  return files;
}

/** As a PNG of at most 256 colours: a third of the size, and nobody sees it on a page of few colours. */
async function writePicture(page: Page, file: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await sharp(picture).png({ palette: true, effort: 10 }).toFile(file);
}
