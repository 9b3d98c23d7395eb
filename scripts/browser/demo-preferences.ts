import type { BrowserContext } from 'playwright-core';

export interface DemoPreferences {
  theme: 'light' | 'dark';
  locale: 'en' | 'ru' | 'zh';
}

/** Sets language and theme of the demo before its pages load, as its own switches keep them. */
export async function setDemoPreferences(
  context: BrowserContext,
  preferences: DemoPreferences,
): Promise<void> {
  await context.addInitScript(({ theme, locale }) => {
    localStorage.setItem('demo-theme', theme);
    localStorage.setItem('demo-language', locale);
  }, preferences);
}

/** Where the demo shows one of its pages to one of its people. */
export function demoAddress(origin: string, person: string, path: string): string {
  return `${origin}/?as=${person}#${path}`;
}
