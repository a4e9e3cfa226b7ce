import { msg, str } from '@lit/localize';
import type { Money } from '@vitrine/core/schemas/money.ts';

const formatters = new Map<string, Intl.NumberFormat>();

/** Intl's formatters are slow to make and a list needs the same one for every row. */
function formatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${options.currency ?? options.notation ?? ''}`;
  const known = formatters.get(key) ?? new Intl.NumberFormat(locale, options);
  formatters.set(key, known);
  return known;
}

/** An amount as people write it: `{ amount: 9900, currency: 'USD' }` is $99.00 in English. */
export function formatMoney({ amount, currency }: Money, locale: string): string {
  const format = formatter(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** A number of people or likes, shortened from 10,000 on: 9,999, then 12K. */
export function formatCount(count: number, locale: string): string {
  // The first formatter costs a phone a tenth of a second, and these languages write small numbers as we do.
  if (count < 1_000 && /^(en|zh)\b/.test(locale)) return String(count);
  return formatter(locale, count < 10_000 ? {} : { notation: 'compact', maximumFractionDigits: 1 }).format(count);
}

/** Milliseconds as a clock: 4:05, 1:02:03, 2d 03:04:05. Never below zero. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  if (days > 0) {
    const clock = `${two(hours)}:${two(minutes)}:${rest}`;
    return msg(str`${days}d ${clock}`, { desc: 'Days and a clock, for example 2d 03:04:05' });
  }
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** The language an element stands in: the nearest `lang` that is one, across shadow roots, else the browser's. */
export function localeOf(element: Element): string {
  for (let node: Element | undefined = element; node; node = parentOf(node)) {
    const lang = node.getAttribute('lang');
    if (lang && isLocale(lang)) return lang;
  }
  return navigator.language;
}

function parentOf(node: Element): Element | undefined {
  if (node.parentElement) return node.parentElement;
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}

function isLocale(lang: string): boolean {
  try {
    return Intl.getCanonicalLocales(lang).length > 0;
  } catch {
    return false;
  }
}
