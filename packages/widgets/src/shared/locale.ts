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
