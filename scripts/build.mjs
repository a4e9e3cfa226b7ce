import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fingerprint } from './build/fingerprint.mjs';
import { withLock } from './build/lock.mjs';
import { publish } from './build/publish.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules/.cache/vitrine');
const COMMON = ['package-lock.json', 'tsconfig.base.json', 'scripts/build', 'scripts/build.mjs', 'packages/core'];

/** `entries` keep their names from build to build; everything else is named by its content. */
const TARGETS = [
  {
    name: 'embed',
    config: 'vite.config.ts',
    out: 'packages/widgets/dist/embed',
    sources: [...COMMON, 'vite.config.ts', 'packages/widgets'],
    entries: ['vitrine.js', 'vitrine.js.map', 'manifest.json'],
    /** Gifts of our own, and what plays them: under names that stay, since catalogues name them. */
    copy: {
      'packages/widgets/gifts': 'gifts',
      'node_modules/@lottiefiles/dotlottie-web/dist/dotlottie-player.wasm': 'gifts/dotlottie-player.wasm',
    },
  },
  {
    name: 'server',
    config: 'server/vite.config.ts',
    out: 'server/dist',
    sources: [...COMMON, 'server/vite.config.ts', 'server/package.json', 'server/src'],
    entries: ['main.js', 'main.js.map', 'media-child.js', 'media-child.js.map'],
    /** Files that the server hands out as they are. */
    copy: { 'server/src/pages/static': 'pages' },
  },
];

const stampOf = ({ name }) => join(cache, `${name}.stamp`);

function isFresh(target, print) {
  try {
    readFileSync(join(root, target.out, target.entries[0]));
    return readFileSync(stampOf(target), 'utf8') === print;
  } catch {
    return false;
  }
}

async function buildTarget(target, print) {
  const { build } = await import('vite');
  mkdirSync(cache, { recursive: true });
  const temporary = mkdtempSync(join(cache, `${target.name}-`));
  try {
    await build({ configFile: join(root, target.config), mode: 'production', build: { outDir: temporary } });
    for (const [from, to] of Object.entries(target.copy ?? {}))
      cpSync(join(root, from), join(temporary, to), { recursive: true });
    publish(temporary, join(root, target.out), { isEntry: (file) => target.entries.includes(file) });
    writeFileSync(stampOf(target), print);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * Builds whatever is older than its sources; with `force`, everything. Several processes may ask at once: one builds, the
 * others wait for it.
 */
export async function build({ force = false, say = console.log } = {}) {
  const stale = () => TARGETS.filter((target) => force || !isFresh(target, fingerprint(root, target.sources)));
  if (stale().length === 0) return;
  mkdirSync(cache, { recursive: true });
  await withLock(
    join(cache, 'build.lock'),
    async () => {
      for (const target of stale()) {
        const started = Date.now();
        await buildTarget(target, fingerprint(root, target.sources));
        say(`built ${target.out} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
      }
    },
    () => say('waiting for another build of this checkout'),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await build({ force: !process.argv.includes('--if-needed') });
  } catch (error) {
    // The bundler says what is wrong and where; a trace through its insides would only hide it.
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
