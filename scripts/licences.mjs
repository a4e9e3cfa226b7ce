import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Writes docs/licences.md: under which licences everything stands that the server runs with or that a page loads. */

const path = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
const OUT = path('docs/licences.md');

/** Anything else wants a person's judgement before it ships. */
const KNOWN = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'Unlicense',
]);

const { packages } = JSON.parse(readFileSync(path('package-lock.json'), 'utf8'));

/** What ships: their dependencies count, their tools do not. */
const SHIPPED = ['packages/core', 'packages/widgets', 'server'];

/** Where Node would find a package that is asked for in this folder; undefined where the lock file has none (an optional peer). */
function resolve(name, from) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const candidate = `${folder && `${folder}/`}node_modules/${name}`;
    if (packages[candidate]) return packages[candidate].link ? packages[candidate].resolved : candidate;
    if (folder === '') return undefined;
    if (!folder.includes('/node_modules/')) folder = '';
  }
}

/** Everything that ships, also what only another platform installs. */
function shipped() {
  const folders = new Set(SHIPPED);
  for (const folder of folders) {
    const { dependencies, optionalDependencies } = packages[folder];
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = resolve(name, folder);
      if (found) folders.add(found);
    }
  }
  return [...folders].filter((folder) => folder.includes('node_modules/'));
}

function licenceOf(folder) {
  const file = path(`${folder}/package.json`);
  const { license, licenses } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : packages[folder];
  const text = typeof license === 'string' ? license : (license?.type ?? licenses?.map(({ type }) => type).join(' OR '));
  // Some write the name with a space.
  return text?.replace('MPL 2.0', 'MPL-2.0') ?? byItsText(path(`${folder}/LICENSE`)) ?? 'unknown';
}

/** Some leave the field out of their manifest and bring the licence itself. */
const byItsText = (file) => (existsSync(file) && readFileSync(file, 'utf8').startsWith('MIT License\n') ? 'MIT' : undefined);

const groups = new Map();
for (const folder of shipped()) {
  const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const licence = licenceOf(folder);
  groups.set(licence, [...(groups.get(licence) ?? []), `\`${name}@${packages[folder].version}\``]);
}

const allowed = (licence) =>
  licence
    .replaceAll(/[()]/g, '')
    .split(/ OR /)
    .some((one) => one.split(/ AND /).every((part) => KNOWN.has(part)));

const rows = [...groups]
  .toSorted(([a], [b]) => a.localeCompare(b))
  .map(([licence, names]) => `- **${licence}**: ${names.toSorted().join(', ')}`);

writeFileSync(
  OUT,
  `# Licences of dependencies

Written by \`npm run docs:licences\` from the lock file and the packages themselves. Vitrine itself is under Apache-2.0.

Only packages that the server runs with, or that a page loads, are listed; tools that build and test are not. Packages under MPL-2.0 are used
as they are published: that licence asks to share changes to their own files, and nothing of the code around them.

${rows.join('\n')}
`,
);
execFileSync(path('node_modules/.bin/oxfmt'), [OUT], { cwd: path('.'), stdio: 'inherit' });

const unclear = [...groups.keys()].filter((licence) => !allowed(licence));
if (unclear.length > 0) {
  console.error(`These licences want a look: ${unclear.join(', ')}`);
  process.exitCode = 1;
}
