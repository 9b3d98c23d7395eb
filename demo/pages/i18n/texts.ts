import { computed } from 'vue';
import type { Localised } from '../../backend/orders.ts';
import { usePreferences } from '../session/preferences.ts';
import { en, type TextKey, type Texts } from './en.ts';
import type { Language } from './languages.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

const catalogues: Readonly<Record<Language, Texts>> = { en, ru, zh };

/** The host's words, dates and money in the language that is chosen. */
export function useTexts() {
  const { language } = usePreferences();
  const day = computed(() => new Intl.DateTimeFormat(language.value, { day: 'numeric', month: 'short' }));
  const time = computed(() => new Intl.DateTimeFormat(language.value, { timeStyle: 'medium' }));

  return {
    /** A text, its `{name}` replaced. */
    text(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
      return catalogues[language.value][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
    },
    local: (words: Localised) => words[language.value],
    money: (amount: number, currency: string) =>
      new Intl.NumberFormat(language.value, { style: 'currency', currency, maximumFractionDigits: 0 }).format(
        amount,
      ),
    time: (moment: string) => time.value.format(new Date(moment)),
    dayFromToday(days: number): string {
      const date = new Date();
      date.setDate(date.getDate() + days);
      return day.value.format(date);
    },
  };
}
