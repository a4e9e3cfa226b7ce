import { readBundle } from './bundle.mjs';

/** What a page loads, in the bytes that travel. Every visitor of a shop pays them, so nothing may grow unnoticed. */
const BUDGETS = [
  { what: 'vitrine.js, on every page', tags: [], way: 'gzip', budget: 10_000 },
  { what: 'a show, until its picture can be played', tags: ['live-room'], way: 'brotli', budget: 38_600 },
  { what: 'a show with its chat', tags: ['live-room', 'barrage-list'], way: 'brotli', budget: 56_100 },
  {
    what: 'a show with its card, shelf and cart opened',
    tags: ['live-room', 'product-popup', 'product-shelf', 'live-cart'],
    way: 'brotli',
    budget: 68_600,
  },
  {
    what: 'a show with the visitor’s orders opened',
    tags: ['live-room', 'live-cart', 'order-list'],
    way: 'brotli',
    budget: 68_600,
  },
  { what: 'a list of shows', tags: ['live-list'], way: 'brotli', budget: 28_000 },
  { what: 'the studio', tags: ['live-studio'], way: 'brotli', budget: 80_700 },
  { what: 'the console, before a section', tags: ['live-console'], way: 'brotli', budget: 55_800 },
];

const { weigh, tags, files } = readBundle();
const text = (bytes) => bytes.toLocaleString('en').padStart(7);
let failed = false;
for (const { what, tags: wanted, way, budget } of BUDGETS) {
  const bytes = weigh(wanted, way);
  failed ||= bytes > budget;
  console.log(`${bytes > budget ? 'FAIL' : 'ok  '} ${text(bytes)} of ${text(budget)} bytes (${way})  ${what}`);
}
for (const tag of tags) console.log(`     ${text(weigh([tag], 'brotli'))} bytes (brotli)  a page with <${tag}>`);
console.log(`     ${files.length} files in all`);
process.exit(failed ? 1 : 0);
