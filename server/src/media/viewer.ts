import { LiveError } from '@vitrine/core/errors.ts';
import { type MediaAnswer, type Network, Peer } from './peer.ts';
import type { Publisher } from './publisher.ts';
import type { Relay } from './relay.ts';
import { isRtcp, type Kind } from './rtp.ts';
import { noCodec, readOffer } from './sdp.ts';
import { Sink } from './sink.ts';

/** Longer than two reports of a browser; shorter than the 30 s after which ICE would notice. */
const SILENT_MS = 8000;
const NEVER_CONNECTED_MS = 10_000;
/** After such a silence the decoder waits for a keyframe without asking for it. */
const RETURNED_MS = 2500;

/** One connection that receives a name. */
export class Viewer {
  readonly peer: Peer;
  readonly #sinks = new Map<Kind, Sink>();
  readonly #bornAt = performance.now();
  #heardAt: number | undefined;

  constructor(network: Network, gone: () => void) {
    this.peer = new Peer(network, {
      packet: (kind, packet) => this.#receive(kind, packet),
      open: (kind) => this.#sinks.get(kind)?.open(),
      gone,
    });
  }

  get sinks(): Iterable<Sink> {
    return this.#sinks.values();
  }

  /** Answers the offer; every codec that both sides know is in the answer, so that the next publisher may choose another one. */
  async answer(text: string, relays: readonly Relay[], network: Network): Promise<string> {
    const offer = readOffer(text);
    const answers: MediaAnswer[] = [];
    for (const media of offer.media) {
      const relay = relays.find(({ kind }) => kind === media.kind)!;
      if (media.direction !== 'recvonly' && media.direction !== 'sendrecv') {
        throw new LiveError('invalid', 'A viewer’s offer must ask to receive');
      }
      if (media.codecs.length === 0) throw noCodec();
      const payloadTypes = new Map(media.codecs.map(({ name, payloadType }) => [name, payloadType]));
      const sink = new Sink(relay, payloadTypes, (packet) => this.peer.send(media.kind, packet));
      this.#sinks.set(media.kind, sink);
      answers.push({ media, direction: 'SendOnly', codecs: media.codecs, ssrc: relay.ssrc });
    }
    const answer = await this.peer.answer(offer, answers, network.announceIp);
    for (const sink of this.sinks) sink.relay.sinks.add(sink);
    return answer;
  }

  /** True when the viewer can show what this publisher sends. */
  understands(publisher: Publisher): boolean {
    return [...this.#sinks].every(([kind, sink]) => {
      const codec = publisher.codec(kind);
      return codec === undefined || sink.understands(codec);
    });
  }

  /** True when the viewer is gone without a word, or never came. Called once a second. */
  expired(now: number): boolean {
    for (const sink of this.sinks) sink.tick();
    if (this.#heardAt !== undefined) return now - this.#heardAt > SILENT_MS;
    return !this.peer.connected && now - this.#bornAt > NEVER_CONNECTED_MS;
  }

  close(): void {
    for (const sink of this.sinks) sink.relay.sinks.delete(sink);
    this.peer.close();
  }

  #receive(kind: Kind, packet: Buffer): void {
    if (!isRtcp(packet)) return;
    const now = performance.now();
    if (this.#heardAt !== undefined && now - this.#heardAt > RETURNED_MS) {
      for (const sink of this.sinks) sink.relay.requestKeyframe();
    }
    this.#heardAt = now;
    this.#sinks.get(kind)?.control(packet);
  }
}
