const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment as a table shows it, in the reader's own time zone. */
export function formatWhen(ms: number, locale: string): string {
  const format = formats.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  formats.set(locale, format);
  return format.format(ms);
}
