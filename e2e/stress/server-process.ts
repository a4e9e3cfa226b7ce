import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = 'server/dist/main.js';

/** How long a start may take, in milliseconds. */
const PATIENCE = 30_000;

/** The real server as a process of its own, built where there is a build: started, killed and started again on one folder. */
export class ServerProcess {
  readonly url: string;
  readonly #env: Record<string, string>;
  readonly #command = existsSync(`${root}${built}`) ? [built] : ['--import', 'tsx', 'server/src/main.ts'];
  #child: ChildProcess | undefined;
  #output = '';
  #upSince: number | undefined;

  constructor(port: number, env: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`;
    this.#env = { ...env, PORT: String(port) };
  }

  get source(): string {
    return this.#command.at(-1) ?? '';
  }

  /** Starts it and waits until it is healthy. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, this.#command, {
      cwd: root,
      env: { PATH: process.env.PATH, ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.#output = (this.#output + chunk.toString()).slice(-20_000);
      });
    }
    for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(50)) {
      if (child.exitCode !== null) break;
      const answer = await fetch(`${this.url}/api/health`).catch(() => undefined);
      if (answer?.ok) {
        this.#upSince = Date.now();
        return;
      }
    }
    throw new Error(`The server did not start:\n${this.#output}`);
  }

  /** Ends it as a power cut would, and waits until it is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    this.#upSince = undefined;
    child.kill('SIGKILL');
    await gone;
  }

  /** Since when it has been up, in milliseconds since 1970; while it is not, that is now. */
  get upSince(): number {
    return this.#upSince ?? Date.now();
  }

  /** What it wrote last. */
  get output(): string {
    return this.#output;
  }
}
