import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { withLock } from './build/lock.mjs';
import { readManifest, toText } from './manifest.mjs';
import { publishedManifest, writeEditorData } from './packages/editor-data.mjs';
import { rewriteFiles } from './packages/rewrite.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folderOf = (name) => join(root, 'packages', name);
const outOf = (name) => join(folderOf(name), 'dist/npm');

const entry = (file) => ({ types: `./${file}.d.ts`, default: `./${file}.js` });

/** Core's modules keep their names, because the elements import them one by one. */
const CORE = { sideEffects: false, exports: { '.': entry('index'), './*.js': entry('*') } };

/** An element's folder holds a class of its name, and the `define.ts` that registers it. */
const elements = () => {
  const sources = join(folderOf('widgets'), 'src');
  const isElement = (name) => [name, 'define'].every((file) => existsSync(join(sources, name, `${file}.ts`)));
  return readdirSync(sources)
    .filter((name) => isElement(name))
    .toSorted();
};

const widgets = () => ({
  sideEffects: ['./define.js', './*/define.js'],
  customElements: 'custom-elements.json',
  exports: {
    '.': entry('index'),
    './define': entry('define'),
    './events': entry('events'),
    ...Object.fromEntries(
      elements().flatMap((name) => [
        [`./${name}`, entry(`${name}/${name}`)],
        [`./${name}/define`, entry(`${name}/define`)],
      ]),
    ),
    './jsx': { types: './jsx.d.ts' },
    './custom-elements.json': './custom-elements.json',
    './vscode.html-custom-data.json': './vscode.html-custom-data.json',
    './vscode.css-custom-data.json': './vscode.css-custom-data.json',
  },
});

function compile(name) {
  const out = outOf(name);
  rmSync(out, { recursive: true, force: true });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(folderOf(name), 'tsconfig.npm.json')], { stdio: 'inherit' });
  rewriteFiles(out);
}

/** The folder that is published has a package file of its own; the one in the repository serves the sources. */
function describe(name, rest) {
  const { version, description, license, dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
    readFileSync(join(folderOf(name), 'package.json'), 'utf8'),
  );
  const ranges = Object.fromEntries(Object.entries(dependencies).map(([of, wanted]) => [of, `^${wanted.replace(/^\^/, '')}`]));
  const manifest = {
    name: `@vitrine/${name}`,
    version,
    description,
    license,
    type: 'module',
    engines: { node: '>=20.19' },
    ...rest,
    exports: { ...rest.exports, './package.json': './package.json' },
    dependencies: ranges,
    peerDependencies,
    peerDependenciesMeta,
    publishConfig: { access: 'public' },
  };
  writeFileSync(join(outOf(name), 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(join(root, 'LICENSE'), join(outOf(name), 'LICENSE'));
  const readme = join(folderOf(name), 'README.md');
  if (existsSync(readme)) copyFileSync(readme, join(outOf(name), 'README.md'));
}

function writeDefineAll(out) {
  const text = elements()
    .map((name) => `import './${name}/define.js';\n`)
    .join('');
  for (const ending of ['js', 'd.ts']) writeFileSync(join(out, `define.${ending}`), text);
}

/** Builds what is published on npm into `packages/<name>/dist/npm`, and returns those folders. */
export async function buildPackages() {
  await withLock(join(root, 'node_modules/.cache/vitrine/packages.lock'), async () => {
    compile('core');
    describe('core', CORE);
    compile('widgets');
    describe('widgets', widgets());
    const out = outOf('widgets');
    writeDefineAll(out);
    const manifest = publishedManifest(await readManifest());
    writeFileSync(join(out, 'custom-elements.json'), toText(manifest));
    writeEditorData(manifest, out);
  });
  return { core: outOf('core'), widgets: outOf('widgets') };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const folder of Object.values(await buildPackages())) console.log(`built ${folder}`);
}
