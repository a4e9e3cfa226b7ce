import { aTimeout, expect, waitUntil } from '@open-wc/testing';
import type { Loader } from './create-loader.ts';
import { install, type Vitrine } from './install.ts';

let count = 0;
let started: Loader[] = [];

function setUp() {
  const tag = `pasted-element-${(count += 1)}`;
  const loadedBy: string[] = [];
  /** Pastes the script; `also` are tags that only this version knows. */
  const paste = (name: string, also: string[] = []): void => {
    const entries = [tag, ...also].map((known) => {
      const load = async (): Promise<void> => {
        loadedBy.push(`${known} by ${name}`);
        customElements.define(known, class extends HTMLElement {});
      };
      return [known, { load, eager: true }];
    });
    started.push(install({ tags: Object.fromEntries(entries), server: `https://${name}.example` }));
  };
  return { tag, paste, loadedBy };
}

const vitrine = () => globalThis.vitrine as Vitrine | undefined;

afterEach(() => {
  for (const loader of started) loader.stop();
  started = [];
  delete (globalThis as { vitrine?: unknown }).vitrine;
  delete (globalThis as { [key: symbol]: unknown })[Symbol.for('vitrine.loader/1')];
});

it('does nothing a second time when it is pasted twice', async () => {
  const { tag, paste, loadedBy } = setUp();
  paste('one');
  paste('two');
  document.body.append(document.createElement(tag));
  await waitUntil(() => customElements.get(tag));
  await aTimeout(50);
  expect(loadedBy).to.deep.equal([`${tag} by one`]);
  expect(vitrine()?.server).to.equal('https://one.example');
});

it('lets a second version take care of the tags that the first one does not know', async () => {
  const { tag, paste, loadedBy } = setUp();
  const newer = `${tag}-newer`;
  paste('one');
  paste('two', [newer]);
  document.body.append(document.createElement(tag), document.createElement(newer));
  await waitUntil(() => customElements.get(tag) && customElements.get(newer));
  expect(loadedBy.sort()).to.deep.equal([`${tag} by one`, `${newer} by two`].sort());
});

it('scans a shadow root for every version on the page', async () => {
  const { tag, paste } = setUp();
  const newer = `${tag}-newer`;
  paste('one');
  paste('two', [newer]);
  const host = document.body.appendChild(document.createElement('div'));
  const root = host.attachShadow({ mode: 'open' });
  root.append(document.createElement(tag), document.createElement(newer));
  vitrine()!.scan(root);
  await waitUntil(() => customElements.get(tag) && customElements.get(newer));
});

it('keeps what the shop has set, and the server that the shop has named', () => {
  const token = async () => 'signed';
  const settings = { token, server: 'https://own.example' };
  globalThis.vitrine = settings;
  setUp().paste('one');
  expect(vitrine()).to.equal(settings);
  expect(vitrine()?.token).to.equal(token);
  expect(vitrine()?.server).to.equal('https://own.example');
});

it('keeps what the shop sets after the script has run', () => {
  setUp().paste('one');
  const token = async () => 'signed';
  globalThis.vitrine = { token };
  expect(vitrine()?.token).to.equal(token);
  expect(vitrine()?.server).to.equal('https://one.example');
  expect(vitrine()?.scan).to.be.a('function');
});

it('copies settings that the shop has frozen', () => {
  const token = async () => 'signed';
  globalThis.vitrine = Object.freeze({ token });
  setUp().paste('one');
  expect(vitrine()?.token).to.equal(token);
  expect(vitrine()?.server).to.equal('https://one.example');
});

it('extends settings in a property that cannot be replaced, as `var` makes it', () => {
  // A real one would stay for the other tests, so the refusal is played.
  const { defineProperty } = Object;
  globalThis.vitrine = { token: async () => 'signed' };
  Object.defineProperty = () => {
    throw new TypeError('Cannot redefine property: vitrine');
  };
  setUp().paste('one');
  Object.defineProperty = defineProperty;
  expect(vitrine()?.server).to.equal('https://one.example');
});
