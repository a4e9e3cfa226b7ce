/** Spreadsheets run what begins like this as a formula; the names of products come from people. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: string | number): string {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as RFC 4180 has it, in UTF-8 that spreadsheets recognize. */
export const toCsv = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  `\u{feff}${[head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
