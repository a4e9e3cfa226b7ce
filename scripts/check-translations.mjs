import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tool = join(dirname(createRequire(import.meta.url).resolve('@lit/localize-tools/package.json')), 'bin/lit-localize.js');

const EXTRACT = 'npm run localize:extract';
const BUILD = 'npm run localize:build';

/** What is wrong with the translations of the project in a folder, in words; nothing if all is in order. It is left as it is. */
export function checkTranslations(folder) {
  const config = JSON.parse(readFileSync(join(folder, 'lit-localize.json'), 'utf8'));
  const texts = resolve(folder, config.interchange.xliffDir);
  const modules = resolve(folder, config.output.outputDir);
  const copy = mkdtempSync(join(tmpdir(), 'vitrine-texts-'));
  try {
    if (existsSync(texts)) cpSync(texts, join(copy, 'texts'), { recursive: true });
    const configFile = join(copy, 'lit-localize.json');
    writeFileSync(configFile, JSON.stringify(redirected(config, folder)));
    run('extract', configFile);
    const faults = config.targetLocales.flatMap((locale) =>
      faultsOfTexts(locale, textOf(join(texts, `${locale}.xlf`)), textOf(join(copy, 'texts', `${locale}.xlf`))),
    );
    run('build', configFile);
    const outdated = readdirSync(join(copy, 'modules')).filter(
      (file) => textOf(join(modules, file)) !== textOf(join(copy, 'modules', file)),
    );
    return [...faults, ...outdated.map((file) => `${file} is out of date: ${BUILD}`)];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The same sources, where they can still find what they import; all that is written goes beside the new file. */
const redirected = (config, folder) => ({
  ...config,
  $schema: config.$schema ?? '',
  inputFiles: config.inputFiles.map((pattern) => resolve(folder, pattern).replaceAll('\\', '/')),
  output: {
    ...config.output,
    outputDir: 'modules',
    localeCodesModule: `modules/${basename(config.output.localeCodesModule)}`,
  },
  interchange: { ...config.interchange, xliffDir: 'texts' },
});

function run(command, configFile) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [tool, command, `--config=${configFile}`], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`lit-localize ${command} failed\n${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`);
}

function textOf(file) {
  // A checkout on Windows may have given the committed file other line ends.
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : '';
}

function faultsOfTexts(locale, committed, extracted) {
  const missing = [...extracted.matchAll(/<trans-unit [^>]*>(.*?)<\/trans-unit>/gs)]
    .filter(([, unit]) => !/<target[^>]*>\s*[^\s<]|<target[^>]*>\s*<(x|ph)\b/.test(unit))
    .map(([, unit]) => `${locale} has no text for: ${sourceOf(unit)}`);
  if (missing.length > 0 || committed === extracted) return missing;
  return [`${locale}.xlf has texts that no element says any more, or not in these words: ${EXTRACT}`];
}

const sourceOf = (unit) =>
  (unit.match(/<source>(.*?)<\/source>/s)?.[1] ?? unit).replace(/<x [^>]*equiv-text="([^"]*)"[^>]*>/g, '$1').trim();

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const faults = checkTranslations(root);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exit(1);
  console.log('Every text is translated, and the translations are built.');
}
