import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A Chromium that draws pages and no window round them: the same engine at half the processor time. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';

const USUAL = {
  linux: [
    HEADLESS_SHELL,
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((name) =>
    process.env[name]
      ? [
          join(process.env[name], 'Google/Chrome/Application/chrome.exe'),
          join(process.env[name], 'Microsoft/Edge/Application/msedge.exe'),
        ]
      : [],
  ),
};

const PLAYWRIGHT_CACHE = {
  linux: join(homedir(), '.cache/ms-playwright'),
  darwin: join(homedir(), 'Library/Caches/ms-playwright'),
  win32: join(process.env.LocalAppData ?? homedir(), 'ms-playwright'),
};

const PLAYWRIGHT_BINARIES = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-win/chrome.exe',
  'chrome-win64/chrome.exe',
];

const REMEDIES = `The browser tests need Chrome or Chromium, and none was found. One of these helps:
  npx playwright install --with-deps chromium
  apt-get install -y chromium          (Debian; elsewhere your own package manager)
  CHROME_PATH=/path/to/chrome npm test`;

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Playwright's own downloads, the newest first. */
function downloaded() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? PLAYWRIGHT_CACHE[process.platform] ?? PLAYWRIGHT_CACHE.linux;
  if (!existsSync(cache)) return [];
  const revision = (name) => Number(name.split('-')[1]);
  return readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => revision(b) - revision(a))
    .flatMap((name) => PLAYWRIGHT_BINARIES.map((binary) => join(cache, name, binary)));
}

/** The path of a Chrome, or undefined. `CHROME_PATH` wins, and is an error where it leads nowhere. */
export function findChrome() {
  const wanted = process.env.CHROME_PATH;
  if (wanted) {
    if (!runs(wanted)) throw new Error(`CHROME_PATH leads to no program: ${wanted}`);
    return wanted;
  }
  return [...(USUAL[process.platform] ?? []), ...downloaded()].find(runs);
}

/** As `findChrome`, but says what to do where there is none. */
export function requireChrome() {
  const path = findChrome();
  if (!path) throw new Error(REMEDIES);
  return path;
}

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/** Whether Debian's package came onto the machine, which only its root may do. */
function install(name) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !isDebian()) return false;
  console.log(`Installing a browser for the tests: apt-get update && apt-get install -y ${name}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0;
  return apt('update') && apt('install', '-y', name);
}

/**
 * As `findChrome`, but as root on Debian and its like it installs Chromium, and says so. A build machine gets the one without a
 * window even beside another. Ends the process with 3 where there is none.
 */
export function ensureChrome() {
  const known = findChrome();
  const wantsShell = process.env.CI && !process.env.CHROME_PATH && known !== HEADLESS_SHELL;
  if (known && !wantsShell) return known;
  const shell = install('chromium-headless-shell') ? HEADLESS_SHELL : undefined;
  const found = [shell, known].find((path) => path && runs(path)) ?? (install('chromium') ? findChrome() : undefined);
  if (found) return found;
  console.error(REMEDIES);
  process.exit(3);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(ensureChrome());
