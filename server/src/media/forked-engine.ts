import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { LiveError } from '@vitrine/core/errors.ts';
import type { MediaAnswer, MediaEngine, MediaEngineOptions, MediaStats } from './engine.ts';
import type { Call, Message } from './messages.ts';

const CALL_MS = 5000;
const CLOSE_MS = 2000;
const MAX_RESTART_DELAY_MS = 5000;
/** A process that lived so long did not die of its start. */
const SETTLED_MS = 5000;

/** The child parses packets of strangers in native code: of the server's environment it gets what a process needs, and no secret. */
const ENVIRONMENT = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LD_LIBRARY_PATH', 'NODE_ENV'];

interface Pending {
  resolve(result: unknown): void;
  reject(error: LiveError): void;
  timer: NodeJS.Timeout;
}

const restarting = (): LiveError =>
  new LiveError('unavailable', 'The media engine restarts', { retryAfter: 1, details: { reason: 'restarting' } });

function startProcess({ udpPort, bindAddress, announceIp, maxViewers }: MediaEngineOptions): ChildProcess {
  // Run from sources, this module is TypeScript and the child needs the same loader; the build puts `media-child.js` beside `main.js`.
  const fromSources = import.meta.url.endsWith('.ts');
  const entry = fileURLToPath(new URL(fromSources ? 'media-child.ts' : 'media-child.js', import.meta.url));
  return fork(entry, [JSON.stringify({ udpPort, bindAddress, announceIp, maxViewers })], {
    execArgv: fromSources ? ['--import', import.meta.resolve('tsx')] : [],
    env: Object.fromEntries(ENVIRONMENT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** The engine as the server sees it: a process that is started again whenever it dies. */
export class ForkedEngine implements MediaEngine {
  /** Settles when the first process is ready or has failed. */
  readonly started: Promise<void>;
  readonly #options: MediaEngineOptions;
  readonly #pending = new Map<number, Pending>();
  readonly #onAir = new Set<string>();
  #child: ChildProcess | undefined;
  #ready = false;
  #closing = false;
  #restarts = 0;
  #quickDeaths = 0;
  #restartTimer: NodeJS.Timeout | undefined;
  #calls = 0;

  constructor(options: MediaEngineOptions) {
    this.#options = options;
    this.started = new Promise((resolve, reject) => this.#start(resolve, reject));
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  publish(name: string, offer: string, session: string = randomUUID()): Promise<MediaAnswer> {
    return this.#call('publish', name, offer, session);
  }
  play(name: string, offer: string): Promise<MediaAnswer> {
    return this.#call('play', name, offer);
  }
  remove(id: string): Promise<boolean> {
    return this.#call('remove', id);
  }
  kick(name: string): Promise<boolean> {
    return this.#call('kick', name);
  }
  async stats(): Promise<MediaStats> {
    return { ...(await this.#call<Omit<MediaStats, 'restarts'>>('stats')), restarts: this.#restarts };
  }

  async close(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#restartTimer);
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    if (child.connected) child.disconnect();
    const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_MS);
    await exited;
    clearTimeout(timer);
  }

  #start(ready: () => void, failed: (error: Error) => void): void {
    const child = startProcess(this.#options);
    const bornAt = performance.now();
    let reason = 'it ended at once';
    this.#child = child;
    child.on('message', (message: Message) => {
      if (message.type === 'failed') reason = message.text;
      if (message.type === 'ready') {
        this.#ready = true;
        ready();
      } else this.#receive(message);
    });
    child.once('error', (error) => (reason = error.message));
    // `error` alone comes when the process cannot be started at all; in every other case `exit` follows.
    child.once('exit', () => {
      this.#died(performance.now() - bornAt);
      failed(new Error(reason));
    });
  }

  #died(livedMs: number): void {
    this.#child = undefined;
    this.#ready = false;
    for (const id of this.#pending.keys()) this.#take(id)?.reject(restarting());
    for (const name of this.#onAir) this.#options.onPublisherChanged?.(name, false);
    this.#onAir.clear();
    if (this.#closing) return;
    this.#quickDeaths = livedMs < SETTLED_MS ? this.#quickDeaths + 1 : 0;
    const delay = this.#quickDeaths < 2 ? 0 : Math.min(100 * 2 ** this.#quickDeaths, MAX_RESTART_DELAY_MS);
    this.#restartTimer = setTimeout(() => {
      this.#restarts += 1;
      this.#start(
        () => this.#options.onRestarted?.(),
        () => undefined,
      );
    }, delay);
  }

  #receive(message: Exclude<Message, { type: 'ready' }>): void {
    if (message.type === 'log' || message.type === 'failed') this.#options.onLog?.(message.text);
    else if (message.type === 'publisher') {
      if (message.onAir) this.#onAir.add(message.name);
      else this.#onAir.delete(message.name);
      this.#options.onPublisherChanged?.(message.name, message.onAir);
    } else if (message.type === 'result') this.#take(message.id)?.resolve(message.result);
    else {
      const { code, message: text, details, retryAfter } = message.error;
      this.#take(message.id)?.reject(new LiveError(code, text, { details, retryAfter }));
    }
  }

  #call<T>(method: Call['method'], ...args: string[]): Promise<T> {
    const child = this.#child;
    if (!child || !this.#ready || !child.connected) return Promise.reject(restarting());
    this.#calls += 1;
    const id = this.#calls;
    return new Promise<T>((resolve, reject) => {
      // A process that does not answer will not recover: the next one does.
      const timer = setTimeout(() => child.kill('SIGKILL'), CALL_MS);
      this.#pending.set(id, { resolve: resolve as (result: unknown) => void, reject, timer });
      // The callback keeps a pipe that broke a moment ago from throwing; `exit` rejects the call.
      child.send({ id, method, args } satisfies Call, () => undefined);
    });
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    clearTimeout(pending?.timer);
    this.#pending.delete(id);
    return pending;
  }
}
