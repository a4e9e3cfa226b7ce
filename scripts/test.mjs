import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { ensureChrome } from './find-chrome.mjs';
import { ofPlaywright } from './reporters/playwright.mjs';
import { run, runChecked, runCounted } from './test/run-part.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const bin = (name) => join(root, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name);

/** Node 20 knows no patterns on its command line. */
const testsIn = (folder, ending) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .map((file) => join(folder, String(file)))
        .filter((file) => file.endsWith(ending) && !file.includes('node_modules'))
        .sort()
    : [];

function nodeTests(files) {
  // Without a file Node looks for tests of its own accord, and finds whatever is called so.
  if (files.length === 0) return { passed: 0, failed: 1 };
  const reporters = { spec: 'stdout', './scripts/reporters/node-test.mjs': '{counts}' };
  const reporting = Object.entries(reporters).flatMap(([name, to]) => [
    `--test-reporter=${name}`,
    `--test-reporter-destination=${to}`,
  ]);
  return runCounted(process.execPath, ['--import', 'tsx', '--test', '--test-concurrency=2', ...reporting, ...files]);
}

/** Browsers come first, so that a machine without one hears it at once. */
const needsChrome = () => {
  process.env.CHROME_PATH = ensureChrome();
};

const PARTS = {
  core: { title: 'Core', run: () => nodeTests(testsIn('packages/core/src', '.test.ts')) },
  server: { title: 'Server', run: () => nodeTests(testsIn('server/src', '.test.ts')) },
  scripts: { title: 'Scripts', run: () => nodeTests(testsIn('scripts', '.test.mjs')) },
  widgets: { title: 'Elements, in a browser', chrome: true, run: () => runCounted(bin('wtr'), []) },
  e2e: {
    title: 'Whole system, in a browser',
    chrome: true,
    built: true,
    run: () =>
      runCounted(bin('playwright'), ['test', '--project=system', '--grep-invert', '@stories'], ofPlaywright, {
        env: { LEAK_ROUNDS: '200' },
        limit: 25 * 60_000,
      }),
  },
  providers: {
    title: 'The same rooms on every provider, in a browser',
    chrome: true,
    built: true,
    run: () => runCounted(bin('playwright'), ['test', '--project=providers'], ofPlaywright, { limit: 20 * 60_000 }),
  },
  stories: {
    title: 'Stories, in a browser',
    chrome: true,
    run: async () => {
      const { code } = await run(process.execPath, ['scripts/build-storybook.mjs', '--if-needed']);
      if (code !== 0) return { passed: 0, failed: 1 };
      return runCounted(bin('playwright'), ['test', '--grep', '@stories'], ofPlaywright, { limit: 20 * 60_000 });
    },
  },
  stress: {
    title: 'Stress, in small',
    built: true,
    run: () =>
      runChecked(
        process.execPath,
        ['--import', 'tsx', 'e2e/stress/run.ts', '--buyers', '1000', '--seeds', '2', '--kills', '5', '--gifts', '500'],
        {
          limit: 10 * 60_000,
        },
      ),
  },
  size: { title: 'Size of the script', built: true, run: () => runChecked(process.execPath, ['scripts/check-size.mjs']) },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
const parts = Object.entries(PARTS).filter(([name]) => asked.length === 0 || asked.includes(name));

if (parts.some(([, { chrome }]) => chrome)) needsChrome();
let buildError;
if (parts.some(([, { built }]) => built)) {
  try {
    await build();
  } catch (error) {
    buildError = error;
    console.error(error instanceof Error ? error.message : error);
  }
}

const total = { passed: 0, failed: 0 };
const lines = [];
const remarks = [];
for (const [, { title, built, run }] of parts) {
  console.log(`\n=== ${title} ===\n`);
  const started = Date.now();
  if (built && buildError) console.log('not run: the build failed');
  const counts = built && buildError ? { passed: 0, failed: 1 } : await run();
  total.passed += counts.passed;
  total.failed += counts.failed;
  remarks.push(...(counts.remarks ?? []));
  lines.push(`${title}: ${counts.passed} passed, ${counts.failed} failed (${Math.round((Date.now() - started) / 1000)} s)`);
}

console.log(`\n=== Summary ===\n\n  ${[...lines, ...remarks].join('\n  ')}\n\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);
