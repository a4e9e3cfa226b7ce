import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

/** An element's chunk is called as the element: every one of them begins in a `define.ts`, or in the module of its class. */
const chunkName = ({ name, facadeModuleId }: { name: string; facadeModuleId?: string | null }): string =>
  `chunks/${/([\w-]+)\/(?:define|\1)\.ts$/.exec(facadeModuleId ?? '')?.[1] ?? name}-[hash].js`;

/**
 * Few files instead of dozens of tiny ones, which would compress badly. `base` is what every element needs, `common` what all but the
 * picture share, `viewer` what a visitor sees of a show at once, `channel` what a room is heard by, `shopping` what it sells, `shop`
 * what its shelf, cart and cards share. A group takes along what its modules import.
 */
const BASE = new RegExp(
  [
    String.raw`oxc-project`,
    String.raw`(lit|reactive-element)[\\/](development[\\/])?(decorators|directives[\\/]class-map)`,
    String.raw`core[\\/]src[\\/](page-registry|schemas[\\/]live)\.ts`,
    String.raw`widgets[\\/]src[\\/]shared[\\/](base|define|icon|picture-icons|ticker|page-time|settings|count|locale)\.ts`,
    String.raw`widgets[\\/]src[\\/]show-events\.ts`,
  ].join('|'),
);
/** What elements of rooms share; also what viewers and hosts do. */
const ROOM = new RegExp(
  [
    String.raw`@lit[\\/]context`,
    String.raw`widgets[\\/]src[\\/]shared[\\/](live-element|copy-text)\.`,
    String.raw`widgets[\\/]src[\\/]live-room[\\/](flying-choice|motion)\.`,
  ].join('|'),
);
/** Events and talk: the picture waits for neither. */
const CHANNEL = new RegExp(
  [
    String.raw`core[\\/]src[\\/]providers[\\/](event-intake|outbox|follow-visitor|embedded[\\/]room-channel)\.`,
    String.raw`core[\\/]src[\\/]schemas[\\/](room-event|socket|popup|gift-event|order-status)\.`,
  ].join('|'),
);
const COMMON =
  /(lit|lit-html)[\\/](development[\\/])?directives[\\/](repeat|live)|widgets[\\/]src[\\/](shared[\\/](common|navigate|may-moderate)|live-player[\\/]screens)\.ts/;
const VIEWER = /widgets[\\/]src[\\/](live-room|live-player)[\\/](?!define|counts)/;
const CHAT = /widgets[\\/]src[\\/](barrage-list|barrage-input|like-button)[\\/](?!define)/;
/** What sections of the console share; none of it may go into a file that visitors load. */
const CONSOLE = new RegExp(
  [
    String.raw`widgets[\\/]src[\\/]live-console[\\/][\w-]+\.`,
    String.raw`core[\\/]src[\\/](download|amount)\.`,
    String.raw`core[\\/]src[\\/]repositories[\\/](catalogue|order-desk|commission|webhook|word)-`,
    String.raw`core[\\/]src[\\/]schemas[\\/](order-desk|product-edit|attribution|commission|webhook)\.`,
  ].join('|'),
);
/** What the host's studio and the console share. */
const STAFF = /widgets[\\/]src[\\/]staff[\\/]/;
/** What can be bought in a room, and how; nothing of it is needed for the picture. */
const SHOPPING = new RegExp(
  [
    String.raw`core[\\/]src[\\/](shopping-room|carts[\\/][\w-]+)\.`,
    String.raw`core[\\/]src[\\/]schemas[\\/](product|order|shelf)\.`,
    String.raw`widgets[\\/]src[\\/]shared[\\/](cart|shopping-element)\.`,
  ].join('|'),
);
/** Nobody loads these before a gift is sent, or about to be. */
const GIFTS =
  /core[\\/]src[\\/](room-gifts|stores[\\/]gift-store|repositories[\\/]wallet-repository|schemas[\\/]gift)\.ts$|directives[\\/]keyed\b/;
