import { readFileSync } from 'node:fs';

const ENTRY = /[\\/]valibot[\\/]dist[\\/]index\.mjs$/;
const QUERY = '?part=';
/** The library is bundled itself, and says where each of its own modules began. */
const MODULE = /^\/\/#region .*\n([\s\S]*?)^\/\/#endregion$/gm;
const DECLARATION = /^(?:async )?(?:function\*?|class|const|let|var) ([\w$]+)/gm;
const EXPORTS = /^export (\{[^}]*\})/m;

const namesIn = (code, expression) => [...code.matchAll(expression)].map(([, name]) => name);

/** Each of the library's own modules as one that imports what it uses of the others, by the names that it declares. */
function takeApart(entry) {
  const bundle = readFileSync(entry, 'utf8');
  const parts = namesIn(bundle, MODULE).map((code) => ({ code, names: namesIn(code, DECLARATION) }));
  const home = new Map(parts.flatMap(({ names }, part) => names.map((name) => [name, part])));
  const imports = (names, of) => names.map((name) => `import { ${name} } from '${of}${home.get(name)}';`).join('\n');
  return {
    home,
    codeOf(part, of) {
      const { code, names } = parts[part];
      const used = new Set(namesIn(code, /([\w$]+)/g).filter((name) => home.has(name) && !names.includes(name)));
      return `${imports([...used], of)}\n${code}\nexport { ${names.join(', ')} };`;
    },
    facade: (of) => `${imports([...home.keys()], of)}\nexport ${EXPORTS.exec(bundle)[1]};`,
  };
}

/**
 * The library of our schemas comes as one module, and a module goes into one file as a whole: every visitor would load what only a form of
 * the console asks for. Taken apart, each piece goes where it is needed.
 */
export function valibotParts() {
  const libraries = new Map();
  const library = (entry) => libraries.get(entry) ?? libraries.set(entry, takeApart(entry)).get(entry);
  return {
    name: 'valibot-parts',
    enforce: 'pre',
    resolveId: (id) => (id.includes(QUERY) && ENTRY.test(id.split(QUERY)[0]) ? id : undefined),
    load(id) {
      const [entry, part] = id.split(QUERY);
      if (!ENTRY.test(entry)) return undefined;
      const { home, codeOf, facade } = library(entry);
      if (home.size === 0) this.error('valibot does not say any more where its modules begin');
      return { code: part ? codeOf(Number(part), entry + QUERY) : facade(entry + QUERY), moduleSideEffects: false };
    },
  };
}
