import { existsSync } from 'node:fs';
import { readBundle } from '../../scripts/bundle.mjs';
import { root } from './programs.ts';
import type { Findings } from './report.ts';

const LOADER_BYTES = 10_000;
const VIEWER_BYTES = 40_000;
/** What comes after the first look: the card when the page is idle, the others when they are opened. */
const LATER = ['product-popup', 'product-shelf', 'live-cart'];

/** What a page downloads, beside the project's budgets. Bytes are the same on every machine. */
export async function benchLoader(): Promise<Findings> {
  const bench = 'loader: bytes of the script-tag bundle';
  if (!existsSync(`${root}/packages/widgets/dist/embed/manifest.json`)) {
    return { bench, rows: [], ratios: [], notes: ['skipped: nothing is built; run npm run build'] };
  }
  const { weigh, files } = readBundle();
  const row = (what: string, tags: readonly string[]) => ({
    what,
    'gzip bytes': weigh(tags, 'gzip'),
    'brotli bytes': weigh(tags, 'brotli'),
  });
  const rows = [
    row('loader', []),
    row('viewer (live-room, no media engine)', ['live-room']),
    row('the same with card, shelf and cart', ['live-room', ...LATER]),
    row('a list of shows', ['live-list']),
    row('studio', ['live-studio']),
  ];
  const largest = files.toSorted((a, b) => b.bytes - a.bytes).slice(0, 4);
  return {
    bench,
    rows,
    ratios: [
      { name: 'loader.ofItsBudget', value: rows[0]!['gzip bytes'] / LOADER_BYTES, target: '<= 1' },
      { name: 'loader.viewerOfItsBudget', value: rows[1]!['brotli bytes'] / VIEWER_BYTES, target: '<= 1' },
    ],
    notes: [`largest files: ${largest.map(({ file, bytes }) => `${file} ${bytes}`).join(', ')}`],
  };
}