/** Loaded by whoever presses a message, and in the console's room. */
const MODERATION =
  /core[\\/]src[\\/](room-moderation|stores[\\/]moderation-store|repositories[\\/]moderation-repository|schemas[\\/]moderation)|shared[\\/](message-icons|report-reason)\.ts$/;
const SHOP = /[\\/](node_modules|packages[\\/]core|widgets[\\/]src[\\/](shared|events|variant-picker))\b/;

/**
 * Minified code has no line breaks but those in templates, which no minifier looks into: there, indentation and
 * comments of styles are only bytes. Lines stay what the source map says.
 */
const compactTemplates: Plugin = {
  name: 'compact-templates',
  enforce: 'pre',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = chunk.code.replaceAll(/\n[ \t]+(\/\*.*\*\/$)?/gm, '\n');
    }
  },
};

/**
 * Rolldown keeps a helper of one line in a file of its own, which would be one more way to the server before anything runs. It goes to the
 * end of each file that needs it: functions may stand there, and every line and column before stays what the source map says. The
 * other helpers are those of CommonJS, which nothing has that is loaded at once: who needs them loads the file.
 */
const inlineRuntime: Plugin = {
  name: 'inline-runtime',
  enforce: 'pre',
  generateBundle(_, bundle) {
    const runtime = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === 'rolldown-runtime');
    if (runtime?.type !== 'chunk') return;
    const file = runtime.fileName.split('/').at(-1)!;
    const [, helper] = /(\w+)=\([\w,]+\)=>\{let \w+=\{\};for/.exec(runtime.code) ?? [];
    const [, exported] = new RegExp(String.raw`\b${helper} as (\w+)`).exec(runtime.code) ?? [];
    if (!helper || !exported) this.error('The helper that is to be inlined is not known any more');
    let needed = false;
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk' || !chunk.imports.includes(runtime.fileName)) continue;
      const [statement, local] = new RegExp(String.raw`import\{${exported} as (\w+)\}from"\./${file}";`).exec(chunk.code) ?? [];
      if (!statement) {
        needed = true;
        continue;
      }
      chunk.code = chunk.code
        .replace(statement, ' '.repeat(statement.length))
        .replace(
          /(?=\n\/\/# sourceMappingURL|$)/,
          `function ${local}(all){let o={};for(let k in all)Object.defineProperty(o,k,{get:all[k],enumerable:!0});return o}`,
        );
      chunk.imports = chunk.imports.filter((name) => name !== runtime.fileName);
    }
    if (!needed) delete bundle[runtime.fileName];
  },
};

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The script-tag bundle: the loader under a stable name, everything that it imports later in hashed chunks. */
export default defineConfig({
  root: path('packages/widgets'),
  publicDir: false,
  logLevel: 'warn',
  plugins: [compactTemplates, inlineRuntime],
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2022',
    outDir: 'dist/embed',
    emptyOutDir: true,
    sourcemap: true,
    manifest: 'manifest.json',
    // Library mode leaves out Vite's preload helper, which would be a request more on every page.
    lib: { entry: { vitrine: path('packages/widgets/src/loader.ts') }, formats: ['es'] },
    rolldownOptions: {
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: chunkName,
        codeSplitting: {
          groups: [
            { name: 'base', test: BASE, priority: 9 },
            { name: 'room', test: ROOM, priority: 8 },
            { name: 'channel', test: CHANNEL, priority: 7 },
            { name: 'common', test: COMMON, priority: 6 },
            { name: 'chat', test: CHAT, priority: 5 },
            { name: 'viewer', test: VIEWER, priority: 4 },
            { name: 'shopping', test: SHOPPING, priority: 3 },
            { name: 'staff', test: STAFF, priority: 3 },
            { name: 'console', test: CONSOLE, priority: 2, minShareCount: 2 },
            { name: 'gifts', test: GIFTS, priority: 2, minShareCount: 2 },
            { name: 'moderation', test: MODERATION, priority: 2, minShareCount: 2 },
            { name: 'shop', test: SHOP, priority: 1, minShareCount: 2 },
          ],
        },
        minify: true,
      },
    },
  },
});
