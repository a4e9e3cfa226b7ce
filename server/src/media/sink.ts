import type { Relay } from './relay.ts';
import { asksForKeyframe, readNack, readRtcp, type SenderClock, senderReport } from './rtcp.ts';
import { setPayloadType } from './rtp.ts';
import type { CodecName } from './sdp.ts';

/** Enough to repair 10 % of loss at 2 Mbps many times over; a viewer that asks for more would only eat the uplink. */
const MAX_RESENT_A_SECOND = 600;
const CNAME = 'vitrine';

/** One track on its way to one viewer. */
export class Sink {
  readonly #relay: Relay;
  readonly #payloadTypes: ReadonlyMap<CodecName, number>;
  readonly #send: (packet: Buffer) => void;
  #open = false;
  #codec: CodecName | undefined;
  #from: number | undefined;
  #packets = 0;
  #octets = 0;
  #resentThisSecond = 0;

  constructor(relay: Relay, payloadTypes: ReadonlyMap<CodecName, number>, send: (packet: Buffer) => void) {
    this.#relay = relay;
    this.#payloadTypes = payloadTypes;
    this.#send = send;
  }

  get relay(): Relay {
    return this.#relay;
  }
  get packets(): number {
    return this.#packets;
  }
  get octets(): number {
    return this.#octets;
  }
  /** True while the viewer is there but has no keyframe to begin with. */
  get waiting(): boolean {
    return this.#open && this.#from === undefined;
  }

  understands(codec: CodecName): boolean {
    return this.#payloadTypes.has(codec);
  }

  /** The viewer can receive from now on. A keyframe asked for earlier would come while nothing can be sent yet. */
  open(): void {
    this.#open = true;
    this.#relay.requestKeyframe();
  }

  forward(packet: Buffer, sequence: number, codec: CodecName, keyframe: boolean): void {
    if (!this.#open) return;
    this.#codec = codec;
    if (this.#from === undefined) {
      if (!keyframe) return;
      this.#from = sequence;
    }
    if (sequence >= this.#from) this.#write(packet);
  }

  report(clock: SenderClock): void {
    if (this.#from !== undefined) this.#send(senderReport(this.#relay.ssrc, clock, this.#packets, this.#octets, CNAME));
  }

  control(compound: Buffer): void {
    for (const packet of readRtcp(compound)) {
      if (asksForKeyframe(packet, this.#relay.ssrc)) this.#relay.requestKeyframe();
      for (const sequence of readNack(packet, this.#relay.ssrc)) this.#resend(sequence);
    }
  }

  /** Called once a second. */
  tick(): void {
    this.#resentThisSecond = 0;
    if (this.waiting) this.#relay.requestKeyframe();
  }

  #resend(sequence: number): void {
    const recent = this.#relay.recent(sequence);
    if (!recent || this.#from === undefined || recent.sequence < this.#from) return;
    if (this.#resentThisSecond >= MAX_RESENT_A_SECOND) return;
    this.#resentThisSecond += 1;
    this.#write(recent.packet);
  }

  #write(packet: Buffer): void {
    const payloadType = this.#codec && this.#payloadTypes.get(this.#codec);
    if (payloadType === undefined) return;
    setPayloadType(packet, payloadType);
    this.#packets += 1;
    this.#octets += packet.length;
    this.#send(packet);
  }
}
