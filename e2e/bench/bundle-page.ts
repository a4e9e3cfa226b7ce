import { build, type Plugin } from 'vite';
import { root } from './programs.ts';

/** A peer from before React 19 still has its way of rendering. */
const oldReact: Plugin = {
  name: 'old-react',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === 'react-dom' && importer?.includes('rc-bullets') ? `${root}/e2e/bench/page/react-dom-of-old.ts` : undefined,
};

/** The script of a bench's page, bundled in memory out of the very sources that the elements use. */
export async function bundlePage(entry: string): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [oldReact],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry, formats: ['es'], fileName: 'page' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error('The page could not be bundled');
  return chunk.code;
}
