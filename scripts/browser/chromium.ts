import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type BrowserServer, chromium } from 'playwright-core';

const resolve = createRequire(import.meta.url).resolve;

/** Nothing but what pages ask for: a browser's own traffic has no place in tests, and no network in CI. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Root has no sandbox to give. Text is drawn alike on every machine. */
const everywhere = ['--no-sandbox', '--no-zygote', '--font-render-hinting=none'];

export interface RunningBrowser {
  /** Where `chromium.connect` of playwright finds it. */
  endpoint: string;
  close(): Promise<void>;
}

/** Starts the Chromium that `npm ci` installs, with fonts for Latin, Cyrillic and Chinese text, all kept in a folder of its own. */
export async function startChromium(): Promise<RunningBrowser> {
  const directory = await mkdtemp(join(tmpdir(), 'mtchat-chromium-'));
  try {
    const executablePath = await unpackChromium(directory);
    const fontsFile = await writeFontSettings(directory);
    const server: BrowserServer = await chromium.launchServer({
      executablePath,
      args: [...quiet, ...everywhere],
      // In a locale without Unicode, which a bare environment is, it saves files of other than Latin names as `download`.
      env: { ...process.env, LC_ALL: 'C.UTF-8', FONTCONFIG_FILE: fontsFile },
    });
    return {
      endpoint: server.wsEndpoint(),
      async close() {
        await server.close();
        await rm(directory, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

/** The package unpacks to the folder for temporary files, and takes what lies there for its own. */
async function unpackChromium(directory: string): Promise<string> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = directory;
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    return await packed.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** Open Sans comes with the browser and knows Latin and Cyrillic letters; Noto Sans Hans has the Chinese ones. */
async function writeFontSettings(directory: string): Promise<string> {
  const chinese = join(dirname(resolve('@embedpdf/fonts-sc')), '../fonts');
  const file = join(directory, 'fontconfig/fonts.conf');
  await mkdir(dirname(file));
  await writeFile(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(directory, 'fonts')}</dir>
  <dir>${chinese}</dir>
  <cachedir>${join(directory, 'font-cache')}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`,
  );
  return file;
}
