import { beginsKeyframe } from './keyframe.ts';
import { MissingPackets } from './missing-packets.ts';
import { Reception } from './reception.ts';
import type { Offsets, Relay } from './relay.ts';
import { bitrateLimit, nack, pictureLoss, readRtcp, readSenderClock, receiverReport } from './rtcp.ts';
import { extendSequence, isRtcp, readRtp, type RtpHeader, withoutExtensions } from './rtp.ts';
import type { OfferedCodec } from './sdp.ts';
import { Throttle } from './throttle.ts';

/** Told to the publisher every second: with it Chrome reaches full quality at once, without it only after many seconds. */
const MAX_BITRATE = 3_000_000;
const KEYFRAME_EVERY_MS = 250;
/** Our own SSRC in what we send to a publisher; it need not differ between connections. */
const OURS = 1;

interface Stream {
  ssrc: number;
  reception: Reception;
  missing: MissingPackets;
  highest: number;
  /** Set with the first packet that was forwarded. */
  start: (Offsets & { first: number }) | undefined;
}

/** Takes in one track of one publisher and feeds the relay with it, from its first keyframe on. */
export class Ingest {
  readonly codec: OfferedCodec;
  readonly #relay: Relay;
  readonly #send: (rtcp: Buffer) => void;
  readonly #keyframes: Throttle;
  #stream: Stream | undefined;
  #octets = 0;

  constructor(relay: Relay, codec: OfferedCodec, send: (rtcp: Buffer) => void) {
    this.codec = codec;
    this.#relay = relay;
    this.#send = send;
    this.#keyframes = new Throttle(KEYFRAME_EVERY_MS, () => this.#stream && send(pictureLoss(OURS, this.#stream.ssrc)));
  }

  get octets(): number {
    return this.#octets;
  }

  /** From now on viewers' wishes come here. */
  attach(): void {
    this.#relay.requestKeyframe = () => this.requestKeyframe();
    this.requestKeyframe();
  }

  requestKeyframe(): void {
    if (this.#relay.kind === 'video' && this.#stream) this.#keyframes.request();
  }

  receive(packet: Buffer, now: number): void {
    if (isRtcp(packet)) return this.#control(packet, now);
    const header = readRtp(packet);
    if (header?.payloadType === this.codec.payloadType) this.#media(packet, header, now);
  }

  /** Asks again for what is still missing. Called often. */
  chase(now: number): void {
    if (!this.#stream || this.#stream.missing.size === 0) return;
    const due = this.#stream.missing.due(now);
    if (due.length > 0) this.#send(nack(OURS, this.#stream.ssrc, due));
  }

  /** Called once a second: the publisher's congestion control lives on it, and its page sees that we do. */
  tick(now: number): void {
    const report = receiverReport(OURS, this.#stream?.reception.block(now));
    const limited = this.#relay.kind === 'video' && this.#stream;
    this.#send(limited ? Buffer.concat([report, bitrateLimit(OURS, limited.ssrc, MAX_BITRATE)]) : report);
    if (this.#stream && !this.#stream.start) this.requestKeyframe();
  }

  stop(): void {
    this.#keyframes.stop();
  }

  #media(packet: Buffer, header: RtpHeader, now: number): void {
    this.#octets += packet.length;
    const stream = this.#streamOf(header);
    const sequence = extendSequence(header.sequence, stream.highest);
    stream.highest = Math.max(stream.highest, sequence);
    stream.reception.packet(sequence, header.timestamp, now);
    stream.missing.arrived(sequence, now);
    this.chase(now);
    const keyframe = beginsKeyframe(this.codec.name, packet.subarray(header.payloadOffset));
    if (!stream.start) {
      if (!keyframe) return this.requestKeyframe();
      stream.start = { ...this.#relay.join(sequence, header.timestamp, now), first: sequence };
    }
    const { first, sequence: ahead, timestamp: later } = stream.start;
    if (sequence < first) return;
    const plain = withoutExtensions(packet, header);
    this.#relay.forward(plain, sequence + ahead, header.timestamp + later, this.codec.name, keyframe, now);
  }

  #streamOf({ ssrc, sequence }: RtpHeader): Stream {
    if (this.#stream?.ssrc === ssrc) return this.#stream;
    this.#stream = {
      ssrc,
      reception: new Reception(ssrc, this.#relay.clockRate),
      missing: new MissingPackets(),
      // One round of numbers ahead, so that a packet from before the first one does not become negative.
      highest: sequence + 0x10000,
      start: undefined,
    };
    return this.#stream;
  }

  #control(compound: Buffer, now: number): void {
    if (!this.#stream) return;
    for (const packet of readRtcp(compound)) {
      const clock = readSenderClock(packet, this.#stream.ssrc);
      if (!clock) continue;
      this.#stream.reception.clock(clock, now);
      if (!this.#stream.start) continue;
      this.#relay.report({ ...clock, timestamp: (clock.timestamp + this.#stream.start.timestamp) >>> 0 });
    }
  }
}
