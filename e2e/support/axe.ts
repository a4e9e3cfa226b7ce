import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type * as Axe from 'axe-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface AxeOptions {
  /** Only below this selector. */
  within?: string;
  /** Nothing below these selectors: somebody else's work. */
  except?: string[];
  /** Names of rules that do not hold here. */
  without?: readonly string[];
}

/** What axe finds wrong with a page, a line a rule and element. */
export async function axeFindings(page: Page, { within, except = [], without = [] }: AxeOptions = {}): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(SOURCE);
  return page.evaluate(
    async ({ within, except, without }) => {
      const { axe } = globalThis as unknown as { axe: typeof Axe };
      const rules = Object.fromEntries(without.map((id) => [id, { enabled: false }]));
      const context = { include: within ? [within] : ['html'], exclude: except };
      const { violations } = await axe.run(context, { rules, resultTypes: ['violations'] });
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(
          ({ target, failureSummary }) => `${id}: ${help}: ${target.flat().join(' ')} ${failureSummary?.replaceAll(/\s+/g, ' ')}`,
        ),
      );
    },
    { within, except, without },
  );
}
