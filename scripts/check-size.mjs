import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const folder = fileURLToPath(new URL('../packages/widgets/dist/embed', import.meta.url));

/** Bytes, gzipped, of what a page loads before its first element comes near. Every visitor of a shop pays them. */
const LOADER_BUDGET = 10_000;
/** Bytes, gzipped, until a `<live-room>` is on the page, without what it loads on play. */
const ROOM_BUDGET = 80_000;

const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
const chunks = Object.values(manifest);
const size = (file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;

/** A chunk and everything that it imports statically. */
function withImports(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const imported of manifest[key].imports ?? []) withImports(imported, seen);
  return seen;
}

const bytes = (keys) => [...keys].reduce((sum, key) => sum + size(manifest[key].file), 0);
const keyOf = (test) => Object.keys(manifest).find((key) => test(manifest[key], key));

const loader = withImports(keyOf(({ file }) => file === 'vitrine.js'));
const room = withImports(keyOf((_, key) => key.endsWith('live-room/define.ts')));

const checks = [
  ['vitrine.js', bytes(loader), LOADER_BUDGET],
  ['vitrine.js and <live-room>', bytes(new Set([...loader, ...room])), ROOM_BUDGET],
];
let failed = false;
for (const [name, actual, budget] of checks) {
  const fits = actual <= budget;
  failed ||= !fits;
  console.log(
    `${fits ? 'ok  ' : 'FAIL'} ${name}: ${actual.toLocaleString('en')} of ${budget.toLocaleString('en')} bytes gzipped`,
  );
}
console.log(`     ${chunks.length} files in all`);
process.exit(failed ? 1 : 0);
