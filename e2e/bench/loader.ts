import { existsSync, readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { root } from './programs.ts';
import type { Findings } from './report.ts';
import { sum } from './statistics.ts';

const folder = `${root}/packages/widgets/dist/embed`;
const LOADER_BYTES = 10_000;
const VIEWER_BYTES = 40_000;

const LOADER = 'src/loader.ts';
/** What a page with one `<live-room>` fetches before anybody plays anything. */
const VIEWER = [LOADER, 'src/live-room/define.ts', 'src/shared/localization.ts'];
const ENGINE = '../core/src/providers/embedded/media-link.ts';

type Manifest = Record<string, { file: string; imports?: string[] } | undefined>;

/** These entries and all that they import at once; what is imported on demand stays out. */
function filesOf(manifest: Manifest, entries: readonly string[]): string[] {
  const seen = new Set(entries);
  for (const entry of seen) {
    const chunk = manifest[entry];
    if (!chunk) throw new Error(`The build has no ${entry}`);
    for (const imported of chunk.imports ?? []) seen.add(imported);
  }
  return [...seen].map((entry) => manifest[entry]!.file);
}

function weigh(what: string, files: readonly string[]) {
  const texts = files.map((file) => readFileSync(`${folder}/${file}`));
  return {
    what,
    files: files.length,
    'min bytes': sum(texts.map((text) => text.length)),
    'gzip bytes': sum(texts.map((text) => gzipSync(text, { level: 9 }).length)),
    'brotli bytes': sum(texts.map((text) => brotliCompressSync(text).length)),
  };
}

/** What a page downloads, beside the project's budgets. Bytes are the same on every machine. */
export async function benchLoader(): Promise<Findings> {
  const bench = 'loader: bytes of the script-tag bundle';
  if (!existsSync(`${folder}/manifest.json`)) {
    return { bench, rows: [], ratios: [], notes: ['skipped: nothing is built; run npm run build'] };
  }
  const manifest = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8')) as Manifest;
  const viewer = filesOf(manifest, VIEWER);
  const engine = filesOf(manifest, [ENGINE]).filter((file) => !viewer.includes(file));
  const rows = [
    weigh('loader', filesOf(manifest, [LOADER])),
    weigh('viewer (live-room, no media engine)', viewer),
    weigh('media engine, on play', engine),
  ] as const;
  const largest = viewer
    .map((file) => weigh(file, [file]))
    .toSorted((a, b) => b['brotli bytes'] - a['brotli bytes'])
    .slice(0, 4);
  return {
    bench,
    rows: [...rows],
    ratios: [
      { name: 'loader.ofItsBudget', value: rows[0]['gzip bytes'] / LOADER_BYTES, target: '<= 1' },
      { name: 'loader.viewerOfItsBudget', value: rows[1]['brotli bytes'] / VIEWER_BYTES, target: '<= 1' },
    ],
    notes: [`largest of the viewer: ${largest.map((one) => `${one.what} ${one['brotli bytes']}`).join(', ')}`],
  };
}
