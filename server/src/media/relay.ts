import { randomInt } from 'node:crypto';
import { PacketRing } from './packet-ring.ts';
import type { SenderClock } from './rtcp.ts';
import { type Kind, stamp } from './rtp.ts';
import type { CodecName } from './sdp.ts';
import type { Sink } from './sink.ts';

const CLOCK_RATE = { audio: 48_000, video: 90_000 } as const;

/** What to add to a publisher's numbers to go on where the relay stands. */
export interface Offsets {
  sequence: number;
  timestamp: number;
}

/**
 * One track as viewers see it: one SSRC with numbers that go on for ever, whoever publishes. Since all viewers of a name get the same
 * numbers, a packet is written once and kept once.
 */
export class Relay {
  readonly kind: Kind;
  readonly clockRate: number;
  readonly ssrc = randomInt(1, 2 ** 32 - 1);
  readonly sinks = new Set<Sink>();
  readonly #ring = new PacketRing();
  #last: { sequence: number; timestamp: number; at: number } | undefined;

  /** Asks the publisher of the moment for a keyframe. */
  requestKeyframe: () => void = () => undefined;

  constructor(kind: Kind) {
    this.kind = kind;
    this.clockRate = CLOCK_RATE[kind];
  }

  /** Where a publisher whose first packet this is joins on: right behind the last packet, as much later as time has passed. */
  join(sequence: number, timestamp: number, now: number): Offsets {
    if (!this.#last) return { sequence: 0, timestamp: 0 };
    const elapsed = Math.max(1, Math.round(((now - this.#last.at) * this.clockRate) / 1000));
    return { sequence: this.#last.sequence + 1 - sequence, timestamp: this.#last.timestamp + elapsed - timestamp };
  }

  forward(packet: Buffer, sequence: number, timestamp: number, codec: CodecName, keyframe: boolean, now: number): void {
    stamp(packet, sequence, timestamp, this.ssrc);
    this.#ring.put(sequence, packet);
    if (!this.#last || sequence > this.#last.sequence) this.#last = { sequence, timestamp: timestamp >>> 0, at: now };
    for (const sink of this.sinks) sink.forward(packet, sequence, codec, keyframe);
  }

  report(clock: SenderClock): void {
    for (const sink of this.sinks) sink.report(clock);
  }

  /** A packet that was sent not long ago, by the low 16 bits of its number. */
  recent(sequence: number): { packet: Buffer; sequence: number } | undefined {
    if (!this.#last) return undefined;
    const behind = (this.#last.sequence - sequence) & 0xffff;
    const packet = this.#ring.get(this.#last.sequence - behind);
    return packet && { packet, sequence: this.#last.sequence - behind };
  }
}
