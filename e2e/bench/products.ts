import { freePort } from '../support/server.ts';
import { load, type LoadResult } from './http-load.ts';
import { Program } from './programs.ts';
import type { Findings } from './report.ts';
import { Shop } from './shop.ts';
import { median, percentile, sort, sum } from './statistics.ts';

const CONNECTIONS = 50;
const ROUNDS = 3;
const SECONDS = 2;
const PRODUCTS = 25_000;
const SKUS_EACH = 4;
/** Lines of one import: its body may be 1 MB. */
const LINES = 10_000;

const COLOURS = ['Red', 'Blue', 'Green', 'Black', 'White', 'Amber', 'Ivory', 'Teal'];
const KINDS = ['watch', 'lamp', 'scarf', 'mug', 'bag', 'radio', 'kettle', 'chair', 'notebook', 'clock'];
const STYLES = ['Vintage', 'Modern', 'Classic', 'Travel', 'Studio', 'Garden', 'Café', 'Urban', 'Alpine', 'Harbour'];
const CHINESE = ['复古手表', '台灯', '围巾', '马克杯', '旅行包', '收音机', '水壶', '椅子', '笔记本', '时钟'];

/** One product of the shop, the same in every run. */
function linesOf(index: number): string[] {
  const kind = index % KINDS.length;
  const title = `${STYLES[Math.floor(index / 10) % 10]} ${COLOURS[Math.floor(index / 100) % 8]} ${KINDS[kind]} ${index}`;
  return Array.from({ length: SKUS_EACH }, (_, sku) => {
    const price = `${10 + ((index * 7 + sku) % 900)}.${10 + (index % 90)}`;
    return sku === 0
      ? `p${index},${title},${CHINESE[kind]}${index % 50},${KINDS[kind]},${price},9,S`
      : `p${index},,,,${price},9,${'SMLX'[sku]}`;
  });
}

async function fill(shop: Shop): Promise<number> {
  const started = performance.now();
  const each = Math.floor(LINES / SKUS_EACH);
  for (let from = 0; from < PRODUCTS; from += each) {
    const lines = Array.from({ length: Math.min(each, PRODUCTS - from) }, (_, offset) => linesOf(from + offset)).flat();
    const csv = ['externalId,title,titleZh,category,price,stock,option:Size', ...lines].join('\n');
    const report = await shop.call<{ created: number; problems: unknown[] }>('POST', '/products/import', { csv });
    if (report.problems.length > 0) throw new Error(`The bench's own products do not fit: ${JSON.stringify(report.problems[0])}`);
  }
  return (performance.now() - started) / 1000;
}

interface Contestant {
  name: string;
  program: Program;
  path: () => string;
  rounds: (LoadResult & { cpu: number })[];
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;

async function round({ program, path, rounds }: Contestant, seconds: number): Promise<void> {
  const before = program.cpu();
  const result = await load({ port: program.port, connections: CONNECTIONS, next: () => get(path()), seconds });
  rounds.push({ ...result, cpu: ((program.cpu() - before) * 1000) / result.latencies.length });
}

let asked = 0;
/** A query that nobody asked before. */
const fresh = (query: () => string) => () => `/api/products?${query()}&_=${asked++}`;
const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;

/** Lists and searches over 100,000 SKUs, beside the framework's route that does nothing. */
export async function benchProducts(serverArgs: string[]): Promise<Findings> {
  const shop = await Shop.open(serverArgs);
  let hello: Program | undefined;
  try {
    const seconds = await fill(shop);
    const list = await (await fetch(`${shop.url}/api/products`)).text();
    hello = await Program.start(['--import', 'tsx', 'e2e/bench/peers/hello.ts'], {
      port: await freePort(),
      health: '/',
      env: { LENGTH: String(Buffer.byteLength(list)) },
    });
    const { program } = shop;
    const found = await shop.call<{ items: { titleZh?: string }[] }>(
      'GET',
      `/products?q=${encodeURIComponent('手表')}&limit=100`,
    );
    const faults =
      found.items.length === 100 && found.items.every(({ titleZh }) => titleZh?.includes('手表')) ? [] : ['手表 was not found'];

    const ours = (name: string, path: () => string): Contestant => ({ name, program, path, rounds: [] });
    const word = (): string => encodeURIComponent(`${pick(STYLES)} ${pick(KINDS).slice(0, 3)}`);
    const contestants: Contestant[] = [
      { name: "the framework's hello", program: hello, path: () => '/', rounds: [] },
      { name: 'hello, as long as the list', program: hello, path: () => '/long', rounds: [] },
      ours('list of one', () => '/api/products?limit=1'),
      ours('list of twenty', () => '/api/products'),
      ours('search 手表', () => `/api/products?q=${encodeURIComponent('手表')}`),
      ours(
        'list, read anew',
        fresh(() => 'sort=newest'),
      ),
      ours(
        'by price, read anew',
        fresh(() => `sort=price&category=${pick(KINDS)}`),
      ),
      ours(
        'search, read anew',
        fresh(() => `q=${word()}`),
      ),
      ours(
        'search 手表, read anew',
        fresh(() => `q=${encodeURIComponent(pick(CHINESE).slice(-2))}`),
      ),
    ];
    for (const contestant of contestants) await round(contestant, 1);
    for (let count = 0; count < ROUNDS; count++) for (const contestant of contestants) await round(contestant, SECONDS);

    const rows = contestants.map(({ name, rounds }) => {
      const counted = rounds.slice(1);
      const failed = sum(counted.map(({ statuses, latencies }) => latencies.length - (statuses.get(200) ?? 0)));
      if (failed > 0) faults.push(`${name}: ${failed} failed`);
      const latencies = sort(counted.flatMap((one) => one.latencies));
      return {
        contestant: name,
        'requests/s': median(counted.map(({ perSecond }) => perSecond)),
        'p50 ms': percentile(latencies, 0.5),
        'p99 ms': percentile(latencies, 0.99),
        'CPU us/request': median(counted.map(({ cpu }) => cpu)),
      };
    });
    const rate = rows.map((row) => row['requests/s']);
    return {
      bench: `products: ${PRODUCTS * SKUS_EACH} SKUs, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s`,
      rows,
      ratios: [
        { name: 'products.listVsHello', value: rate[3]! / rate[1]!, target: '>= 0.8' },
        { name: 'products.listOfOneVsHello', value: rate[2]! / rate[0]!, target: '>= 0.8' },
        { name: 'products.searchVsHello', value: rate[4]! / rate[1]!, target: '>= 0.8' },
        { name: 'products.freshListVsHello', value: rate[5]! / rate[1]! },
        { name: 'products.freshSearchVsHello', value: rate[7]! / rate[1]! },
      ],
      notes: [`${PRODUCTS} products of ${SKUS_EACH} SKUs were imported as CSV in ${seconds.toFixed(1)} s`],
      faults,
    };
  } finally {
    await Promise.all([shop.close(), hello?.stop()]);
  }
}
