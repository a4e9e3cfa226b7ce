import { defineConfig } from 'vite';

/** Stories need nothing but the defaults; the repository's own configuration builds the script-tag bundle. */
export default defineConfig({});
