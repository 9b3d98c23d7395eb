import {
  type ComputedRef,
  computed,
  type InjectionKey,
  inject,
  type MaybeRefOrGetter,
  onMounted,
  onScopeDispose,
  provide,
  type Ref,
  shallowRef,
  toValue,
  watch,
} from 'vue';
import { type Formats, formatsOf } from './formats.ts';
import { isLoaded, type Locale, languageTags, loadCatalogue, localeFor, type MessageKey } from './locale.ts';
import { type MessageValues, translate } from './translate.ts';

export interface I18n {
  locale: ComputedRef<Locale>;
  /** The BCP 47 tag of the locale, for `lang`. */
  languageTag: ComputedRef<string>;
  /** The text of `key`. Reactive: what renders it follows the locale. */
  t(key: MessageKey, values?: MessageValues): string;
  /** Dates, times and sizes. Reactive to the locale and, where it matters, to the passing of time. */
  format: Formats;
}

const i18nKey: InjectionKey<I18n> = Symbol('mtchat i18n');

/**
 * Gives this component and its children the texts of `locale`, a tag of BCP 47, or of the reader's language where it is undefined. Until
 * those of the first language are loaded, `isReady` is false; a change of language shows once its texts are there.
 */
export function provideI18n(
  locale: MaybeRefOrGetter<string | undefined>,
): I18n & { isReady: Readonly<Ref<boolean>> } {
  const { shown, isReady } = useLoadedLocale(() => localeFor(toValue(locale)));
  const now = useClock();
  const i18n = createI18n(shown, () => now.value);
  provide(i18nKey, i18n);
  return { ...i18n, isReady };
}

/** Follows `wanted`, one step behind where its texts have to be fetched. */
function useLoadedLocale(wanted: () => Locale): { shown: Ref<Locale>; isReady: Ref<boolean> } {
  const shown = shallowRef<Locale>('en');
  const isReady = shallowRef(false);
  async function follow(locale: Locale): Promise<void> {
    // A server that keeps texts for later requests would render what no browser begins with: those have English alone.
    if (typeof window === 'undefined' && locale !== 'en') return;
    try {
      if (!isLoaded(locale)) await loadCatalogue(locale);
      if (wanted() === locale) shown.value = locale;
    } catch {
      // A chat in another language is better than none: it stays in the one it was in.
    }
    isReady.value = true;
  }
  watch(wanted, follow, { immediate: true });
  return { shown, isReady };
}

/** Milliseconds since 1970, by the minute: one clock a chat, so that "Today" does not go stale in a page left open. */
function useClock(): Readonly<Ref<number>> {
  const now = shallowRef(Date.now());
  let timer: ReturnType<typeof setInterval> | undefined;
  onMounted(() => {
    now.value = Date.now();
    timer = setInterval(() => {
      now.value = Date.now();
    }, 60_000);
  });
  onScopeDispose(() => clearInterval(timer));
  return now;
}

/** The texts and formats of the nearest chat; outside one, of the reader's language. */
export function useI18n(): I18n {
  return inject(i18nKey, () => createI18n(undefined, Date.now), true);
}

/** Texts and formats without a component, English until `loadCatalogue`. `now` gives milliseconds since 1970. */
export function createI18n(locale: MaybeRefOrGetter<string | undefined>, now: () => number): I18n {
  const current = computed(() => localeFor(toValue(locale)));
  const formats = computed(() => formatsOf(current.value, now));
  return {
    locale: current,
    languageTag: computed(() => languageTags[current.value]),
    t: (key, values) => translate(current.value, key, values),
    format: {
      time: (moment) => formats.value.time(moment),
      day: (moment) => formats.value.day(moment),
      relative: (moment) => formats.value.relative(moment),
      compact: (moment) => formats.value.compact(moment),
      full: (moment) => formats.value.full(moment),
      fileSize: (bytes) => formats.value.fileSize(bytes),
      number: (value) => formats.value.number(value),
    },
  };
}
