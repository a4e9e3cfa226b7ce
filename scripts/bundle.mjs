import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const folder = fileURLToPath(new URL('../packages/widgets/dist/embed', import.meta.url));

const WAYS = {
  gzip: (bytes) => gzipSync(bytes, { level: 9 }),
  brotli: (bytes) => brotliCompressSync(bytes),
};

const CHAT = ['barrage-list', 'barrage-input', 'like-button'];
/** They need no room, or can be seen before it is heard. All others load its channel, too. */
const SILENT = ['live-room', 'live-player', 'live-list'];

/** The element that a file of the bundle is about, by the module that it begins with. */
const tagOf = (key) => /^src\/([\w-]+-[\w-]+)\/(?:define|\1)\.ts$/.exec(key)?.[1];

/** The script-tag bundle as it was built: which files a page loads for what, and how many bytes that is on the way. */
export function readBundle() {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const keys = Object.keys(manifest);
  const sizes = new Map();

  const size = (key, way) => {
    const id = `${way} ${key}`;
    if (!sizes.has(id)) sizes.set(id, WAYS[way](readFileSync(join(folder, manifest[key].file))).length);
    return sizes.get(id);
  };

  const keyOf = (name) => {
    const found = keys.find((key) => manifest[key].name === name && !key.startsWith('src/'));
    if (!found) throw new Error(`The bundle has no file ${name}`);
    return found;
  };

  /** What a page with this element loads at once; elements that are seen together share a file. */
  const entriesOf = (tag) => [
    'src/loader.ts',
    keyOf('base'),
    keys.find((key) => tagOf(key) === tag) ?? keyOf(CHAT.includes(tag) ? 'chat' : 'viewer'),
    ...(SILENT.includes(tag) ? [] : [keyOf('channel')]),
  ];

  /** These files and everything that they import statically. */
  function withImports(entries, seen = new Set()) {
    for (const key of entries) {
      if (seen.has(key)) continue;
      seen.add(key);
      withImports(manifest[key].imports ?? [], seen);
    }
    return seen;
  }

  /** The bytes of everything that pages with all of these elements load; none: of the loader. */
  function weigh(tags, way) {
    const entries = tags.length === 0 ? ['src/loader.ts'] : tags.flatMap(entriesOf);
    return [...withImports(entries)].reduce((sum, key) => sum + size(key, way), 0);
  }

  const tags = keys.map(tagOf).filter(Boolean);
  return {
    weigh,
    tags: ['live-room', ...tags],
    files: keys.map((key) => ({ file: manifest[key].file, bytes: size(key, 'brotli') })),
  };
}
