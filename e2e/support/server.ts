import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

export interface ServerOptions {
  /** Demo mode: seeded, with tokens for whoever asks. Default true. */
  demo?: boolean;
  env?: Record<string, string>;
  /** The folder of an earlier server. */
  dataDir?: string;
}

/** The real built server as a process of its own, with ports and a folder that belong to it alone. */
export class TestServer {
  readonly dataDir: string;
  readonly port: number;
  readonly shopPort: number;
  readonly #options: ServerOptions;
  readonly #env: Record<string, string>;
  #child: ChildProcess | undefined;
  /** What it printed so far. */
  output = '';

  static async start(options: ServerOptions = {}): Promise<TestServer> {
    const server = new TestServer(options, await freePort(), await freePort(), await freePort());
    await server.start();
    return server;
  }

  private constructor(options: ServerOptions, port: number, shopPort: number, udpPort: number) {
    this.#options = options;
    this.dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'vitrine-e2e-'));
    this.port = port;
    this.shopPort = shopPort;
    this.#env = {
      PORT: String(port),
      DEMO_SHOP_PORT: String(shopPort),
      MEDIA_UDP_PORT: String(udpPort),
      DATA_DIR: this.dataDir,
      RATE_LIMIT_FACTOR: '100',
      LOG_LEVEL: 'warn',
      ...options.env,
    };
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }
  get shopUrl(): string {
    return `http://localhost:${this.shopPort}`;
  }
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Starts the process, first or again, and waits until it is healthy. */
  async start(): Promise<void> {
    const { demo = true } = this.#options;
    const child = spawn(process.execPath, ['server/dist/main.js', ...(demo ? ['--demo'] : [])], {
      cwd: root,
      env: { PATH: process.env.PATH, ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    for (let tries = 0; tries < 150; tries++) {
      if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${this.output}`);
      const healthy = await fetch(`${this.url}/api/health`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (healthy) return;
      await sleep(100);
    }
    throw new Error(`The server did not become healthy:\n${this.output}`);
  }

  /** Ends the process as a crash or an operator would, and waits until it is gone. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  }

  /** Ends the process and removes its folder. */
  async dispose(): Promise<void> {
    await this.kill('SIGKILL');
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Calls the API with a token, as the shop's backend or a test's second pair of hands. */
  async api(
    method: string,
    path: string,
    options: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(options.token ? { Authorization: `Bearer ${options.token}` } : {}),
        ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...options.headers,
      },
      body: options.body === undefined ? null : typeof options.body === 'string' ? options.body : JSON.stringify(options.body),
    });
  }

  /** A demo token of this role. */
  async token(role: 'viewer' | 'host' | 'moderator' | 'admin'): Promise<string> {
    const answer = await this.api('POST', '/demo/session', { body: { role } });
    return ((await answer.json()) as { token: string }).token;
  }
}
