import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Ticks of the clock in which Linux counts processor time, in a second. */
const TICKS = 100;
/** Lets the bench ask a process for its garbage to be collected, so that memory can be compared. */
const ON_DEMAND_GC = 'data:text/javascript,process.on("SIGUSR2",()=>globalThis.gc())';

/** How the server is run: as it ships where it can be built, else from its sources, which costs it a little more. */
export function serverProgram(): { args: string[]; from: string } {
  try {
    const code = "import { build } from './scripts/build.mjs'; await build({ say() {} });";
    execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    const [reason = ''] = String((error as { stderr?: Buffer }).stderr ?? error).split('\n');
    if (!existsSync(`${root}/server/dist/main.js`))
      return { args: ['--import', 'tsx', 'server/src/main.ts'], from: `sources (${reason})` };
    return { args: ['server/dist/main.js'], from: `an older build (${reason})` };
  }
  return { args: ['server/dist/main.js'], from: 'its build' };
}

/** The path of a Chrome, or undefined where there is none. */
export function chromePath(): string | undefined {
  try {
    return execFileSync(process.execPath, ['scripts/find-chrome.mjs'], { cwd: root, encoding: 'utf8' }).trim().split('\n').at(-1);
  } catch {
    return undefined;
  }
}

/** A server as a process of its own, whose processor time and memory are read from outside. */
export class Program {
  readonly port: number;
  readonly #child: ChildProcess;

  /** Starts it and waits until `GET health` answers 200. */
  static async start(
    args: string[],
    { port, health, env }: { port: number; health: string; env: Record<string, string> },
  ): Promise<Program> {
    const child = spawn(process.execPath, ['--expose-gc', '--import', ON_DEMAND_GC, ...args], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    // Whatever becomes of the bench, it leaves nobody behind.
    process.once('exit', () => child.kill('SIGKILL'));
    const program = new Program(child, port);
    for (let tries = 0; tries < 200; tries++) {
      if (child.exitCode !== null) throw new Error(`${args.at(-1)} ended with ${child.exitCode}`);
      const answer = await fetch(`http://127.0.0.1:${port}${health}`).catch(() => undefined);
      if (answer?.ok) return program;
      await sleep(100);
    }
    await program.stop();
    throw new Error(`${args.at(-1)} did not become healthy`);
  }

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** Processor time so far, user and system, in milliseconds; NaN where there is no /proc. */
  cpu(): number {
    const stat = this.#read('stat');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
  }

  /** Memory that is resident once several collections have given back what they can, in kilobytes; NaN where there is no /proc. */
  async memory(): Promise<number> {
    if (process.platform !== 'linux') return Number.NaN;
    for (let collections = 0; collections < 4; collections++) {
      this.#child.kill('SIGUSR2');
      await sleep(500);
    }
    return Number(/^VmRSS:\s+(\d+)/m.exec(this.#read('status'))?.[1] ?? Number.NaN);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const tooSlow = setTimeout(() => this.#child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(tooSlow);
  }

  #read(name: string): string {
    try {
      return readFileSync(`/proc/${this.#child.pid}/${name}`, 'utf8');
    } catch {
      return '';
    }
  }
}
