import type { I18n } from '../../i18n/use-i18n.ts';

/** `Anna is typing…`, for one, two and more people; empty for none. */
export function typingText(names: readonly string[], { t }: I18n): string {
  const [first, second] = names;
  if (first === undefined) return '';
  if (second === undefined) return t('conversation.typing.one', { name: first });
  if (names.length === 2) return t('conversation.typing.two', { first, second });
  return t('conversation.typing.more', { name: first, count: names.length - 1 });
}
