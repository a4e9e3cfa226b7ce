import { defineConfig } from '@playwright/test';
import { requireChrome } from './scripts/find-chrome.mjs';

/** What is the same on every provider, and what is Tencent's alone. */
const PROVIDERS = /\/e2e\/(scenarios|tencent)\//;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  // Most scenarios wait more than they work; those with pictures leave room for one beside them and no more.
  workers: 2,
  fullyParallel: false,
  // A busy machine may be late once; what passes only the second time is named at the end of the run.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: process.env.VITRINE_COUNTS ?? 'test-results/e2e.json' }]],
  projects: [
    { name: 'system', testIgnore: PROVIDERS },
    { name: 'providers', testMatch: new RegExp(`${PROVIDERS.source}.*\\.spec\\.ts$`) },
  ],
  use: {
    browserName: 'chromium',
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    trace: 'retain-on-failure',
    permissions: ['camera', 'microphone'],
    launchOptions: {
      executablePath: requireChrome(),
      args: [
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
});
