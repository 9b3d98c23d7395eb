import { readonly, ref, watchEffect } from 'vue';
import { type Language, languages } from '../i18n/languages.ts';

const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

function remembered<Value extends string>(key: string, values: readonly Value[]): Value | undefined {
  const stored = localStorage.getItem(key);
  return values.find((value) => value === stored);
}

function languageOfBrowser(): Language {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2));
  return wanted.flatMap((tag) => languages.filter((language) => language === tag))[0] ?? 'en';
}

const language = ref<Language>(remembered('demo-language', languages) ?? languageOfBrowser());
const theme = ref<Theme>(remembered('demo-theme', themes) ?? 'auto');

watchEffect(() => {
  document.documentElement.lang = language.value;
  localStorage.setItem('demo-language', language.value);
});

watchEffect(() => {
  document.documentElement.dataset.theme = theme.value;
  localStorage.setItem('demo-theme', theme.value);
});

/** Language and theme of the host, which the chat follows. Kept for the next visit. */
export function usePreferences() {
  return {
    language: readonly(language),
    theme: readonly(theme),
    themes,
    setLanguage(next: Language) {
      language.value = next;
    },
    setTheme(next: Theme) {
      theme.value = next;
    },
  };
}
