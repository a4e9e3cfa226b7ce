import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = fileURLToPath(new URL('../packages/widgets', import.meta.url));

/** Where the committed manifest is. */
export const MANIFEST = join(folder, 'custom-elements.json');

/** What the sources say about every element: attributes, properties, events, slots, parts, states and CSS variables. */
export async function readManifest() {
  const argv = ['analyze', '--config', 'custom-elements-manifest.config.mjs', '--quiet'];
  return cli({ argv, cwd: folder, noWrite: true });
}

export const toText = (manifest) => `${JSON.stringify(manifest, null, 2)}\n`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = toText(await readManifest());
  if (!process.argv.includes('--check')) writeFileSync(MANIFEST, text);
  else if (text !== readFileSync(MANIFEST, 'utf8')) {
    console.error(
      'packages/widgets/custom-elements.json is older than the elements: run `npm run manifest` and review the difference',
    );
    process.exit(1);
  }
}
