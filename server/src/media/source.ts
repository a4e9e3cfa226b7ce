import { LiveError } from '@vitrine/core/errors.ts';
import type { Network } from './peer.ts';
import { Publisher } from './publisher.ts';
import { Relay } from './relay.ts';
import { noCodec } from './sdp.ts';
import { Viewer } from './viewer.ts';

/** Viewers wait so long for a publisher that reloads its page or changes its network. */
const VACANT_MS = 30_000;
const MAX_SUPERSEDED = 50;

export interface SourceEvents {
  publisherChanged(onAir: boolean): void;
}

/** Everything under one name: the publisher of the moment and all who watch. Outlives its publishers. */
export class Source {
  readonly #network: Network;
  readonly #events: SourceEvents;
  readonly #relays = [new Relay('audio'), new Relay('video')] as const;
  readonly #coming = new Set<Publisher>();
  readonly #viewers = new Set<Viewer>();
  readonly #superseded = new Set<string>();
  #publisher: Publisher | undefined;
  #vacantSince = performance.now();

  constructor(network: Network, events: SourceEvents) {
    this.#network = network;
    this.#events = events;
  }

  get publisher(): Publisher | undefined {
    return this.#publisher;
  }
  get viewers(): ReadonlySet<Viewer> {
    return this.#viewers;
  }

  /** A session that another one has taken over from is refused: two open studios would otherwise push each other off for ever. */
  async publish(offer: string, session: string): Promise<{ id: string; answer: string }> {
    if (this.#superseded.has(session)) throw new LiveError('conflict', 'Somebody else publishes under this name now');
    const publisher = new Publisher(this.#network, session, {
      connected: (connected) => this.#takeOver(connected),
      gone: (gone) => this.#drop(gone),
    });
    this.#coming.add(publisher);
    try {
      return { id: publisher.peer.id, answer: await publisher.answer(offer, this.#relays, this.#network) };
    } catch (error) {
      this.#drop(publisher);
      throw error;
    }
  }

  async play(offer: string): Promise<{ id: string; answer: string }> {
    const [coming] = this.#coming;
    const publisher = this.#publisher ?? coming;
    if (!publisher) throw new LiveError('not-found', 'Nobody publishes under this name now', { retryAfter: 1 });
    const viewer = new Viewer(this.#network, () => this.#leave(viewer));
    this.#viewers.add(viewer);
    try {
      const answer = await viewer.answer(offer, this.#relays, this.#network);
      if (!viewer.understands(publisher)) throw noCodec();
      return { id: viewer.peer.id, answer };
    } catch (error) {
      this.#leave(viewer);
      throw error;
    }
  }

  remove(id: string): boolean {
    for (const publisher of [this.#publisher, ...this.#coming]) {
      if (publisher?.peer.id !== id) continue;
      this.#drop(publisher);
      return true;
    }
    const viewer = [...this.#viewers].find(({ peer }) => peer.id === id);
    if (viewer) this.#leave(viewer);
    return viewer !== undefined;
  }

  chase(now: number): void {
    this.#publisher?.chase(now);
  }

  /** Drops those who are gone; true when nothing is left of the source. Called once a second. */
  expired(now: number): boolean {
    for (const publisher of [this.#publisher, ...this.#coming]) if (publisher?.expired(now)) this.#drop(publisher);
    for (const viewer of this.#viewers) if (viewer.expired(now)) this.#leave(viewer);
    if (this.#publisher || this.#coming.size > 0) return false;
    return this.#viewers.size === 0 || now - this.#vacantSince > VACANT_MS;
  }

  close(): void {
    for (const publisher of [this.#publisher, ...this.#coming]) if (publisher) this.#drop(publisher);
    for (const viewer of this.#viewers) this.#leave(viewer);
  }

  #takeOver(publisher: Publisher): void {
    this.#coming.delete(publisher);
    const before = this.#publisher;
    this.#publisher = publisher;
    before?.close();
    if (before && before.session !== publisher.session) this.#supersede(before.session);
    for (const relay of this.#relays) relay.requestKeyframe = () => undefined;
    for (const ingest of publisher.ingests) ingest.attach();
    for (const viewer of this.#viewers) if (!viewer.understands(publisher)) this.#leave(viewer);
    if (!before) this.#events.publisherChanged(true);
  }

  #supersede(session: string): void {
    this.#superseded.add(session);
    const [oldest] = this.#superseded;
    if (this.#superseded.size > MAX_SUPERSEDED) this.#superseded.delete(oldest!);
  }

  #drop(publisher: Publisher): void {
    this.#coming.delete(publisher);
    publisher.close();
    if (this.#publisher !== publisher) return;
    this.#publisher = undefined;
    this.#vacantSince = performance.now();
    this.#events.publisherChanged(false);
  }

  #leave(viewer: Viewer): void {
    this.#viewers.delete(viewer);
    viewer.close();
  }
}
