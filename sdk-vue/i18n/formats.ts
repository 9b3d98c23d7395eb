import { type Locale, languageTags } from './locale.ts';

/** A point in time: a Date, what the wire carries (RFC 3339), or milliseconds since 1970. */
export type Moment = Date | string | number;

export interface Formats {
  /** `14:05`, or `2:05 PM` where the language says so. */
  time(moment: Moment): string;
  /** The heading of a day: Today, Yesterday, `Monday, 3 March`, with the year where it is not this one. */
  day(moment: Moment): string;
  /** How long ago: `now`, `5 minutes ago`, `yesterday`, and the date when it is over a week. */
  relative(moment: Moment): string;
  /** The shortest that tells: the time today, the weekday within a week, the date before that. */
  compact(moment: Moment): string;
  /** Day and time in full, for tooltips. */
  full(moment: Moment): string;
  /** `1.4 MB`. Units of 1,024 bytes, as file managers show them. */
  fileSize(bytes: number): string;
  number(value: number): string;
}

const minute = 60_000;
const hour = 60 * minute;
const week = 7 * 24 * hour;

/** Dates, times and sizes as `locale` writes them. `now` is asked at each call that depends on it. */
export function formatsOf(locale: Locale, now: () => number): Formats {
  const tag = languageTags[locale];
  const date = (options: Intl.DateTimeFormatOptions) => lazily(() => new Intl.DateTimeFormat(tag, options));
  const timeFormat = date({ hour: 'numeric', minute: '2-digit' });
  const weekday = date({ weekday: 'short' });
  const dayOfYear = date({ weekday: 'long', day: 'numeric', month: 'long' });
  const dayOfAnyYear = date({ day: 'numeric', month: 'long', year: 'numeric' });
  const shortDate = date({ day: 'numeric', month: 'short' });
  const numericDate = date({ day: '2-digit', month: '2-digit', year: '2-digit' });
  const fullFormat = date({ dateStyle: 'long', timeStyle: 'short' });
  const numberFormat = lazily(() => new Intl.NumberFormat(tag));
  const ago = lazily(() => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }));

  const isThisYear = (moment: Moment) => new Date(moment).getFullYear() === new Date(now()).getFullYear();

  return {
    time: (moment) => timeFormat().format(new Date(moment)),
    day(moment) {
      const days = daysBetween(moment, now());
      if (days === 0 || days === 1) return capitalised(ago().format(-days, 'day'), tag);
      return capitalised((isThisYear(moment) ? dayOfYear() : dayOfAnyYear()).format(new Date(moment)), tag);
    },
    relative(moment) {
      const passed = Math.max(0, now() - new Date(moment).getTime());
      if (passed < minute) return ago().format(0, 'second');
      if (passed < hour) return ago().format(-Math.floor(passed / minute), 'minute');
      const days = daysBetween(moment, now());
      if (days === 0) return ago().format(-Math.floor(passed / hour), 'hour');
      if (passed < week) return ago().format(-days, 'day');
      return (isThisYear(moment) ? shortDate() : dayOfAnyYear()).format(new Date(moment));
    },
    compact(moment) {
      const days = daysBetween(moment, now());
      if (days === 0) return timeFormat().format(new Date(moment));
      if (days < 7) return weekday().format(new Date(moment));
      return (isThisYear(moment) ? shortDate() : numericDate()).format(new Date(moment));
    },
    full: (moment) => fullFormat().format(new Date(moment)),
    fileSize: (bytes) => fileSize(bytes, tag),
    number: (value) => numberFormat().format(value),
  };
}

/** How many midnights of this machine's time zone have passed since `moment`; none where the clock is behind it. */
function daysBetween(moment: Moment, now: number): number {
  // Rounded, because a day on which the clocks change has 23 or 25 hours.
  return Math.max(0, Math.round((startOfDay(now) - startOfDay(moment)) / (24 * hour)));
}

function startOfDay(moment: Moment): number {
  return new Date(moment).setHours(0, 0, 0, 0);
}

const sizeUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

function fileSize(bytes: number, tag: string): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), sizeUnits.length - 1);
  const value = bytes / 1024 ** power;
  return new Intl.NumberFormat(tag, {
    style: 'unit',
    unit: sizeUnits[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 || value >= 100 ? 0 : 1,
  }).format(value);
}

function capitalised(text: string, tag: string): string {
  return text.charAt(0).toLocaleUpperCase(tag) + text.slice(1);
}

/** Intl's formats are slow to make and few are needed at a time. */
function lazily<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
