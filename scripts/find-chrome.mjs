import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const USUAL = {
  linux: [
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

/** As `findChrome`, but as root on Debian and its like it installs Chromium, and says so. Ends the process with 3 where it cannot. */
export function ensureChrome() {
  const found = findChrome();
  if (found) return found;
  if (process.platform === 'linux' && process.getuid?.() === 0 && isDebian()) {
    console.log('No Chrome found. Installing Chromium: apt-get update && apt-get install -y chromium');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0;
    if (apt('update') && apt('install', '-y', 'chromium')) {
      const installed = findChrome();
      if (installed) return installed;
    }
  }
  console.error(REMEDIES);
  process.exit(3);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(ensureChrome());
