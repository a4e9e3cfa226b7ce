import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { RuntimeLitLocalizer } from '@lit/localize-tools/lib/modes/runtime.js';
import { buildTexts, readTextConfig } from './build-texts.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const EXTRACT = 'npm run localize:extract';
const BUILD = 'npm run localize:build';

/** What is wrong with the translations of the project in a folder, in words; nothing if all is in order. It is left as it is. */
export async function checkTranslations(folder) {
  const config = readTextConfig(folder);
  const texts = resolve(folder, config.interchange.xliffDir);
  const modules = resolve(folder, config.output.outputDir);
  const copy = mkdtempSync(join(tmpdir(), 'vitrine-texts-'));
  try {
    const extracted = join(copy, 'texts');
    const built = join(copy, 'modules');
    if (existsSync(texts)) cpSync(texts, extracted, { recursive: true });
    const localizer = new RuntimeLitLocalizer(redirected(config, extracted, built));

    const { errors } = localizer.extractSourceMessages();
    if (errors.length > 0) return errors.map((error) => faultOfSource(folder, error));
    await localizer.writeInterchangeFiles();
    const faults = config.targetLocales.flatMap((locale) =>
      faultsOf(locale, textOf(join(texts, `${locale}.xlf`)), textOf(join(extracted, `${locale}.xlf`))),
    );
    faults.push(...localizer.validateTranslations().errors);
    // What is missing or broken is no good to build from.
    if (faults.length > 0) return faults;

    await buildTexts(localizer);
    return config.targetLocales
      .flatMap((locale) => [`${locale}.ts`, `staff/${locale}.ts`])
      .concat(basename(config.output.localeCodesModule))
      .filter((file) => textOf(join(modules, file)) !== textOf(join(built, file)))
      .map((file) => `${file} is out of date: ${BUILD}`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The same sources, where they can still find what they import; all that is written goes elsewhere. */
const redirected = (config, xliffDir, outputDir) => ({
  ...config,
  output: { ...config.output, outputDir, localeCodesModule: join(outputDir, basename(config.output.localeCodesModule)) },
  interchange: { ...config.interchange, xliffDir },
});

/** A checkout on Windows may have given a file other line ends. */
const textOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : '');

function faultOfSource(folder, { file, messageText }) {
  const text = typeof messageText === 'string' ? messageText : messageText.messageText;
  return file ? `${relative(folder, file.fileName)}: ${text}` : text;
}

function faultsOf(locale, committed, extracted) {
  const missing = [...extracted.matchAll(/<trans-unit [^>]*>(.*?)<\/trans-unit>/gs)]
    .map(([, unit]) => unit)
    .filter((unit) => !contentOf(unit, 'target'))
    .map((unit) => `${locale} has no text for: ${contentOf(unit, 'source')}`);
  if (missing.length > 0 || committed === extracted) return missing;
  return [`${locale}.xlf is not what the elements say now: ${EXTRACT}`];
}

/** The words of a source or a target, with its placeholders as they stand in the code. */
const contentOf = (unit, name) =>
  unit
    .match(new RegExp(`<${name}[^>]*>(.*?)</${name}>`, 's'))?.[1]
    .replaceAll(/<x [^>]*equiv-text="([^"]*)"[^>]*>/g, '$1')
    .trim();

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const faults = await checkTranslations(root);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exit(1);
  console.log('Every text is translated, and the translations are built.');
}
