/**
 * What must not go wrong with money and stock, whatever happens to the server.
 * `npm run test:stress -- --only flash-sale,disk-full --buyers 1000 --seeds 5 --kills 200 --gifts 1000`
 */
import { parseArgs } from 'node:util';
import { serverProgram } from '../bench/programs.ts';
import { diskFull } from './disk-full.ts';
import { flashSale } from './flash-sale.ts';
import { billedGifts, gifts } from './gifts.ts';
import { lastUnit } from './last-unit.ts';
import { latePayments } from './late-payments.ts';
import { nativeGifts } from './native-gifts.ts';
import { lostEvents, paymentStorm } from './payment-storm.ts';
import { randomKills } from './random-kills.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    buyers: { type: 'string', default: '10000' },
    seeds: { type: 'string', default: '20' },
    kills: { type: 'string', default: '200' },
    gifts: { type: 'string', default: '5000' },
  },
});

const scenarios: Record<string, () => Promise<string>> = {
  'flash-sale': () => flashSale(Number(values.buyers)),
  'last-unit': lastUnit,
  'payment-storm': () => paymentStorm(Number(values.seeds)),
  'lost-events': lostEvents,
  'late-payments': latePayments,
  'disk-full': diskFull,
  gifts: () => gifts(Number(values.gifts)),
  'billed-gifts': () => billedGifts(Number(values.gifts)),
  'native-gifts': () => nativeGifts(Number(values.gifts)),
  'random-kills': () => randomKills(Number(values.kills)),
};

const chosen = values.only?.flatMap((names) => names.split(',')) ?? Object.keys(scenarios);
const unknown = chosen.filter((name) => !(name in scenarios));
if (unknown.length > 0) {
  console.error(`There is no scenario ${unknown.join(', ')}. There are: ${Object.keys(scenarios).join(', ')}`);
  process.exit(2);
}

/** They wait most of their time for a clock: the others run meanwhile. */
const PATIENT = ['native-gifts'];

let failed = 0;

async function run(name: string): Promise<void> {
  const began = Date.now();
  try {
    const said = await scenarios[name]!();
    console.log(`${name}: ${said} (${((Date.now() - began) / 1000).toFixed(0)} s)`);
  } catch (error) {
    failed += 1;
    console.error(`${name}: FAILED`, error);
  }
}

// What is tested is what ships.
serverProgram();
const patient = Promise.all(chosen.filter((name) => PATIENT.includes(name)).map(run));
for (const name of chosen) if (!PATIENT.includes(name)) await run(name);
await patient;
process.exit(failed > 0 ? 1 : 0);
