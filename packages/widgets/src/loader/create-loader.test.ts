import { aTimeout, expect, fixture, fixtureCleanup, html, waitUntil } from '@open-wc/testing';
import { createLoader, ERROR_ATTRIBUTE, type Loader } from './create-loader.ts';
import type { Tag } from './tags.ts';

let count = 0;
const loaders: Loader[] = [];

/** A loader of one tag that no other test uses; `load` registers it, after failing `failures` times. */
function setUp({ failures = 0, ...entry }: Partial<Tag> & { failures?: number } = {}) {
  const tag = `late-element-${(count += 1)}`;
  const calls = { value: 0 };
  const load = async (): Promise<void> => {
    calls.value += 1;
    if (calls.value <= failures) throw new TypeError('Failed to fetch');
    customElements.define(tag, class extends HTMLElement {});
  };
  const loader = createLoader({ tags: { [tag]: { load, ...entry } }, retryDelays: [10, 10] });
  loaders.push(loader);
  const registered = () => waitUntil(() => customElements.get(tag), `${tag} was not loaded`);
  const add = (parent: ParentNode = document.body): HTMLElement => parent.appendChild(document.createElement(tag));
  return { tag, calls, loader, registered, add };
}

/** Long enough for observers to have reported whatever they report. */
const settled = () => aTimeout(120);

afterEach(() => {
  for (const loader of loaders.splice(0)) loader.stop();
  fixtureCleanup();
  scrollTo(0, 0);
  document.querySelectorAll('body > :not(script)').forEach((element) => element.remove());
});

it('loads an element that is on the page already', async () => {
  const { loader, registered, add, calls } = setUp();
  add();
  add();
  loader.scan(document);
  await registered();
  await settled();
  expect(calls.value).to.equal(1);
});

it('loads an element that is added later, deep inside other markup', async () => {
  const { loader, registered, add } = setUp();
  loader.scan(document);
  const section = document.createElement('section');
  add(section.appendChild(document.createElement('p')));
  document.body.append(section);
  await registered();
});

it('leaves an element alone until it comes near the viewport', async () => {
  const { loader, registered, add, calls } = setUp();
  const far = await fixture(html`<div style="padding-top: 5000px; height: 10px"></div>`);
  add(far);
  loader.scan(document);
  await settled();
  expect(calls.value).to.equal(0);
  far.scrollIntoView({ block: 'end' });
  await registered();
});

it('loads an element that has no place on the page at once', async () => {
  const { loader, registered, add } = setUp({ eager: true });
  const hidden = await fixture(html`<div hidden></div>`);
  add(hidden);
  loader.scan(document);
  await registered();
});

it('loads an element that lays out only its children', async () => {
  const { loader, registered, add } = setUp();
  add().style.display = 'contents';
  loader.scan(document);
  await registered();
});

it('loads an element that the shop hides until it is there', async () => {
  const { loader, registered, add } = setUp();
  const style = document.head.appendChild(document.createElement('style'));
  style.textContent = ':not(:defined) { display: none !important }';
  const element = add();
  loader.scan(document);
  await registered();
  expect(getComputedStyle(element).display).to.equal('inline');
  style.remove();
});

it('does not load what was taken away before it came near', async () => {
  const { loader, add, calls } = setUp();
  const far = await fixture(html`<div style="padding-top: 5000px; height: 10px"></div>`);
  const element = add(far);
  loader.scan(document);
  element.remove();
  await settled();
  far.scrollIntoView({ block: 'end' });
  await settled();
  expect(calls.value).to.equal(0);
});

it('still knows an element that was moved', async () => {
  const { loader, registered, add, calls } = setUp();
  const far = await fixture(html`<div style="padding-top: 5000px; height: 10px"></div>`);
  const element = add(far);
  loader.scan(document);
  await settled();
  expect(calls.value).to.equal(0);
  document.body.prepend(element);
  await registered();
});

it('looks into shadow roots that it is given, now and later', async () => {
  const early = setUp();
  const late = setUp();
  const host = await fixture(html`<div></div>`);
  const root = host.attachShadow({ mode: 'open' });
  early.add(root);
  early.loader.scan(host);
  await early.registered();
  late.loader.scan(root);
  late.add(root);
  await late.registered();
});

