import { errorCode, LiveError, type LiveErrorCode } from '../errors.ts';
import type { Request } from '../http.ts';
import { batch, signal } from '../reactive.ts';
import type { RoomDeps } from '../room-deps.ts';
import { MAX_PROBE_BYTES, Probe } from '../schemas/probe.ts';

/** How long it goes on, and how much it sends at most: a phone pays for its bytes. */
const MEASURE_MS = 2_500;
const MAX_ROUNDS = 8;
const TRIPS = 3;
/** What a picture of 720p and its sound need on their way out, with room to spare and without. */
const GOOD = { kbps: 4_000, rtt: 150 };
const FAIR = { kbps: 1_500, rtt: 300 };

export type UplinkGrade = 'good' | 'fair' | 'poor';

export interface UplinkReport {
  readonly kbps: number;
  /** Milliseconds there and back, of the best of a few tries. */
  readonly rtt: number;
  readonly grade: UplinkGrade;
}

export interface UplinkDeps extends Pick<RoomDeps, 'liveId' | 'request' | 'closed'> {
  /** For tests: milliseconds. */
  now?: () => number;
}

/** How fast this machine reaches the server, measured before a show with bytes that are thrown away. */
export class UplinkStore {
  readonly #path: string;
  readonly #request: Request;
  readonly #closed: AbortSignal;
  readonly #now: () => number;
  readonly #report = signal<UplinkReport | undefined>(undefined);
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  readonly #measuring = signal(false);
  #run: Promise<void> | undefined;

  constructor({ liveId, request, closed, now = () => performance.now() }: UplinkDeps) {
    this.#path = `/lives/${encodeURIComponent(liveId)}/probe`;
    this.#request = request;
    this.#closed = closed;
    this.#now = now;
  }

  get measuring(): boolean {
    return this.#measuring.value;
  }
  /** Of the last measurement that worked; undefined before one. */
  get report(): UplinkReport | undefined {
    return this.#report.value;
  }
  get failure(): LiveErrorCode | undefined {
    return this.#failure.value;
  }

  /** Measures for a few seconds. Never rejects; see `failure`. A second call waits for the first. */
  measure(): Promise<void> {
    return (this.#run ??= this.#measure().finally(() => (this.#run = undefined)));
  }

  async #measure(): Promise<void> {
    this.#measuring.value = true;
    try {
      const report = await this.#probe();
      batch(() => {
        this.#report.value = report;
        this.#failure.value = undefined;
      });
    } catch (error) {
      this.#failure.value = errorCode(error);
    } finally {
      this.#measuring.value = false;
    }
  }

  async #probe(): Promise<UplinkReport> {
    let rtt = Number.POSITIVE_INFINITY;
    for (let trip = 0; trip < TRIPS; trip++) rtt = Math.min(rtt, (await this.#send('')).ms);
    const filling = noise(MAX_PROBE_BYTES);
    const end = this.#now() + MEASURE_MS;
    const rates: number[] = [];
    // A slow line shall not wait for a whole parcel before it learns that it is slow.
    for (
      let size = MAX_PROBE_BYTES / 8;
      rates.length === 0 || (rates.length < MAX_ROUNDS && this.#now() < end);
      size = MAX_PROBE_BYTES
    ) {
      const { bytes, ms } = await this.#send(filling.slice(0, size));
      rates.push((bytes * 8) / Math.max(1, ms - rtt));
    }
    // The middle one: a machine that is busy for a moment is no slow line.
    const kbps = Math.round(rates.sort((a, b) => a - b)[Math.floor(rates.length / 2)]!);
    return { kbps, rtt: Math.round(rtt), grade: grade(kbps, rtt) };
  }

  async #send(filling: string): Promise<{ bytes: number; ms: number }> {
    const start = this.#now();
    const { bytes } = await this.#request(Probe, 'POST', this.#path, { body: { filling }, signal: this.#closed });
    if (bytes < filling.length) throw new LiveError('unavailable', 'Not everything arrived');
    return { bytes, ms: this.#now() - start };
  }
}

const meets = (need: typeof GOOD, kbps: number, rtt: number): boolean => kbps >= need.kbps && rtt <= need.rtt;

function grade(kbps: number, rtt: number): UplinkGrade {
  if (meets(GOOD, kbps, rtt)) return 'good';
  return meets(FAIR, kbps, rtt) ? 'fair' : 'poor';
}

/** What no device on the way can make smaller. */
function noise(length: number): string {
  let text = '';
  const bytes = new Uint8Array(length);
  // The browser gives at most this much at once.
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, Math.min(length, at + 65_536)));
  for (const byte of bytes) text += String.fromCharCode(48 + (byte & 63));
  return text.replaceAll('\\', 'z');
}
