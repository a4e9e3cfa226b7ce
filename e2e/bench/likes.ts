import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/server.ts';
import { Crowd, type CrowdOptions } from './crowd.ts';
import { load } from './http-load.ts';
import { Program } from './programs.ts';
import type { Findings } from './report.ts';
import { Shop } from './shop.ts';
import { median } from './statistics.ts';

const USERS = 500;
const ROUNDS = 2;
/** Batches of each user in a round, one in flight at a time as `LikeStore` has it, but without its rest of half a second. */
const BATCHES = 1;
/** Seconds that the last total may take to reach everybody. */
const PATIENCE = 30;
/** Milliseconds between two counts of a room; a timer may come a little early. */
const WINDOW = 290;

/** What the sockets were told: the totals are seen by each of them. */
class Ears {
  readonly totals: number[] = Array.from({ length: USERS }, () => 0);
  delivered = 0;
  /** Everybody gets the same frame, and it need not be taken apart five hundred times. */
  readonly #known = new Map<string, { told: number; total: number }>();

  readonly hear = (frame: Buffer, index: number): void => {
    const name = frame.toString('latin1');
    let known = this.#known.get(name);
    if (!known) {
      const totals = [...name.matchAll(/"type":"like\.counted"[^{}]*?"total":(\d+)/g)].map(([, total]) => Number(total));
      known = { told: totals.length, total: Math.max(0, ...totals) };
      if (this.#known.size > 5_000) this.#known.clear();
      this.#known.set(name, known);
    }
    this.delivered += known.told;
    this.totals[index] = Math.max(this.totals[index]!, known.total);
  };
}

interface Contestant {
  name: string;
  program: Program;
  crowd: Crowd;
  ears: Ears;
  request: (user: number, body: string) => string;
  /** All likes sent so far. */
  sent: number;
}

interface Measured {
  cpuPerLike: number;
  cpuPerDelivered: number;
  broadcasts: number;
  broadcastsPerSecond: number;
  likesPerSecond: number;
  faults: string[];
}

async function gather(
  name: string,
  program: Program,
  request: Contestant['request'],
  options: Pick<CrowdOptions, 'path' | 'hello'>,
): Promise<Contestant> {
  const ears = new Ears();
  const crowd = await Crowd.gather({ port: program.port, size: USERS, hear: ears.hear, ...options });
  return { name, program, crowd, ears, request, sent: 0 };
}

const post = (path: string, headers: string, body: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

async function ours(shop: Shop): Promise<Contestant> {
  await shop.openRoom('bench', 1);
  const tokens: string[] = [];
  while (tokens.length < USERS) tokens.push(...(await Promise.all(Array.from({ length: 50 }, () => shop.session()))));
  return gather(
    'vitrine',
    shop.program,
    (user, body) => post('/api/lives/bench/likes', `Authorization: Bearer ${tokens[user]}\r\n`, body),
    { path: '/api/lives/bench/socket', hello: (user) => JSON.stringify({ type: 'auth', token: tokens[user] }) },
  );
}

async function round(contestant: Contestant): Promise<Measured> {
  const { name, program, ears, request } = contestant;
  const faults: string[] = [];
  const before = { cpu: program.cpu(), delivered: ears.delivered, sent: contestant.sent };
  const batches = Array.from({ length: USERS }, () => 0);
  const started = performance.now();
  const { statuses } = await load({
    port: program.port,
    connections: USERS,
    seconds: 120,
    next(user) {
      if (batches[user]! >= BATCHES) return undefined;
      batches[user]! += 1;
      const count = (user % 7) + 1;
      contestant.sent += count;
      return request(user, JSON.stringify({ count, batchId: randomUUID() }));
    },
  });
  const end = performance.now() + PATIENCE * 1000;
  while (ears.totals.some((total) => total < contestant.sent) && performance.now() < end) await sleep(20);
  const elapsed = performance.now() - started;
  const cpu = (program.cpu() - before.cpu) * 1000;
  const [likes, delivered] = [contestant.sent - before.sent, ears.delivered - before.delivered];
  if (statuses.get(200) !== USERS * BATCHES) faults.push(`${name} answered ${JSON.stringify([...statuses])}`);
  const wrong = ears.totals.filter((total) => total !== contestant.sent).length;
  if (wrong > 0) faults.push(`${name}: ${wrong} of ${USERS} sockets were not told the exact total of ${contestant.sent}`);
  const broadcasts = delivered / USERS;
  return {
    cpuPerLike: cpu / likes,
    cpuPerDelivered: cpu / delivered,
    broadcasts,
    broadcastsPerSecond: (broadcasts * 1000) / elapsed,
    likesPerSecond: (likes * 1000) / elapsed,
    // Slower machines count more rarely, never more often: one count begins the round, the others wait their turn.
    faults:
      name === 'vitrine' && broadcasts > elapsed / WINDOW + 1
        ? [...faults, `${broadcasts} counts were told in ${elapsed} ms`]
        : faults,
  };
}

/** Everybody in a room likes at once; beside a server that tells all of them of every request. Processor time needs Linux. */
export async function benchLikes(serverArgs: string[]): Promise<Findings> {
  const shop = await Shop.open(serverArgs);
  const naive = await Program.start(['--import', 'tsx', 'e2e/bench/peers/likes.ts'], {
    port: await freePort(),
    health: '/',
    env: {},
  });
  try {
    const contestants = [
      await ours(shop),
      await gather('tell each', naive, (_, body) => post('/likes', '', body), { path: '/' }),
    ] as const;
    const measured: [Measured[], Measured[]] = [[], []];
    for (let count = 0; count < ROUNDS; count++) {
      for (const index of [0, 1] as const) measured[index].push(await round(contestants[index]));
    }
    const faults = measured.flat().flatMap((one) => one.faults);
    const { likeCount } = await shop.call<{ likeCount: number }>('GET', '/lives/bench');
    if (likeCount !== contestants[0].sent) faults.push(`${likeCount} likes are written of ${contestants[0].sent}`);
    for (const { crowd } of contestants) crowd.leave();

    const of = (index: 0 | 1, value: (one: Measured) => number): number => median(measured[index].map(value));
    const ratio = (value: (one: Measured) => number): number => of(0, value) / of(1, value);
    return {
      bench: `likes: ${USERS} users in one room, each sending ${BATCHES} batches of taps, ${ROUNDS} times`,
      rows: ([0, 1] as const).map((index) => ({
        contestant: contestants[index].name,
        'likes/s': of(index, (one) => one.likesPerSecond),
        'broadcasts/s': of(index, (one) => one.broadcastsPerSecond),
        broadcasts: of(index, (one) => one.broadcasts),
        'CPU us/like': of(index, (one) => one.cpuPerLike),
        'CPU us/delivered': of(index, (one) => one.cpuPerDelivered),
      })),
      ratios: [
        { name: 'likes.cpuPerLike', value: ratio((one) => one.cpuPerLike), target: '<= 0.2' },
        { name: 'likes.broadcasts', value: ratio((one) => one.broadcasts), target: '<= 0.02' },
        // No target: the requests' cost is shared by a hundredth of the deliveries.
        { name: 'likes.cpuPerDelivered', value: ratio((one) => one.cpuPerDelivered) },
      ],
      notes: [`${contestants[0].sent} likes were sent, ${likeCount} are written`],
      faults,
    };
  } finally {
    await Promise.all([shop.close(), naive.stop()]);
  }
}
