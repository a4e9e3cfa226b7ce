import { Parser } from 'htmlparser2';

const BREAKS = new Set(['br', 'p', 'div', 'li', 'tr', 'h1', 'h2', 'h3', 'h4']);
const SILENT = new Set(['script', 'style', 'template']);

/** What a reader would see of a piece of HTML, as plain text. */
export function textOf(html: string): string {
  let text = '';
  let silent = 0;
  const parser = new Parser({
    onopentagname(name) {
      if (SILENT.has(name)) silent++;
      if (BREAKS.has(name) && !text.endsWith('\n')) text += '\n';
    },
    ontext(part) {
      if (silent === 0) text += part;
    },
    onclosetag(name) {
      if (SILENT.has(name)) silent--;
      if (BREAKS.has(name) && !text.endsWith('\n')) text += '\n';
    },
  });
  parser.end(html);
  return text.trim();
}

/** The contents of every `<script type="application/ld+json">`. */
export function jsonLdOf(html: string): string[] {
  const found: string[] = [];
  let inside = false;
  const parser = new Parser({
    onopentag(name, { type = '' }) {
      inside = name === 'script' && type.split(';')[0]!.trim().toLowerCase() === 'application/ld+json';
      if (inside) found.push('');
    },
    ontext(part) {
      if (inside) found[found.length - 1] += part;
    },
    onclosetag() {
      inside = false;
    },
  });
  parser.end(html);
  return found;
}
