import type { TagTable } from './tags.ts';

/** A style sheet that holds the elements' places until they are registered. `:where` lets any rule of the shop's win. */
export function boxesOf(tags: TagTable): CSSStyleSheet | undefined {
  try {
    const sheet = new CSSStyleSheet();
    const rules = Object.entries(tags).flatMap(([tag, { box }]) => (box ? [`:where(${tag}:not(:defined)){${box}}`] : []));
    sheet.replaceSync(rules.join(''));
    return sheet;
  } catch {
    // Without constructable style sheets the page may jump once; an inline style would break a strict CSP.
    return undefined;
  }
}

/** Adopts the sheet in the document or shadow root around `node`; once is enough. */
export function reserveBoxes(node: Node, sheet: CSSStyleSheet | undefined): void {
  const root = node.getRootNode();
  if (!sheet || !(root instanceof Document || root instanceof ShadowRoot)) return;
  try {
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  } catch {
    // A root of another document (a frame's) cannot adopt our sheet.
  }
}
