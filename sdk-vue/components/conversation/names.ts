import type { I18n } from '../../i18n/use-i18n.ts';

/** `Anna, Boris, Chen`; more than `most` people become `Anna, Boris and 3 more`. */
export function namesText(names: readonly string[], { t }: I18n, most = 3): string {
  // Intl.ListFormat either puts an "and" before the last or, in Chinese, nothing at all between them.
  const comma = t('conversation.names.comma');
  if (names.length <= most) return names.join(comma);
  const shown = names.slice(0, most - 1);
  return t('conversation.names.more', { names: shown.join(comma), count: names.length - shown.length });
}

/** Up to two letters for an avatar without a picture: `AP` for Anna Petrova. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).slice(0, 2);
  // Letters outside the basic plane are two units each: a spread keeps them whole.
  return words
    .map((word) => [...word][0] ?? '')
    .join('')
    .toLocaleUpperCase();
}

const tints = 8;

/** Which of the theme's avatar tints belongs to an id, 1 to 8: the same on every device. */
export function tintOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return (sum % tints) + 1;
}
