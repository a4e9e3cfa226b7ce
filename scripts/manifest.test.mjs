import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { MANIFEST, readManifest, toText } from './manifest.mjs';

const widgets = fileURLToPath(new URL('../packages/widgets', import.meta.url));
const { modules } = JSON.parse(readFileSync(MANIFEST, 'utf8'));
const elements = modules.flatMap(({ path, declarations = [] }) =>
  declarations.filter(({ tagName }) => tagName).map((element) => ({ ...element, folder: dirname(join(widgets, path)) })),
);

/** The sources beside an element, without its tests and stories, as one text. */
const sourcesOf = (folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !/\.(test|stories)\.ts$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll(/\/\*\*[\s\S]*?\*\//g, ''))
    .join('\n');
const found = (text, pattern) =>
  [...new Set([...text.matchAll(pattern)].flatMap(([, names]) => names.trim().split(/\s+/)))].toSorted();
const names = (list = []) => list.map(({ name }) => name).filter(Boolean);

/** What one of the lists in the manifest lacks of what the sources have. */
function assertDocumented(pattern, listed, kind) {
  const missing = elements.flatMap((element) =>
    found(sourcesOf(element.folder), pattern)
      .filter((name) => !names(listed(element)).includes(name))
      .map((name) => `<${element.tagName}> ${kind} ${name}`),
  );
  assert.deepEqual(missing, []);
}

test('the committed manifest is what the elements say of themselves', async () => {
  assert.equal(readFileSync(MANIFEST, 'utf8'), toText(await readManifest()), 'run `npm run manifest` and review the difference');
});

test('every element is in the manifest, with a description of everything', () => {
  assert.ok(elements.length >= 10);
  for (const { tagName, description, attributes, members, events, slots, cssParts, cssProperties, cssStates } of elements) {
    assert.ok(description, tagName);
    for (const each of [attributes, members, events, slots, cssParts, cssProperties, cssStates].flatMap((list = []) => list))
      assert.ok(each.description, `<${tagName}> ${each.name}`);
  }
});

test('every slot is in the manifest', () => {
  assertDocumented(/<slot name="([\w-]+)"/g, ({ slots }) => slots, 'slot');
});

test('every part is in the manifest', () => {
  assertDocumented(/\bpart="([\w -]+)"/g, ({ cssParts }) => cssParts, 'part');
});

test('every CSS variable that a shop can set is in the manifest', () => {
  assertDocumented(/var\((--live-[\w-]+)/g, ({ cssProperties }) => cssProperties, 'variable');
});

test('every attribute of an element is in the manifest', () => {
  assertDocumented(/attribute: '([\w-]+)'/g, ({ attributes }) => attributes, 'attribute');
});
