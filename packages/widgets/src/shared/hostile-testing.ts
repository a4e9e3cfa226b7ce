import { expect, fixtureCleanup } from '@open-wc/testing';
import { NAUGHTY_STRINGS, TRAP } from '@vitrine/core/testing/naughty-strings.ts';
import { settle } from './testing.ts';

let ran: string[] = [];
let loaded = 0;

/** For the tests of one `describe`: whatever text or address is taken for code fails the test that it ran in. */
export function setTrap(): void {
  beforeEach(function patience() {
    // Hundreds of texts, each rendered.
    this.currentTest?.timeout(60_000);
  });
  beforeEach(() => {
    ran = [];
    Object.assign(globalThis, { [TRAP]: (by = '') => ran.push(by) });
    performance.clearResourceTimings();
    loaded = performance.getEntriesByType('resource').length;
  });
  afterEach(async () => {
    await settle();
    expect(ran).to.deep.equal([]);
    fixtureCleanup();
  });
}

/** Texts as our server lets them through: trimmed, and short enough for the field. */
export const texts = (max: number): string[] => [
  ...new Set(NAUGHTY_STRINGS.map((text) => text.trim()).filter(({ length }) => length > 0 && length <= max)),
];

export const all = <T extends Element = HTMLElement>(element: Element, selector: string): T[] => [
  ...element.shadowRoot!.querySelectorAll<T>(selector),
];

export const written = (nodes: Element[]): string[] => nodes.map(({ textContent }) => textContent ?? '');

/** Two arrays of hundreds of odd strings print badly: the first difference says it all. */
export function expectVerbatim(actual: string[], expected: string[]): void {
  const at = expected.findIndex((text, i) => actual[i] !== text);
  expect(at, at < 0 ? '' : `${JSON.stringify(expected[at])} came out as ${JSON.stringify(actual[at])}`).to.equal(-1);
  expect(actual).to.have.length(expected.length);
}

/** Every element inside, through all shadow roots. */
export function* deep(root: ParentNode): Generator<Element> {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    if (element.shadowRoot) yield* deep(element.shadowRoot);
  }
}

/** Nothing inside has an address, nothing runs when it is clicked, and nothing was loaded. */
export async function expectInert(element: Element): Promise<void> {
  await settle();
  const inside = [...deep(element.shadowRoot!)];
  for (const node of inside) {
    for (const name of ['src', 'href', 'poster', 'srcset', 'action', 'data']) {
      expect(node.getAttribute(name), `${node.localName} ${name}`).to.equal(null);
    }
    // Lists of which only a part is in the page say how far it is moved.
    expect(node.getAttribute('style') ?? '', `${node.localName} style`).to.match(/^[a-z-]*:?[ \d.px;]*$/);
    if (node.matches('a, img, [part~="title"], [part~="image"], [part~="cover"]')) (node as HTMLElement).click();
  }
  await settle();
  expect(ran).to.deep.equal([]);
  const foreign = performance.getEntriesByType('resource').slice(loaded);
  expect(foreign.filter(({ name }) => /evil|data:|blob:/.test(name))).to.deep.equal([]);
}
