import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { buildPackages } from '../build-packages.mjs';
import { createConsumer } from './consumer.mjs';
import { filesIn } from './rewrite.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const example = (name) => readFileSync(join(root, 'scripts/packages/example', name), 'utf8');
const packageOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

let folders;
let consumer;

before(async () => {
  folders = Object.values(await buildPackages());
  const others = [
    'lit',
    'lit-html',
    'lit-element',
    '@lit',
    '@lit-labs',
    '@preact',
    'ulid',
    'valibot',
    '@types/react',
    '@types/trusted-types',
    'csstype',
  ];
  consumer = createConsumer(folders, others, {
    'shop.ts': example('shop.ts'),
    'shop.tsx': example('shop.tsx'),
    'tsconfig.json': example('tsconfig.json'),
  });
});
after(() => consumer?.remove());

test('publint finds nothing in the packages', async () => {
  for (const pkgDir of folders) {
    const { messages, pkg } = await publint({ pkgDir, strict: true, pack: false });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg, { color: false })),
      [],
    );
  }
});

test('every import of a published file is declared', () => {
  for (const folder of folders) {
    const { name, dependencies } = packageOf(folder);
    for (const file of filesIn(folder).filter((each) => /\.(js|d\.ts)$/.test(each) && each !== 'jsx.d.ts')) {
      const text = readFileSync(join(folder, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
      for (const [, specifier] of text.matchAll(
        /(?:^(?:import|export|\})[^'"\n]*\bfrom|^import|\bimport\()\s*['"]([^'"]+)['"]/gm,
      )) {
        if (specifier.startsWith('.')) assert.match(specifier, /\.js$/, `${name}/${file} imports ${specifier}`);
        else {
          const [scope, rest] = specifier.split('/');
          const wanted = scope.startsWith('@') ? `${scope}/${rest}` : scope;
          assert.ok(isBuiltin(specifier) || wanted in dependencies, `${name}/${file} imports ${specifier}`);
          assert.doesNotMatch(specifier, /\.ts$/, `${name}/${file}`);
        }
      }
    }
  }
});

test('nothing but what is meant to be is published', () => {
  for (const folder of consumer.unpacked) {
    const files = filesIn(folder);
    assert.deepEqual(
      files.filter((file) => /\.test\.|\.stories\.|(^|\/)fake-|\/story\.|tsbuildinfo/.test(file)),
      [],
    );
    assert.ok(files.includes('LICENSE'));
  }
});

test('every entry can be imported where there is no browser', () => {
  const entries = consumer.unpacked.flatMap((folder) => {
    const { name, exports } = packageOf(folder);
    return Object.keys(exports)
      .filter((key) => exports[key].default && !key.includes('*'))
      .map((key) => name + key.slice(1));
  });
  assert.ok(entries.length > 20, entries.join());
  const script = `for (const entry of ${JSON.stringify(entries)}) await import(entry).catch((error) => {
    console.error(entry, error.stack); process.exitCode = 1; });`;
  const args = ['--input-type=module', '--eval', script];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: consumer.folder, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});

test('every module of core can be imported by its name', () => {
  const modules = filesIn(consumer.unpacked[0]).filter((file) => file.endsWith('.js') && !file.includes('conformance'));
  const script = modules.map((file) => `await import('@vitrine/core/${file}');`).join('');
  execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: consumer.folder, stdio: 'pipe' });
});

test('a shop’s TypeScript and JSX know tags, attributes and events', () => {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', consumer.folder], { encoding: 'utf8' });
  assert.equal(status, 0, stdout);
});
