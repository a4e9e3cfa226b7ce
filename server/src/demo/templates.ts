import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Markup, type Texts, escapeHtml } from './markup.ts';

/** Text is escaped where it is filled in; markup was made by the shop itself. */
export type Values = Readonly<Record<string, string | Markup>>;

const PLACE = /\{\{(>|_)?\s*([^{}]+?)\s*\}\}/g;

/**
 * Fills in a page of the folder: `{{> name}}` is `parts/name.html`, `{{_ Some words}}` these words in the visitor's language,
 * and `{{name}}` a value. A value that is missing stays as it is written, so that nobody overlooks it.
 */
export async function fillTemplate(folder: string, name: string, texts: Texts, values: Values): Promise<string> {
  const source = await readFile(join(folder, `${name}.html`), 'utf8');
  const parts = new Map<string, string>();
  for (const [, kind, part = ''] of source.matchAll(PLACE)) {
    if (kind === '>' && !parts.has(part)) parts.set(part, await fillTemplate(folder, `parts/${part}`, texts, values));
  }
  return source.replace(PLACE, (place, kind: string | undefined, key: string) => {
    if (kind === '>') return parts.get(key) ?? place;
    if (kind === '_') return escapeHtml(texts(key.replace(/\s+/g, ' ')));
    const value = values[key];
    if (value === undefined) return place;
    return typeof value === 'string' ? escapeHtml(value) : value.markup;
  });
}
