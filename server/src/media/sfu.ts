import { LiveError } from '@vitrine/core/errors.ts';
import type { MediaStats } from './engine.ts';
import type { Network } from './peer.ts';
import { Source } from './source.ts';

const CHASE_EVERY_MS = 40;
const TICK_EVERY_MS = 1000;

export interface SfuOptions extends Network {
  maxViewers: number;
}

/** Forwards what publishers send to those who watch, without decoding it. Runs in the engine's own process. */
export class Sfu {
  readonly #options: SfuOptions;
  readonly #publisherChanged: (name: string, onAir: boolean) => void;
  readonly #sources = new Map<string, Source>();
  readonly #timers: NodeJS.Timeout[];

  constructor(options: SfuOptions, publisherChanged: (name: string, onAir: boolean) => void) {
    this.#options = options;
    this.#publisherChanged = publisherChanged;
    this.#timers = [setInterval(() => this.#chase(), CHASE_EVERY_MS), setInterval(() => this.#tick(), TICK_EVERY_MS)];
  }

  async publish(name: string, offer: string, session: string): Promise<{ id: string; answer: string }> {
    const source =
      this.#sources.get(name) ??
      new Source(this.#options, {
        publisherChanged: (onAir) => this.#publisherChanged(name, onAir),
      });
    this.#sources.set(name, source);
    return source.publish(offer, session);
  }

  async play(name: string, offer: string): Promise<{ id: string; answer: string }> {
    const source = this.#sources.get(name);
    if (!source) throw new LiveError('not-found', 'Nobody publishes under this name now', { retryAfter: 1 });
    if (this.#viewers() >= this.#options.maxViewers) {
      throw new LiveError('unavailable', 'No room for another viewer', { retryAfter: 5, details: { reason: 'full' } });
    }
    return source.play(offer);
  }

  remove(id: string): boolean {
    return [...this.#sources.values()].some((source) => source.remove(id));
  }

  kick(name: string): boolean {
    const source = this.#sources.get(name);
    source?.close();
    return this.#sources.delete(name);
  }

  stats(): Omit<MediaStats, 'restarts'> {
    const names = [...this.#sources].map(([name, { publisher, viewers }]) => ({
      name,
      onAir: publisher !== undefined,
      codec: publisher?.codec('video'),
      viewers: viewers.size,
      bytesIn: sum([...(publisher?.ingests ?? [])].map(({ octets }) => octets)),
      bytesOut: sum([...viewers].flatMap((viewer) => [...viewer.sinks]).map(({ octets }) => octets)),
    }));
    return { viewers: this.#viewers(), names, memoryBytes: process.memoryUsage.rss() };
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const source of this.#sources.values()) source.close();
    this.#sources.clear();
  }

  #viewers(): number {
    return sum([...this.#sources.values()].map(({ viewers }) => viewers.size));
  }

  #chase(): void {
    const now = performance.now();
    for (const source of this.#sources.values()) source.chase(now);
  }

  #tick(): void {
    const now = performance.now();
    for (const [name, source] of this.#sources) {
      if (!source.expired(now)) continue;
      source.close();
      this.#sources.delete(name);
    }
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
