import { writeFileSync } from 'node:fs';

/** Where `scripts/test.mjs` reads what a part did; absent where a part is run by hand. */
const countsFile = process.env.VITRINE_COUNTS;

/** Writes what a part did: `{ passed, failed, skipped, remarks }`, remarks being lines for the end of the whole run. */
export function writeCounts(counts) {
  if (countsFile) writeFileSync(countsFile, JSON.stringify(counts));
}
