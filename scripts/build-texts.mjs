import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { RuntimeLitLocalizer } from '@lit/localize-tools/lib/modes/runtime.js';
import { extractMessagesFromProgram } from '@lit/localize-tools/lib/program-analysis.js';

/** Elements of the shop's own people. They have most of the words, and a visitor should not have to load them. */
const STAFF = /[\\/]src[\\/](live-console|live-studio|staff)[\\/]|\.test\.ts$/;

/** The settings of the project in a folder, as the library wants them. */
export function readTextConfig(folder) {
  const config = JSON.parse(readFileSync(join(folder, 'lit-localize.json'), 'utf8'));
  const output = { ...config.output, localeCodesModule: resolve(folder, config.output.localeCodesModule) };
  return { ...config, output, baseDir: folder, resolve: (path) => resolve(folder, path) };
}

/** Writes a module a language with what visitors read, and another one in `staff` with what nobody else does. */
export async function buildTexts(localizer) {
  const { config, program } = localizer;
  const files = program.getSourceFiles().filter(({ fileName }) => !STAFF.test(fileName));
  const seen = { getSourceFiles: () => files, getTypeChecker: () => program.getTypeChecker() };
  const visitors = new Set(extractMessagesFromProgram(seen).messages.map(({ name }) => name));
  await new PartOfTexts(localizer, config.output, ({ name }) => visitors.has(name)).build();

  const output = { ...config.output, outputDir: join(config.output.outputDir, 'staff'), localeCodesModule: undefined };
  const staff = new PartOfTexts(localizer, output, ({ name }) => !visitors.has(name));
  if (staff.extractSourceMessages().messages.length > 0) await staff.build();
}

/** Some texts of a project, as if it had no others. */
class PartOfTexts extends RuntimeLitLocalizer {
  #whole;
  #belongs;

  constructor(whole, output, belongs) {
    super({ ...whole.config, output });
    this.#whole = whole;
    this.#belongs = belongs;
  }

  extractSourceMessages() {
    const { messages, errors } = this.#whole.extractSourceMessages();
    return { messages: messages.filter(this.#belongs), errors };
  }

  readTranslationsSync() {
    const { translations } = this.#whole.readTranslationsSync();
    return { translations: new Map([...translations].map(([locale, texts]) => [locale, texts.filter(this.#belongs)])) };
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await buildTexts(new RuntimeLitLocalizer(readTextConfig(fileURLToPath(new URL('..', import.meta.url)))));
}
