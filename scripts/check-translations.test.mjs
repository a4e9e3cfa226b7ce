import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { RuntimeLitLocalizer } from '@lit/localize-tools/lib/modes/runtime.js';
import { buildTexts, readTextConfig } from './build-texts.mjs';
import { checkTranslations } from './check-translations.mjs';

const modules = fileURLToPath(new URL('../node_modules', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'vitrine-texts-test-'));
const project = join(folder, 'project');

const CONFIG = {
  $schema: '',
  sourceLocale: 'en',
  targetLocales: ['de'],
  inputFiles: ['src/**/*.ts'],
  output: { mode: 'runtime', language: 'ts', outputDir: 'built', localeCodesModule: 'built/codes.ts' },
  interchange: { format: 'xliff', xliffDir: 'texts' },
};
const saying = (text) =>
  text ? `import { msg } from '@lit/localize';\nexport const text = () => msg('${text}');\n` : 'export {};\n';
const build = (project) => buildTexts(new RuntimeLitLocalizer(readTextConfig(project)));
const replaceIn = (file, from, to) => writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));

before(async () => {
  for (const name of ['src', 'texts', 'built']) mkdirSync(join(project, name), { recursive: true });
  // Sources find what they import from where they lie.
  symlinkSync(modules, join(folder, 'node_modules'), 'junction');
  writeFileSync(join(project, 'lit-localize.json'), JSON.stringify(CONFIG));
  writeFileSync(join(project, 'src/say.ts'), saying('Sold out'));
  execFileSync(process.execPath, [join(modules, '@lit/localize-tools/bin/lit-localize.js'), 'extract'], { cwd: project });
  replaceIn(join(project, 'texts/de.xlf'), '</source>', '</source>\n  <target>Ausverkauft</target>');
  await build(project);
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** A project of one text, translated and built. */
function setUp(name) {
  const own = join(folder, name);
  cpSync(project, own, { recursive: true });
  const texts = join(own, 'texts/de.xlf');
  return {
    own,
    texts,
    change: (from, to) => replaceIn(texts, from, to),
    say: (text) => writeFileSync(join(own, 'src/say.ts'), saying(text)),
    faults: () => checkTranslations(own),
  };
}

test('a project whose texts are all translated and built has no faults, and is left as it is', async () => {
  const { texts, faults } = setUp('fine');
  const text = readFileSync(texts, 'utf8');
  assert.deepEqual(await faults(), []);
  assert.equal(readFileSync(texts, 'utf8'), text);
});

test('a text without a translation is named', async () => {
  const { change, faults } = setUp('missing');
  change(/<target>.*<\/target>/, '');
  assert.deepEqual(await faults(), ['de has no text for: Sold out']);
});

test('a translation without a word is none', async () => {
  const { change, faults } = setUp('empty');
  change('Ausverkauft', ' ');
  assert.deepEqual(await faults(), ['de has no text for: Sold out']);
});

test('a text that the code has got since is named', async () => {
  const { say, faults } = setUp('new');
  say('The last one');
  assert.deepEqual(await faults(), ['de has no text for: The last one']);
});

test('a translation that no code asks for any more is a fault', async () => {
  const { say, faults } = setUp('obsolete');
  say(undefined);
  assert.deepEqual(await faults(), ['de.xlf is not what the elements say now: npm run localize:extract']);
});

test('a translation that was not built yet is a fault', async () => {
  const { change, faults } = setUp('unbuilt');
  change('Ausverkauft', 'Leider ausverkauft');
  assert.deepEqual(await faults(), ['de.ts is out of date: npm run localize:build']);
});

test('what only the shop’s own people read is built apart, and what a visitor reads, too, is not', async () => {
  const { own, change } = setUp('staff');
  mkdirSync(join(own, 'src/live-console'));
  writeFileSync(join(own, 'src/live-console/ban.ts'), saying('Ban') + "export const sold = () => msg('Sold out');\n");
  change('</body>', '<trans-unit id="s16413819b0f06fe6"><source>Ban</source><target>Sperren</target></trans-unit></body>');
  await build(own);

  const read = (file) => readFileSync(join(own, 'built', file), 'utf8');
  assert.match(read('de.ts'), /Ausverkauft/);
  assert.doesNotMatch(read('de.ts'), /Sperren|Ban/);
  assert.match(read('staff/de.ts'), /Sperren/);
  assert.doesNotMatch(read('staff/de.ts'), /Ausverkauft/);
});
