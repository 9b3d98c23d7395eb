import { catalogueOf, type Locale, languageTags, type MessageKey } from './locale.ts';
import type { MessageText, MessageTree, PluralMessage } from './message-tree.ts';

/** Values of placeholders. `count` also chooses the plural form. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** The text of `key` in `locale` with its placeholders filled; numbers are written as that language writes them. */
export function translate(locale: Locale, key: MessageKey, values: MessageValues = {}): string {
  const message = findMessage(catalogueOf(locale), key);
  // Only JavaScript callers can get here: the type of `key` knows no other.
  if (message === undefined) return key;
  const text = typeof message === 'string' ? message : pluralForm(locale, message, values);
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? numberFormat(locale).format(value) : insideText(value);
  });
}

const directionControls = /[\u202a-\u202e\u2066-\u2069]/g;
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * A name or title within a sentence. It must not turn the words around it, by what it is written in (so it is isolated:
 * U+2068 and U+2069) nor by characters that change the direction, which would also end the isolation.
 */
function insideText(value: string): string {
  const plain = value.replace(directionControls, '');
  return rightToLeft.test(plain) ? `\u2068${plain}\u2069` : plain;
}

function findMessage(catalogue: MessageTree, key: string): MessageText | undefined {
  let node: MessageTree | MessageText | undefined = catalogue;
  for (const step of key.split('.')) {
    if (node === undefined || typeof node === 'string') return undefined;
    const children: MessageTree = node;
    node = children[step];
  }
  return isMessage(node) ? node : undefined;
}

function isMessage(node: MessageTree | MessageText | undefined): node is MessageText {
  return typeof node === 'string' || typeof node?.other === 'string';
}

function pluralForm(locale: Locale, forms: PluralMessage, values: MessageValues): string {
  const category = pluralRules(locale).select(Number(values.count));
  return forms[category] ?? forms.other;
}

const pluralRulesOf = new Map<Locale, Intl.PluralRules>();
const numberFormatOf = new Map<Locale, Intl.NumberFormat>();

function pluralRules(locale: Locale): Intl.PluralRules {
  const rules = pluralRulesOf.get(locale) ?? new Intl.PluralRules(languageTags[locale]);
  pluralRulesOf.set(locale, rules);
  return rules;
}

function numberFormat(locale: Locale): Intl.NumberFormat {
  const format = numberFormatOf.get(locale) ?? new Intl.NumberFormat(languageTags[locale]);
  numberFormatOf.set(locale, format);
  return format;
}
