import { expect, it } from 'vitest';
import { localeFor } from '../../../sdk-vue/i18n/locale.ts';

it.each([
  ['en', 'en'],
  ['ru', 'ru'],
  ['ru-RU', 'ru'],
  ['zh_CN', 'zh'],
  ['zh-Hant-TW', 'zh'],
  ['EN-gb', 'en'],
  ['de', 'en'],
  ['english', 'en'],
  ['', 'en'],
])('a host that says %s gets the texts in %s', (tag, locale) => {
  expect(localeFor(tag)).toBe(locale);
});