it('reads an element’s styles before it registers it, in a task of their own', async () => {
  const steps: string[] = [];
  const step = (name: string): void => void steps.push(name);
  class Late extends HTMLElement {
    static readonly elementStyles = [
      {
        get styleSheet() {
          step('read');
          // Comes to its turn only if the loader gives up its own.
          scheduler.postTask(() => step('another task'), { priority: 'user-blocking' });
          return new CSSStyleSheet();
        },
      },
    ];
    connectedCallback() {
      step('registered');
    }
  }
  const tag = `late-element-${(count += 1)}`;
  const loader = createLoader({ tags: { [tag]: { load: () => Promise.resolve(Late) } } });
  loaders.push(loader);
  document.body.append(document.createElement(tag));
  loader.scan(document);
  await waitUntil(() => steps.includes('registered'));
  expect(steps).to.deep.equal(['read', 'another task', 'registered']);
});

it('does not load an element that the shop has registered itself', async () => {
  const { tag, loader, add, calls } = setUp({ eager: true });
  customElements.define(tag, class extends HTMLElement {});
  loader.scan(document);
  add();
  await settled();
  expect(calls.value).to.equal(0);
});

it('holds an element’s place until it is registered, and yields to the shop’s own rules', async () => {
  const { tag, loader, add, registered } = setUp({ box: 'display:block;min-block-size:123px' });
  const far = await fixture(html`<div style="padding-top: 5000px"></div>`);
  const element = add(far);
  loader.scan(document);
  expect(element.offsetHeight).to.equal(123);
  const style = document.head.appendChild(document.createElement('style'));
  style.textContent = `${tag} { min-block-size: 50px }`;
  expect(element.offsetHeight).to.equal(50);
  style.remove();
  far.scrollIntoView({ block: 'end' });
  await registered();
  expect(element.offsetHeight).to.equal(0);
});

it('holds the place in a shadow root too', async () => {
  const { loader, add } = setUp({ box: 'display:block;min-block-size:123px' });
  const host = await fixture(html`<div style="padding-top: 5000px"></div>`);
  const element = add(host.attachShadow({ mode: 'open' }));
  loader.scan(host);
  expect(element.offsetHeight).to.equal(123);
});

it('tries a failing chunk again', async () => {
  const { loader, registered, add, calls } = setUp({ failures: 2 });
  const element = add();
  loader.scan(document);
  await registered();
  expect(calls.value).to.equal(3);
  expect(element.hasAttribute(ERROR_ATTRIBUTE)).to.equal(false);
});

it('marks an element whose chunk stays away, and tries again when the network returns', async () => {
  const { loader, registered, add, calls } = setUp({ failures: 3 });
  const element = add();
  loader.scan(document);
  await waitUntil(() => element.hasAttribute(ERROR_ATTRIBUTE));
  expect(calls.value).to.equal(3);
  dispatchEvent(new Event('online'));
  await registered();
  await waitUntil(() => !element.hasAttribute(ERROR_ATTRIBUTE));
});

it('tries a failed chunk again for an element that is added later', async () => {
  const { loader, registered, add } = setUp({ failures: 3 });
  const first = add();
  loader.scan(document);
  await waitUntil(() => first.hasAttribute(ERROR_ATTRIBUTE));
  add();
  await registered();
  await waitUntil(() => !first.hasAttribute(ERROR_ATTRIBUTE));
});

it('registers the class that a chunk gives, unless somebody was faster', async () => {
  const tag = `classy-element-${(count += 1)}`;
  class Classy extends HTMLElement {}
  const loader = createLoader({ tags: { [tag]: { load: async () => Classy } } });
  loaders.push(loader);
  document.body.append(document.createElement(tag));
  loader.scan(document);
  await customElements.whenDefined(tag);
  expect(customElements.get(tag)).to.equal(Classy);
});

/** An element that shows `part` in its shadow root, behind a box that is closed at first. */
const holderOf = (part: string) =>
  class extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({ mode: 'open' }).innerHTML = `<section hidden><${part}></${part}></section>`;
    }
  };

it('loads what stands in the shadow root of an element of ours once it comes into view', async () => {
  const [tag, part] = [`holding-element-${(count += 1)}`, `held-element-${count}`];
  let calls = 0;
  const loader = createLoader({
    tags: {
      [tag]: { load: async () => holderOf(part), holds: true },
      [part]: { load: async () => ((calls += 1), class extends HTMLElement {}), box: 'display:block;block-size:40px' },
    },
  });
  loaders.push(loader);
  loader.scan(document);
  const early = document.body.appendChild(document.createElement(tag));
  await customElements.whenDefined(tag);
  const late = document.body.appendChild(document.createElement(tag));
  await settled();
  expect(calls).to.equal(0);

  late.shadowRoot!.querySelector('section')!.hidden = false;
  await customElements.whenDefined(part);
  expect(early.shadowRoot!.querySelector(part)).to.be.instanceOf(customElements.get(part)!);
});
