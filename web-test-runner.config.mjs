import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { fileURLToPath } from 'node:url';
import { requireChrome } from './scripts/find-chrome.mjs';
import { countReporter } from './scripts/reporters/web-test-runner.mjs';

export default {
  files: 'packages/widgets/src/**/*.test.ts',
  rootDir: fileURLToPath(new URL('.', import.meta.url)),
  concurrency: 2,
  nodeResolve: { exportConditions: ['development', 'browser', 'production'] },
  // The widgets' settings hold for core as well: both want class fields as plain assignments or private names.
  plugins: [
    esbuildPlugin({
      ts: true,
      tsconfig: fileURLToPath(new URL('packages/widgets/tsconfig.json', import.meta.url)),
      target: 'es2022',
    }),
  ],
  browsers: [
    chromeLauncher({
      // A tab behind another one gets no frames, and its tests would wait for them for ever; a window of its own does.
      createPage: ({ context }) => context.newPage({ type: 'window' }),
      launchOptions: {
        executablePath: requireChrome(),
        headless: true,
        args: [
          '--no-sandbox',
          '--disable-dev-shm-usage',
          '--disable-background-networking',
          '--use-fake-ui-for-media-stream',
          '--use-fake-device-for-media-stream',
          '--autoplay-policy=no-user-gesture-required',
        ],
      },
    }),
  ],
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 120_000,
  testFramework: { config: { timeout: 10_000 } },
  reporters: [defaultReporter({ reportTestProgress: process.stdout.isTTY === true }), countReporter()],
};
