import { jsxTypesPlugin } from '@wc-toolkit/jsx-types';
import { getVsCodeCssCustomData, getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const built = (path) => path.replace(/^src\//, '').replace(/\.ts$/, '.js');

/** The manifest as published: it names the built modules. */
export function publishedManifest(manifest) {
  const text = JSON.stringify(manifest, (key, value) =>
    (key === 'path' || key === 'module') && typeof value === 'string' ? built(value) : value,
  );
  return JSON.parse(text);
}

/** The generator names the classes of events without importing them. */
function importEvents(manifest, file) {
  const text = readFileSync(file, 'utf8');
  const imports = manifest.modules
    .filter(({ path }) => /(^|-)events\.js$/.test(path))
    .map(({ path, declarations }) => {
      const used = declarations.map(({ name }) => name).filter((name) => new RegExp(`\\b${name}\\b`).test(text));
      return `import type { ${used.join(', ')} } from './${path}';\n`;
    });
  writeFileSync(file, `${imports.join('')}${text}`);
}

/** Writes `jsx.d.ts` for React 19 and other JSX, and the custom data that VS Code completes HTML and CSS from. */
export function writeEditorData(manifest, outdir) {
  // Both tools write into what they are given.
  const copy = () => structuredClone(manifest);
  jsxTypesPlugin({
    outdir,
    fileName: 'jsx.d.ts',
    componentTypePath: (_name, _tag, path) => `./${path}`,
    exclude: ['LiveElement'],
    includeDefaultDOMEvents: true,
  }).packageLinkPhase({ customElementsManifest: copy() });
  importEvents(manifest, join(outdir, 'jsx.d.ts'));
  writeFileSync(join(outdir, 'vscode.html-custom-data.json'), getVsCodeHtmlCustomData(copy(), {}));
  writeFileSync(join(outdir, 'vscode.css-custom-data.json'), getVsCodeCssCustomData(copy(), {}));
}
