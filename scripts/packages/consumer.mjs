import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

function unpack(folder, into) {
  const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--pack-destination', into, folder], options));
  const target = join(into, 'node_modules', JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name);
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', join(into, filename), '-C', target, '--strip-components', '1']);
  return target;
}

/**
 * A shop's project in a folder of its own, with our packages as npm would unpack them and `others` from this checkout.
 * Returns its folder, those of the packages, and how to remove it.
 */
export function createConsumer(packages, others, files = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-consumer-'));
  for (const name of others) {
    const at = join(folder, 'node_modules', name);
    if (!existsSync(join(root, 'node_modules', name))) throw new Error(`${name} is not installed`);
    mkdirSync(dirname(at), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), at);
  }
  const unpacked = packages.map((path) => unpack(path, folder));
  for (const [name, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files }))
    writeFileSync(join(folder, name), text);
  return { folder, unpacked, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
