const block = document.querySelector('#texts');
const texts = block ? JSON.parse(block.textContent) : {};

/** The shop's English words in the page's language; `{name}` is filled in. */
export const t = (english, values = {}) =>
  (texts[english] ?? english).replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
