import { LiveError } from '../../errors.ts';
import type { TokenSource } from '../../http.ts';
import type { MediaLink, Playback, Publication } from '../provider.ts';
import { WhepPlayback } from './whep-playback.ts';
import { WhipPublication } from './whip-publication.ts';

export interface MediaLinkOptions {
  /** Base URL of the server that answers `/whip/{name}` and `/whep/{name}`. */
  readonly server: string;
  /** Asked before every connection, so that a renewed token is used. */
  readonly token: TokenSource;
  /** Ends everything. */
  readonly closed: AbortSignal;
}

/** Sends and receives by WHIP and WHEP: the link of the embedded engine, or of any other such server. */
export class EmbeddedMediaLink implements MediaLink {
  readonly #options: MediaLinkOptions;
  readonly #open = new Set<WhipPublication | WhepPlayback>();
  readonly #closing = new AbortController();

  constructor(options: MediaLinkOptions) {
    this.#options = options;
    const { signal } = this.#closing;
    if (options.closed.aborted) this.close();
    else options.closed.addEventListener('abort', () => this.close(), { once: true, signal });
    // On a server, where rooms may be built too, there is no window.
    if (typeof window === 'undefined') return;
    window.addEventListener('online', () => this.retry(), { signal });
    window.addEventListener('pagehide', () => this.#leave(), { signal });
    window.addEventListener('pageshow', ({ persisted }) => persisted && this.retry(), { signal });
  }

  async publish(tracks: MediaStream, name: string): Promise<Publication> {
    this.#assertUsable();
    const publication = new WhipPublication(tracks, this.#endpoint('whip', name), this.#options.token, () =>
      this.#open.delete(publication),
    );
    this.#open.add(publication);
    return publication.start();
  }

  async play(name: string, into: HTMLVideoElement): Promise<Playback> {
    this.#assertUsable();
    const playback = new WhepPlayback(into, this.#endpoint('whep', name), this.#options.token, () => this.#open.delete(playback));
    this.#open.add(playback);
    return playback.start();
  }

  /** Makes every connection anew now, for example because the room said that the engine restarted. */
  retry(): void {
    for (const each of this.#open) each.retry();
  }

  /** Like `retry`, for what is sent alone: whoever plays hears from the room by themselves when to try again. */
  republish(): void {
    for (const each of this.#open) if (each instanceof WhipPublication) each.retry();
  }

  close(): void {
    this.#closing.abort();
    for (const each of this.#open) void each.close();
  }

  #leave(): void {
    for (const each of this.#open) each.leave();
  }

  #endpoint(kind: 'whip' | 'whep', name: string): string {
    return `${this.#options.server.replace(/\/$/, '')}/${kind}/${encodeURIComponent(name)}`;
  }

  #assertUsable(): void {
    if (this.#closing.signal.aborted) throw new LiveError('cancelled', 'The room is closed');
    if (typeof RTCPeerConnection === 'undefined') throw new LiveError('unsupported', 'This browser has no WebRTC');
  }
}

/** Makes a link; the class itself is for those who extend it. */
export const createMediaLink = (options: MediaLinkOptions): EmbeddedMediaLink => new EmbeddedMediaLink(options);
