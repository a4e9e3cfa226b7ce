import { randomUUID } from 'node:crypto';
import { freePort } from '../support/server.ts';
import { load, type LoadResult } from './http-load.ts';
import { Program } from './programs.ts';
import type { Findings } from './report.ts';
import { Shop } from './shop.ts';
import { median, percentile, sort, sum } from './statistics.ts';

const CONNECTIONS = 200;
const ROUNDS = 3;
const SECONDS = 3;
const STOCK = 1_000_000;
/** The rush: so many units for so many buyers. */
const UNITS = 200;
const BUYERS = 3_000;

interface Contestant {
  name: string;
  program: Program;
  next: (connection: number) => string;
  /** Units left. */
  stock: () => Promise<number>;
  rounds: (LoadResult & { cpuPerOrder: number })[];
}

/** One order as it goes over the line. */
function orderRequest(path: string, bearer: string, skuId: string): string {
  const body = JSON.stringify({ items: [{ skuId, quantity: 1 }], liveId: 'bench', currency: 'USD' });
  return [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Authorization: Bearer ${bearer}`,
    'Content-Type: application/json',
    `Idempotency-Key: ${randomUUID()}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

async function ours(shop: Shop, buyers: readonly string[]): Promise<Contestant> {
  const { productId, skuId } = await shop.openRoom('bench', STOCK);
  return {
    name: 'vitrine',
    program: shop.program,
    next: (connection) => orderRequest('/api/orders', buyers[connection]!, skuId),
    stock: () => shop.stock(productId),
    rounds: [],
  };
}

async function peer(kind: 'transaction' | 'batch', program: Program): Promise<Contestant> {
  const state = async () => (await (await fetch(`http://127.0.0.1:${program.port}/`)).json()) as { skuId: string; stock: number };
  const { skuId } = await state();
  return {
    name: kind === 'transaction' ? 'drizzle db.transaction' : 'one batch an order',
    program,
    next: (connection) => orderRequest(`/${kind}`, `buyer-${connection}`, skuId),
    stock: async () => (await state()).stock,
    rounds: [],
  };
}

async function round({ program, next, rounds }: Contestant, seconds: number): Promise<void> {
  const before = program.cpu();
  const result = await load({ port: program.port, connections: CONNECTIONS, next, seconds });
  rounds.push({ ...result, cpuPerOrder: ((program.cpu() - before) * 1000) / result.latencies.length });
}

/** 200 units and 3,000 orders at once: exactly 200 may be sold. */
async function rush(shop: Shop, buyers: readonly string[]): Promise<{ sold: number; refused: number; left: number }> {
  const { productId, skuId } = await shop.openRoom('rush', UNITS);
  let left = BUYERS;
  const { statuses } = await load({
    port: shop.program.port,
    connections: CONNECTIONS,
    seconds: 20,
    next: (connection) => (left-- > 0 ? orderRequest('/api/orders', buyers[connection]!, skuId) : undefined),
  });
  return { sold: statuses.get(201) ?? 0, refused: statuses.get(409) ?? 0, left: await shop.stock(productId) };
}

/** Orders over HTTP with 200 connections and synchronous=FULL, beside the two ways one would write it with the same parts. */
export async function benchCheckout(serverArgs: string[]): Promise<Findings> {
  const shop = await Shop.open(serverArgs);
  const peers: Program[] = [];
  try {
    const buyers = await Promise.all(Array.from({ length: CONNECTIONS }, () => shop.session('viewer')));
    const contestants = [await ours(shop, buyers)];
    for (const kind of ['transaction', 'batch'] as const) {
      const options = { port: await freePort(), health: '/', env: { STOCK: String(STOCK) } };
      peers.push(await Program.start(['--import', 'tsx', 'e2e/bench/peers/orders.ts'], options));
      contestants.push(await peer(kind, peers.at(-1)!));
    }
    // The first round warms up and is not counted, but its orders are.
    for (const contestant of contestants) await round(contestant, 1.5);
    for (let count = 0; count < ROUNDS; count++) for (const contestant of contestants) await round(contestant, SECONDS);

    const faults: string[] = [];
    const rows = [];
    for (const { name, rounds, stock } of contestants) {
      const counted = rounds.slice(1);
      const latencies = sort(counted.flatMap((one) => one.latencies));
      const placed = sum(rounds.map(({ statuses }) => statuses.get(201) ?? 0));
      const failed = sum(rounds.map((one) => one.latencies.length)) - placed;
      const exact = STOCK - (await stock()) === placed;
      if (!exact || failed > 0) faults.push(`${name}: ${placed} placed, ${failed} failed, stock ${exact ? 'exact' : 'WRONG'}`);
      rows.push({
        contestant: name,
        'orders/s': median(counted.map(({ perSecond }) => perSecond)),
        'p50 ms': percentile(latencies, 0.5),
        'p99 ms': percentile(latencies, 0.99),
        'CPU us/order': median(counted.map(({ cpuPerOrder }) => cpuPerOrder)),
        stock: exact ? 'exact' : 'WRONG',
      });
    }
    const { sold, refused, left } = await rush(shop, buyers);
    if (sold !== UNITS || refused !== BUYERS - UNITS || left !== 0)
      faults.push(`rush: ${sold} sold, ${refused} refused, ${left} left`);
    const rate = rows.map((row) => row['orders/s']);
    return {
      bench: `checkout: ${CONNECTIONS} connections, synchronous=FULL, ${ROUNDS} rounds of ${SECONDS} s`,
      rows,
      ratios: [
        { name: 'checkout.vsTransaction', value: rate[0]! / rate[1]!, target: '>= 4' },
        { name: 'checkout.vsBatch', value: rate[0]! / rate[2]!, target: '>= 2' },
        { name: 'checkout.p99VsTransaction', value: rows[0]!['p99 ms'] / rows[1]!['p99 ms'] },
        { name: 'checkout.cpuVsTransaction', value: rows[0]!['CPU us/order'] / rows[1]!['CPU us/order'] },
      ],
      notes: [
        `p99 of ours ${rows[0]!['p99 ms'].toFixed(1)} ms (wanted: 60 ms on a quiet machine)`,
        `rush: ${UNITS} units, ${BUYERS} buyers: ${sold} sold, ${refused} refused, ${left} left`,
      ],
      faults,
    };
  } finally {
    await Promise.all([shop.close(), ...peers.map((program) => program.stop())]);
  }
}
