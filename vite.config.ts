import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

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
        chunkFileNames: 'chunks/[name]-[hash].js',
        minify: true,
      },
    },
  },
});
