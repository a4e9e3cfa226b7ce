import { msg, str } from '@lit/localize';
import type { Money } from '@vitrine/core/schemas/money.ts';
import { numberFormat } from './count.ts';

export { formatCount } from './count.ts';
export { localeOf } from './locale.ts';

/** An amount as people write it: `{ amount: 9900, currency: 'USD' }` is $99.00 in English. */
export function formatMoney({ amount, currency }: Money, locale: string): string {
  const format = numberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  const text = format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  // Arabic puts US$ last, where the sign would jump before the letters.
  return text.replace(/[A-Z]\p{Sc}$/u, '$&\u200e');
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const ZH_DAYS = '日一二三四五六';

/** How much of a date is said: the day's name, its number, or all in full words. */
type DateLength = 'weekday' | 'date' | 'full';

const DATE_OPTIONS = {
  weekday: { weekday: 'short' },
  date: { day: 'numeric', month: 'short' },
  full: { weekday: 'long', day: 'numeric', month: 'long' },
} as const satisfies Record<DateLength, Intl.DateTimeFormatOptions>;

/** A day and the time of it, in the visitor's time zone. */
export function formatDate(time: number, locale: string, length: DateLength): string {
  const date = new Date(time);
  // A page's first formatter of dates costs a phone a quarter of a second, and these two languages are easily written without.
  if (/^en(-US)?$/.test(locale)) return englishDate(date, length);
  if (/^zh(-CN|-Hans)?$/.test(locale)) return chineseDate(date, length);
  return date.toLocaleString(locale, { ...DATE_OPTIONS[length], hour: 'numeric', minute: '2-digit' });
}

function englishDate(date: Date, length: DateLength): string {
  const day = DAYS[date.getDay()]!;
  const month = MONTHS[date.getMonth()]!;
  const hours = date.getHours();
  const clock = `${hours % 12 || 12}:${two(date.getMinutes())} ${hours < 12 ? 'AM' : 'PM'}`;
  if (length === 'weekday') return `${day.slice(0, 3)} ${clock}`;
  if (length === 'date') return `${month.slice(0, 3)} ${date.getDate()}, ${clock}`;
  return `${day}, ${month} ${date.getDate()} at ${clock}`;
}

function chineseDate(date: Date, length: DateLength): string {
  const day = ZH_DAYS[date.getDay()]!;
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}`;
  if (length === 'weekday') return `周${day}${clock}`;
  return `${date.getMonth() + 1}月${date.getDate()}日${length === 'full' ? `星期${day}` : ''} ${clock}`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Milliseconds as a clock: 4:05, 1:02:03, 2d 03:04:05. Never below zero. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  if (days > 0) {
    const clock = `${two(hours)}:${two(minutes)}:${rest}`;
    return msg(str`${days}d ${clock}`, { desc: 'Days and a clock, for example 2d 03:04:05' });
  }
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
