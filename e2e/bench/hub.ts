import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/server.ts';
import { Crowd, type CrowdOptions, type Heard } from './crowd.ts';
import { Program } from './programs.ts';
import type { Findings } from './report.ts';
import { Shop } from './shop.ts';
import { median, sum } from './statistics.ts';

const SOCKETS = 1_000;
/** Sockets that come on top for a moment, to see what one costs in memory: the first ones fill what the start left behind. */
const MORE = 500;
const BYTES = 200;
/** Broadcasts a second, seconds of a round, rounds, and seconds that what is late may still arrive. */
const LOADS = [
  { rate: 50, seconds: 4, rounds: 3, patience: 4 },
  { rate: 200, seconds: 2, rounds: 2, patience: 12 },
];

interface Contestant {
  name: string;
  program: Program;
  crowd: Crowd;
  /** Kilobytes. */
  memoryPerSocket: number;
}

interface Measured extends Heard {
  /** Microseconds of the server for each delivered message. */
  cpuPerMessage: number;
  /** Cores that the server used. */
  cores: number;
  share: number;
}

async function gather(name: string, program: Program, options: Omit<CrowdOptions, 'port' | 'size'>): Promise<Contestant> {
  const crowd = await Crowd.gather({ port: program.port, size: SOCKETS, ...options });
  await sleep(1000);
  const before = await program.memory();
  const more = await Crowd.gather({ port: program.port, size: MORE, ...options });
  await sleep(1000);
  const memoryPerSocket = ((await program.memory()) - before) / MORE;
  more.leave();
  await sleep(1000);
  return { name, program, crowd, memoryPerSocket };
}

async function ours(shop: Shop): Promise<Contestant> {
  await shop.openRoom('bench', 1);
  const tokens: string[] = [];
  while (tokens.length < SOCKETS) tokens.push(...(await Promise.all(Array.from({ length: 50 }, () => shop.session()))));
  // Ten people of the shop do the talking.
  for (let index = 0; index < 10; index++) tokens[index] = await shop.session('host');
  return gather('vitrine', shop.program, {
    path: '/api/lives/bench/socket',
    hello: (index) => JSON.stringify({ type: 'auth', token: tokens[index] }),
    say: (mark) => JSON.stringify({ type: 'barrage', id: randomUUID(), text: mark }),
  });
}

const peer = (program: Program): Promise<Contestant> =>
  gather('ws loop', program, { path: '/', say: (mark) => mark.padEnd(BYTES, 'x') });

async function round({ program, crowd }: Contestant, { rate, seconds, patience }: (typeof LOADS)[number]): Promise<Measured> {
  const [cpu, started] = [program.cpu(), performance.now()];
  const heard = await crowd.talk(rate, seconds, patience);
  const spent = program.cpu() - cpu;
  return {
    ...heard,
    cpuPerMessage: (spent * 1000) / heard.delivered,
    cores: spent / (performance.now() - started),
    share: heard.delivered / (heard.said * SOCKETS),
  };
}

/** One room with a thousand sockets beside the loop that sends to each of them. Memory and processor time need Linux. */
export async function benchHub(serverArgs: string[]): Promise<Findings> {
  const shop = await Shop.open(serverArgs);
  const loop = await Program.start(['--import', 'tsx', 'e2e/bench/peers/sockets.ts'], {
    port: await freePort(),
    health: '/',
    env: {},
  });
  try {
    const contestants = [await ours(shop), await peer(loop)] as const;
    const rows: Findings['rows'] = [];
    const ratios: Findings['ratios'] = [];
    for (const load of LOADS) {
      const measured: [Measured[], Measured[]] = [[], []];
      for (let count = 0; count < load.rounds; count++) {
        for (const index of [0, 1] as const) measured[index].push(await round(contestants[index], load));
      }
      const of = (index: 0 | 1, value: (one: Measured) => number): number => median(measured[index].map(value));
      for (const index of [0, 1] as const) {
        rows.push({
          contestant: contestants[index].name,
          'broadcasts/s': load.rate,
          'CPU us/delivered': of(index, ({ cpuPerMessage }) => cpuPerMessage),
          cores: of(index, ({ cores }) => cores),
          'p50 ms': of(index, ({ latency }) => latency.percentile(0.5)),
          'p99 ms': of(index, ({ latency }) => latency.percentile(0.99)),
          'bytes/message': of(index, ({ bytes, delivered }) => bytes / delivered),
          'delivered %': 100 * of(index, ({ share }) => share),
        });
      }
      const cpu = of(0, ({ cpuPerMessage }) => cpuPerMessage) / of(1, ({ cpuPerMessage }) => cpuPerMessage);
      ratios.push({ name: `hub.cpuAt${load.rate}`, value: cpu, target: '<= 0.5' });
      ratios.push({
        name: `hub.p99At${load.rate}`,
        value: of(0, ({ latency }) => latency.percentile(0.99)) / of(1, ({ latency }) => latency.percentile(0.99)),
      });
      const said = sum(measured[0].map((one) => one.said)) * SOCKETS;
      ratios.push({
        name: `hub.deliveredAt${load.rate}`,
        value: sum(measured[0].map((one) => one.delivered)) / said,
        target: '>= 1',
      });
    }
    // Slower than any window: every message finds the room idle.
    const lone = await Promise.all(contestants.map(({ crowd }) => crowd.talk(1.5, 6, 2)));
    const first = lone.map((heard) => heard.first.percentile(0.5));
    return {
      bench: `hub: ${SOCKETS} sockets in one room, messages of ${BYTES} bytes`,
      rows,
      ratios,
      notes: [
        `a lone message reaches the first socket after ${first[0]} ms, with the ws loop after ${first[1]} ms; all after ` +
          `${lone[0]!.latency.percentile(0.99)} and ${lone[1]!.latency.percentile(0.99)} ms`,
        `memory a socket beyond the first ${SOCKETS}: ${contestants.map((one) => `${one.name} ${one.memoryPerSocket.toFixed(1)} KB`).join(', ')} ` +
          '(wanted: 12 KB; too low where a process still had room from its start)',
        'wanted on a quiet machine: p99 at 50/s within 150 ms, 200/s on half a core',
      ],
    };
  } finally {
    await Promise.all([shop.close(), loop.stop()]);
  }
}
