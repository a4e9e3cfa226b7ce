import { LiveError } from '@vitrine/core/errors.ts';
import { Ingest } from './ingest.ts';
import { type MediaAnswer, type Network, Peer } from './peer.ts';
import type { Relay } from './relay.ts';
import type { Kind } from './rtp.ts';
import { type CodecName, noCodec, readOffer } from './sdp.ts';

/** Neither picture nor sound nor reports for so long: the publisher is gone. */
const SILENT_MS = 8000;
const NEVER_CONNECTED_MS = 10_000;

export interface PublisherEvents {
  /** The first track is open. Only then may it take the place of another publisher: it might never get through. */
  connected(publisher: Publisher): void;
  gone(publisher: Publisher): void;
}

/** One connection that sends under a name. */
export class Publisher {
  readonly peer: Peer;
  /** What the client calls its wish to be on air; the same over all of its connections. */
  readonly session: string;
  readonly #ingests = new Map<Kind, Ingest>();
  readonly #events: PublisherEvents;
  readonly #bornAt = performance.now();
  #heardAt: number | undefined;
  #connected = false;
  #closed = false;

  constructor(network: Network, session: string, events: PublisherEvents) {
    this.session = session;
    this.#events = events;
    this.peer = new Peer(network, {
      packet: (kind, packet) => this.#receive(kind, packet),
      open: () => this.#connect(),
      gone: () => events.gone(this),
    });
  }

  get ingests(): Iterable<Ingest> {
    return this.#ingests.values();
  }

  codec(kind: Kind): CodecName | undefined {
    return this.#ingests.get(kind)?.codec.name;
  }

  /** Answers the offer with the best codec of each kind. */
  async answer(text: string, relays: readonly Relay[], network: Network): Promise<string> {
    const offer = readOffer(text);
    const answers = offer.media.map((media): MediaAnswer => {
      const [codec] = media.codecs;
      if (!media.direction.startsWith('send')) throw new LiveError('invalid', 'A publisher’s offer must ask to send');
      if (!codec) throw noCodec();
      const relay = relays.find(({ kind }) => kind === media.kind)!;
      this.#ingests.set(media.kind, new Ingest(relay, codec, (rtcp) => this.peer.send(media.kind, rtcp)));
      return { media, direction: 'RecvOnly', codecs: [codec] };
    });
    return this.peer.answer(offer, answers, network.announceIp);
  }

  chase(now: number): void {
    for (const ingest of this.ingests) ingest.chase(now);
  }

  /** True when the publisher is gone without a word, or never came. Called once a second. */
  expired(now: number): boolean {
    for (const ingest of this.ingests) ingest.tick(now);
    return this.#heardAt === undefined ? now - this.#bornAt > NEVER_CONNECTED_MS : now - this.#heardAt > SILENT_MS;
  }

  close(): void {
    this.#closed = true;
    for (const ingest of this.ingests) ingest.stop();
    this.peer.close();
  }

  #connect(): void {
    if (this.#connected || this.#closed) return;
    this.#connected = true;
    this.#events.connected(this);
  }

  #receive(kind: Kind, packet: Buffer): void {
    // A packet that was on its way through the library when another publisher took over must not reach the relay.
    if (this.#closed) return;
    this.#connect();
    this.#heardAt = performance.now();
    this.#ingests.get(kind)?.receive(packet, this.#heardAt);
  }
}
