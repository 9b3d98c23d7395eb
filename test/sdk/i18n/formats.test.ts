import { describe, expect, it } from 'vitest';
import { formatsOf } from '../../../sdk-vue/i18n/formats.ts';
import type { Locale } from '../../../sdk-vue/i18n/locale.ts';

/** Noon of a Wednesday, in the time zone of whoever runs this. */
const noon = new Date(2026, 2, 11, 12, 0).getTime();
const minutes = 60_000;
const hours = 60 * minutes;
const days = 24 * hours;

const formats = (locale: Locale) => formatsOf(locale, () => noon);

/** Intl puts narrow spaces where people type plain ones. */
const plain = (text: string) => text.replaceAll(/\s/g, ' ');

describe('times', () => {
  it('are written as the language does', () => {
    expect(plain(formats('en').time(noon + 2 * hours + 5 * minutes))).toBe('2:05 PM');
    expect(formats('ru').time(noon + 2 * hours + 5 * minutes)).toBe('14:05');
    expect(formats('zh').time('2026-03-11T12:05:00')).toBe('12:05');
  });

  it('name today and yesterday', () => {
    expect(formats('en').day(noon - 11 * hours)).toBe('Today');
    expect(formats('en').day(noon - 13 * hours)).toBe('Yesterday');
    expect(formats('ru').day(noon - 13 * hours)).toBe('Вчера');
    expect(formats('zh').day(noon)).toBe('今天');
  });

  it('name other days, with the year where it is another', () => {
    expect(formats('en').day(noon - 3 * days)).toBe('Sunday, March 8');
    expect(formats('en').day(new Date(2025, 11, 31, 9))).toBe('December 31, 2025');
  });

  it('say how long ago, and never that something is still to come', () => {
    const { relative } = formats('en');
    expect(relative(noon + 5 * minutes)).toBe('now');
    expect(relative(noon - 5 * minutes)).toBe('5 minutes ago');
    expect(relative(noon - 3 * hours)).toBe('3 hours ago');
    expect(relative(noon - 20 * hours)).toBe('yesterday');
    expect(formats('ru').relative(noon - 21 * minutes)).toBe('21 минуту назад');
  });

  it('are as short in lists as they can be', () => {
    const { compact } = formats('en');
    expect(plain(compact(noon - hours))).toBe('11:00 AM');
    expect(compact(noon - 2 * days)).toBe('Mon');
    expect(compact(noon - 20 * days)).toBe('Feb 19');
    expect(compact(new Date(2025, 0, 5))).toBe('01/05/25');
  });
});

describe('sizes of files', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [1023, '1,023 bytes'],
    [1536, '1.5 kB'],
    [100 * 1024 * 1024, '100 MB'],
  ])('%d is %s', (bytes, text) => {
    expect(plain(formats('en').fileSize(bytes))).toBe(text);
  });

  it('are written as the language does', () => {
    expect(plain(formats('ru').fileSize(1536))).toBe('1,5 кБ');
  });
});
