import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** An element's chunk is called as the element: every one of them begins in a `define.ts`. */
const chunkName = ({ name, facadeModuleId }: { name: string; facadeModuleId?: string | null }): string =>
  `chunks/${/([\w-]+)\/define\.ts$/.exec(facadeModuleId ?? '')?.[1] ?? name}-[hash].js`;

/**
 * What several elements need comes in one file instead of a dozen tiny ones. Elements stay apart, and so does what only one
 * module imports, such as the engine that is loaded on play.
 */
const COMMON = /[\\/](node_modules|packages[\\/]core|widgets[\\/]src[\\/](shared|events))\b/;

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The script-tag bundle: the loader under a stable name, everything that it imports later in hashed chunks. */
export default defineConfig({
  root: path('packages/widgets'),
  publicDir: false,
  logLevel: 'warn',
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
        codeSplitting: { groups: [{ name: 'shared', test: COMMON, minShareCount: 2 }] },
        minify: true,
      },
    },
  },
});
