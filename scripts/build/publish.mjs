import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const HISTORY = '.builds.json';

const filesOf = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    : [];

function historyOf(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, HISTORY), 'utf8'));
  } catch {
    return [];
  }
}

/** Nobody ever reads half a file: the new one is complete beside the old one before it takes its place. */
function replace(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, `${to}.new`);
  renameSync(`${to}.new`, to);
}

/**
 * Brings a finished build from `from` into `to`, where a server may be reading: first the chunks under their new names, last
 * the entries that name them. The files of the last `keep` builds stay, because pages that are open still ask for them.
 */
export function publish(from, to, { isEntry, keep = 3 }) {
  const files = filesOf(from);
  for (const file of files.filter((name) => !isEntry(name))) replace(join(from, file), join(to, file));
  for (const file of files.filter(isEntry)) replace(join(from, file), join(to, file));

  const sameAs = (build) => build.length === files.length && build.every((file) => files.includes(file));
  const history = [files, ...historyOf(to).filter((build) => !sameAs(build))].slice(0, keep);
  const kept = new Set([HISTORY, ...history.flat()]);
  for (const file of filesOf(to)) if (!kept.has(file)) rmSync(join(to, file));
  writeFileSync(join(to, HISTORY), JSON.stringify(history));
}
