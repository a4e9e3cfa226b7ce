import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The server and its media process as plain files for Node; what npm installs stays where npm installed it. */
export default defineConfig({
  root: path('.'),
  publicDir: false,
  logLevel: 'warn',
  ssr: { noExternal: ['@vitrine/core'] },
  build: {
    target: 'node20',
    ssr: true,
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: { main: path('src/main.ts'), 'media-child': path('src/media/media-child.ts') },
      // Flat on purpose: modules find their neighbours by `import.meta.url`.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
