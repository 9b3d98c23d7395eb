import { shallowReactive } from 'vue';
import type { Locale } from '../client/config.ts';
import type { MessagePath, TranslationOf } from './message-tree.ts';
import { en } from './messages/en.ts';

export type { Locale };

/** The key of a text: `'shell.search.label'`. */
export type MessageKey = MessagePath<typeof en>;

export type Catalogue = TranslationOf<typeof en>;

/** What Intl calls these languages: Chinese is the simplified one. */
export const languageTags: Record<Locale, string> = { en: 'en', ru: 'ru', zh: 'zh-Hans' };

/** English is always there, to fall back on; a reader downloads one more language at most. */
const loadCatalogueOf: Record<Locale, () => Promise<Catalogue>> = {
  en: async () => en,
  ru: async () => (await import('./messages/ru.ts')).ru,
  zh: async () => (await import('./messages/zh.ts')).zh,
};

const loadedCatalogues = shallowReactive(new Map<Locale, Catalogue>([['en', en]]));

/** The texts in that language, the English ones until they are loaded. Reactive. */
export function catalogueOf(locale: Locale): Catalogue {
  return loadedCatalogues.get(locale) ?? en;
}

/** Whether the texts in that language are here. Reactive. */
export function isLoaded(locale: Locale): boolean {
  return loadedCatalogues.has(locale);
}

/** Fetches the texts in that language, once. Rejects when they cannot be had; the next call tries again. */
export async function loadCatalogue(locale: Locale): Promise<void> {
  if (!isLoaded(locale)) loadedCatalogues.set(locale, await loadCatalogueOf[locale]());
}

/**
 * The language of a BCP 47 tag, else English; without a tag, the first of the reader's languages that there are texts in. A
 * server cannot know those: its own `navigator` tells the language of the machine.
 */
export function localeFor(tag: string | undefined): Locale {
  if (tag !== undefined) return languageOf(tag) ?? 'en';
  const preferred = typeof window === 'undefined' ? [] : (navigator.languages ?? [navigator.language]);
  return preferred.map(languageOf).find((language) => language !== undefined) ?? 'en';
}

function languageOf(tag: string): Locale | undefined {
  const [language = ''] = tag.toLowerCase().split(/[-_]/);
  return isLocale(language) ? language : undefined;
}

function isLocale(language: string): language is Locale {
  return Object.hasOwn(languageTags, language);
}
