import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A specifier after `from`, in `import '…'` and in `import('…')`. */
const SPECIFIER = /(\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"]+)\2/g;

function published(specifier) {
  // The compiler names the package behind `lit`, which shops do not depend on themselves.
  if (specifier === 'lit-html') return 'lit';
  if (!specifier.endsWith('.ts') || specifier.endsWith('.d.ts')) return specifier;
  return specifier.startsWith('.') || specifier.startsWith('@vitrine/') ? specifier.replace(/\.ts$/, '.js') : specifier;
}

/** The text of a built file with every import of a source replaced by that of its built file. */
const rewriteImports = (text) =>
  text.replace(SPECIFIER, (_, before, quote, specifier) => `${before}${quote}${published(specifier)}${quote}`);

/** Every file below the folder, relative to it. */
export const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1));

/** Makes the compiler's output name its own files; declarations of elements bring the types of their events. */
export function rewriteFiles(folder) {
  for (const file of filesIn(folder)) {
    if (!/\.(js|d\.ts)$/.test(file)) continue;
    const path = join(folder, file);
    const events = /^[\w-]+\/define\.d\.ts$/.test(file) ? "import '../events.js';\n" : '';
    writeFileSync(path, events + rewriteImports(readFileSync(path, 'utf8')));
  }
}
