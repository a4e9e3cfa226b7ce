import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path) => readFileSync(join(root, path), 'utf8');
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

const withoutCode = (text) => text.replaceAll(/^( *)```[\s\S]*?^\1```/gm, '');

/** The anchors that GitHub makes of a page's headings. */
const anchorsOf = (text) =>
  [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const sorted = (values) => [...new Set(values)].toSorted();

test('every link between the pages leads somewhere', () => {
  const broken = [];
  for (const page of pages) {
    for (const [, target] of withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [file, anchor] = target.split('#');
      const path = file ? join(dirname(page), file) : page;
      const found = existsSync(join(root, path)) && (!anchor || anchorsOf(read(path)).includes(anchor));
      if (!found) broken.push(`${page}: ${target}`);
    }
  }
  assert.deepEqual(broken, []);
});

test('the README names exactly the variables that the server reads', () => {
  const own = /const Environment = v\.object\(\{([\s\S]*?)\n\}\);/.exec(read('server/src/config.ts'))[1];
  const tencent = /const tencentEntries = \{([\s\S]*?)\n\};/.exec(read('server/src/tencent/config.ts'))[1];
  const known = [...`${own}\n${tencent}`.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name);
  const configuration = read('README.md').split('## Configuration')[1].split('\n## ')[0];
  const rows = configuration.split('\n').filter((line) => line.startsWith('| `'));
  const told = rows.flatMap((row) => [...row.split('|')[1].matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name));
  assert.deepEqual(told.toSorted(), sorted(known));
});

test('the page about theming names exactly the variables of the look', () => {
  const known = [...read('packages/widgets/src/shared/tokens.styles.ts').matchAll(/var\((--live-[a-z-]+)/g)].map(
    ([, name]) => name,
  );
  const table = read('docs/theming.md').split('## Variables')[1].split('\n## ')[0];
  const told = [...table.matchAll(/^\| `(--live-[a-z-]+)`/gm)].map(([, name]) => name);
  assert.deepEqual(sorted(told), sorted(known));
});

test('the page about embedding names every event of the elements', () => {
  const sources = join(root, 'packages/widgets/src');
  const files = readdirSync(sources, { recursive: true }).filter((path) => path.endsWith('events.ts'));
  const known = files.flatMap((path) => {
    const [, map] = /interface HTMLElementEventMap \{([\s\S]*?)\n {2}\}/.exec(readFileSync(join(sources, path), 'utf8')) ?? [];
    return [...(map ?? '').matchAll(/'(live-[a-z-]+)':/g)].map(([, name]) => name);
  });
  const rows = read('docs/embedding.md').match(/^\| `live-.*$/gm);
  const told = rows.flatMap((row) => [...row.split('|')[1].matchAll(/`(live-[a-z-]+)`/g)].map(([, name]) => name));
  assert.deepEqual(told.toSorted(), sorted(known));
});

test('every element has its place in the list of elements', () => {
  const { modules } = JSON.parse(read('packages/widgets/custom-elements.json'));
  const tags = modules.flatMap(({ declarations = [] }) => declarations.flatMap(({ tagName }) => tagName ?? []));
  const told = [...read('docs/elements.md').matchAll(/^## `<([a-z-]+)>`$/gm)].map(([, name]) => name);
  assert.deepEqual(sorted(told), sorted(tags));
});

test('the token that the pages show is signed in the same way on all of them', () => {
  const sample = (page) => /export function liveToken[\s\S]*?\n *\}\n/.exec(read(page))[0].replaceAll(/^ +/gm, '');
  assert.equal(sample('README.md'), sample('docs/embedding.md'));
});
