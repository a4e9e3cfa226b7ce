import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { root } from './programs.ts';

/** One figure that can be compared between machines, because both sides of it were measured in the same run. */
export interface Ratio {
  name: string;
  value: number;
  /** What the project wants, for example `>= 4`; nothing fails where it is missed. */
  target?: string;
}

/** What one bench found. */
export interface Findings {
  bench: string;
  /** Printed as it stands; the keys of the first row are the columns. */
  rows: Record<string, string | number>[];
  ratios: Ratio[];
  notes: string[];
  /** Something that must hold on any machine and did not: the run fails. */
  faults?: string[];
}

/** Four significant figures are more than a shared machine is good for. */
export const figure = (value: number): number => Number(value.toPrecision(4));

/** True where the ratio is what the target wants; undefined where there is no target. */
export function meets({ value, target }: Ratio): boolean | undefined {
  const [, sign, bound] = /^(<=|>=) ([\d.]+)$/.exec(target ?? '') ?? [];
  if (!sign) return undefined;
  return sign === '<=' ? value <= Number(bound) : value >= Number(bound);
}

const cell = (value: string | number | undefined): string => String(typeof value === 'number' ? figure(value) : (value ?? ''));

function table(rows: Findings['rows']): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((column) => cell(row[column])))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]!.length)));
  return lines
    .map((line) => line.map((text, index) => (index === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[index]!))).join('  '))
    .join('\n');
}

export function print({ bench, rows, ratios, notes, faults = [] }: Findings): void {
  console.log(`\n== ${bench}`);
  if (rows.length > 0) console.log(table(rows));
  for (const ratio of ratios) {
    const verdict = { true: 'meets', false: 'MISSES', undefined: '' }[String(meets(ratio))];
    console.log(`  ${ratio.name}: ${figure(ratio.value)} ${ratio.target ? `(wanted ${ratio.target}: ${verdict})` : ''}`);
  }
  for (const note of notes) console.log(`  ${note}`);
  for (const fault of faults) console.log(`  FAULT: ${fault}`);
}

function version(command: string): string {
  try {
    return execFileSync(command, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'none';
  }
}

/** Writes all of it to `test-results/bench.json`, with the machine it was measured on. */
export function write(all: readonly Findings[], facts: { chrome: string | undefined; server: string }): string {
  const file = `${root}/test-results/bench.json`;
  const machine = {
    cores: cpus().length,
    cpu: cpus()[0]?.model.trim() ?? '',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    load: loadavg().map(figure),
    node: process.version,
    chromium: facts.chrome ? version(facts.chrome) : 'none',
    server: facts.server,
  };
  const ratios = Object.fromEntries(
    all.flatMap(({ ratios }) =>
      ratios.map((ratio) => [ratio.name, { ...ratio, value: figure(ratio.value), meets: meets(ratio) }]),
    ),
  );
  mkdirSync(`${root}/test-results`, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), machine, ratios, benches: all }, null, 2)}\n`);
  console.log(
    `\nmachine: ${machine.cores} cores, ${machine.cpu}, node ${machine.node}, ${machine.chromium}, server from ${machine.server}`,
  );
  return file;
}
