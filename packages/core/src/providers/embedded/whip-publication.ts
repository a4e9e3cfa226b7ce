import type { LiveError } from '../../errors.ts';
import type { TokenSource } from '../../http.ts';
import { batch, signal } from '../../reactive.ts';
import type { NetworkQuality, Publication, PublicationState } from '../provider.ts';
import { isFinal } from './retry-delay.ts';
import { preferCodecs } from './rtc-codecs.ts';
import { openSession } from './rtc-session.ts';
import { gradeNetwork, type RtcSample, takeSample } from './rtc-stats.ts';
import { SessionKeeper } from './session-keeper.ts';

const MAX_BITRATE = 2_500_000;
/** The server speaks at least once a second, and answers checks every 2.5 s. */
const STALL_MS = 4000;
const FIRST_ATTEMPTS = 3;

type Kind = 'audio' | 'video';

/** Sends tracks by WHIP and keeps them on air. */
export class WhipPublication implements Publication {
  readonly #tracks: Record<Kind, MediaStreamTrack | null>;
  readonly #keeper: SessionKeeper;
  readonly #state = signal<PublicationState>('connecting');
  readonly #quality = signal<NetworkQuality>(0);
  readonly #kbps = signal(0);
  readonly #rtt = signal<number | undefined>(undefined);
  #last: RtcSample | undefined;
  readonly #started: Promise<void>;
  #everLive = false;

  constructor(stream: MediaStream, endpoint: string, token: TokenSource, ended: () => void) {
    this.#tracks = { audio: stream.getAudioTracks()[0] ?? null, video: stream.getVideoTracks()[0] ?? null };
    const url = new URL(endpoint);
    // Our server knows by it that a new connection is still the same wish: when another device took over, it says `conflict`.
    url.searchParams.set('session', crypto.randomUUID());
    let started: (refusal?: LiveError) => void = () => undefined;
    this.#started = new Promise((resolve, reject) => (started = (refusal) => (refusal ? reject(refusal) : resolve())));
    this.#keeper = new SessionKeeper({
      open: (signal) => openSession({ url: url.href, token, prepare: (connection) => this.#prepare(connection), signal }),
      progressed: ({ connection }) => this.#measure(connection),
      lookEveryMs: 1000,
      stallMs: STALL_MS,
      giveUp: (error, attempts) => isFinal(error) || (!this.#everLive && attempts >= FIRST_ATTEMPTS),
      adopted: () => {
        this.#everLive = true;
        this.#last = undefined;
        this.#state.value = 'live';
        started();
      },
      flowing: () => (this.#state.value = 'live'),
      stalled: () => this.#interrupted(),
      failed: () => this.#interrupted(),
      ended: (error) => {
        this.#off('closed');
        ended();
        started(error);
      },
    });
  }

  get state(): PublicationState {
    return this.#state.value;
  }
  get quality(): NetworkQuality {
    return this.#quality.value;
  }
  get kbps(): number {
    return this.#kbps.value;
  }
  get rtt(): number | undefined {
    return this.#rtt.value;
  }

  /** Resolves when the first connection is made; rejects when it is refused, or fails some times in a row. */
  async start(): Promise<this> {
    void this.#keeper.start();
    await this.#started;
    return this;
  }

  async replaceTrack(kind: Kind, track: MediaStreamTrack | null): Promise<void> {
    this.#tracks[kind] = track;
    const transceivers = this.#keeper.session?.connection.getTransceivers() ?? [];
    await transceivers.find(({ receiver }) => receiver.track.kind === kind)?.sender.replaceTrack(track);
  }

  retry(): void {
    this.#keeper.retry();
  }

  leave(): void {
    this.#keeper.leave();
  }

  async close(): Promise<void> {
    this.#keeper.close();
  }

  #prepare(connection: RTCPeerConnection): void {
    // Both kinds are offered even without a track, so that one can be put in later.
    connection.addTransceiver(this.#tracks.audio ?? 'audio', { direction: 'sendonly' });
    const sendEncodings = [{ maxBitrate: MAX_BITRATE }];
    const video = connection.addTransceiver(this.#tracks.video ?? 'video', { direction: 'sendonly', sendEncodings });
    preferCodecs(video, 'send');
    // A smaller picture would cut recordings in two: products are better seen sharp than smooth.
    const parameters = { ...video.sender.getParameters(), degradationPreference: 'maintain-resolution' as const };
    video.sender.setParameters(parameters).catch(() => undefined);
  }

  async #measure(connection: RTCPeerConnection): Promise<boolean> {
    const before = this.#last;
    const now = await takeSample(connection);
    this.#last = now;
    if (!before) return false;
    const seconds = (now.at - before.at) / 1000;
    batch(() => {
      this.#kbps.value = Math.max(0, Math.round(((now.bytesSent - before.bytesSent) * 8) / 1000 / seconds));
      this.#rtt.value = now.rtt;
      this.#quality.value = gradeNetwork(now.lostThere, now.rtt);
    });
    return now.signsOfLife > before.signsOfLife;
  }

  #interrupted(): void {
    this.#off(this.#everLive ? 'reconnecting' : 'connecting');
  }

  #off(state: PublicationState): void {
    batch(() => {
      this.#state.value = state;
      this.#kbps.value = 0;
      this.#quality.value = state === 'reconnecting' ? 6 : 0;
    });
  }
}
