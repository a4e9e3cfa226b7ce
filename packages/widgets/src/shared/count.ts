const formatters = new Map<string, Intl.NumberFormat>();

/** Intl's formatters are slow to make and a list needs the same one for every row. */
export function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${options.currency ?? options.notation ?? ''}`;
  const known = formatters.get(key) ?? new Intl.NumberFormat(locale, options);
  formatters.set(key, known);
  return known;
}

/** A number of people or likes, shortened from 10,000 on: 9,999, then 12K. */
export function formatCount(count: number, locale: string): string {
  // The first formatter costs a phone a tenth of a second, and these languages write small numbers as we do.
  if (count < 1_000 && /^(en|zh)\b/.test(locale)) return String(count);
  return numberFormat(locale, count < 10_000 ? {} : { notation: 'compact', maximumFractionDigits: 1 }).format(count);
}
