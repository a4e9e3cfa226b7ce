import { LiveError } from '../../errors.ts';
import { batch, effect, signal, untracked } from '../../reactive.ts';
import type { NetworkQuality, Publication, PublicationState } from '../provider.ts';
import type { RtcRoom, RtcUser } from './rtc-room.ts';
import type { RtcClient, RtcEvents, RtcProfile, RtcStatistics } from './rtc-sdk.ts';
import type { RtcStay } from './rtc-stay.ts';

type Kind = 'audio' | 'video';

const FRAME_RATE = 30;
const FULL_KBPS = 2_500;
const LOW_KBPS = 250;
/** So much smaller, each way, is the picture for weak networks. */
const LOW_SCALE = 3;
/** A picture of this size gets the full rate. */
const FULL_PIXELS = 1280 * 720;

/** What the SDK shall make of a track: its own size, at a rate that fits. Without it, it would send 640 × 480. */
export function profileOf(track: MediaStreamTrack): RtcProfile {
  const { width = 1280, height = 720, frameRate = FRAME_RATE } = track.getSettings();
  const share = Math.min(1, Math.max(0.2, (width * height) / FULL_PIXELS));
  return { width, height, frameRate: Math.min(FRAME_RATE, Math.round(frameRate)), bitrate: Math.round(FULL_KBPS * share) };
}

/** The same picture for viewers on weak networks. */
export const lowProfileOf = ({ width, height }: RtcProfile): RtcProfile => ({
  // Encoders want even numbers.
  width: 2 * Math.round(width / LOW_SCALE / 2),
  height: 2 * Math.round(height / LOW_SCALE / 2),
  frameRate: 15,
  bitrate: LOW_KBPS,
});

/** Sends our own tracks into a TRTC room, and keeps them on air. Capturing is the caller's: the SDK opens no device. */
export class RtcPublication implements Publication, RtcUser {
  readonly role = 'anchor';
  readonly name: string;
  readonly #room: RtcRoom;
  readonly #low: () => boolean;
  readonly #tracks: Record<Kind, MediaStreamTrack | null>;
  readonly #state = signal<PublicationState>('connecting');
  readonly #quality = signal<NetworkQuality>(0);
  readonly #kbps = signal(0);
  readonly #rtt = signal<number | undefined>(undefined);
  readonly #ended: () => void;
  /** What the service says it gets, by kind. */
  readonly #arriving = new Set<string>();
  /** What this stay was told to send. */
  #sent: Record<Kind, MediaStreamTrack | null> = { audio: null, video: null };
  #stay: RtcStay | undefined;
  #listening = new AbortController();
  #everLive = false;
  /** One change at a time: the SDK answers the second of two with an error. */
  #turn: Promise<void> = Promise.resolve();
  #started: (refusal?: LiveError) => void = () => undefined;

  /** `low` says whether this browser can send a small picture beside the big one. */
  constructor(room: RtcRoom, tracks: MediaStream, name: string, low: () => boolean, ended: () => void) {
    this.#room = room;
    this.name = name;
    this.#low = low;
    this.#tracks = { audio: tracks.getAudioTracks()[0] ?? null, video: tracks.getVideoTracks()[0] ?? null };
    this.#ended = ended;
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

  /** Resolves in the room; rejects when it is refused, or cannot be entered at first. */
  start(): Promise<this> {
    return new Promise((resolve, reject) => {
      this.#started = (refusal) => (refusal ? reject(refusal) : resolve(this));
      this.#room.add(this);
    });
  }

  async replaceTrack(kind: Kind, track: MediaStreamTrack | null): Promise<void> {
    this.#tracks[kind] = track;
    await this.#send();
  }

  async close(): Promise<void> {
    if (this.state === 'closed') return;
    this.#over();
    this.#started(new LiveError('cancelled', 'Closed'));
    await this.#quiet();
    await this.#room.remove(this);
  }

  entered(stay: RtcStay): void {
    if (this.state === 'closed') return;
    this.#forget();
    this.#stay = stay;
    const { signal: until } = this.#listening;
    stay.on('publish-state-changed', (event) => this.#told(event), until);
    stay.on('statistics', (statistics) => this.#measured(statistics), until);
    stay.on('network-quality', ({ uplinkNetworkQuality }) => (this.#quality.value = uplinkNetworkQuality), until);
    const stop = effect(() => {
      const { connected } = stay;
      untracked(() => this.#follow(connected));
    });
    until.addEventListener('abort', stop, { once: true });
    this.#send().then(
      () => this.#started(),
      (error: LiveError) => this.#refused(error),
    );
  }

  interrupted(error: LiveError): void {
    if (this.state === 'closed') return;
    this.#forget();
    this.#off(this.#everLive ? 'reconnecting' : 'connecting');
    // Who presses the button wants to know now; a show that was on air is brought back.
    if (!this.#everLive) this.#refused(error);
  }

  ended(error: LiveError): void {
    this.#over();
    this.#started(error);
  }

  #refused(error: LiveError): void {
    if (this.state === 'closed' || this.#everLive || error.code === 'cancelled') return;
    this.#started(error);
    void this.close();
  }

  /** Brings what is sent to what shall be sent. */
  #send(): Promise<void> {
    const done = this.#turn.then(async () => {
      for (const kind of ['video', 'audio'] as const) await this.#bring(kind);
    });
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #bring(kind: Kind): Promise<void> {
    const stay = this.#stay;
    const [sent, wanted] = [this.#sent[kind], this.#tracks[kind]];
    if (!stay || sent === wanted || this.state === 'closed') return;
    await stay.call((client) => (kind === 'video' ? this.#bringVideo(client, sent, wanted) : bringAudio(client, sent, wanted)));
    if (stay === this.#stay) this.#sent[kind] = wanted;
  }

  #bringVideo(client: RtcClient, sent: MediaStreamTrack | null, videoTrack: MediaStreamTrack | null): Promise<unknown> {
    if (!videoTrack) return client.stopLocalVideo();
    if (sent) return client.updateLocalVideo({ option: { videoTrack } });
    const profile = profileOf(videoTrack);
    const small = this.#low() ? lowProfileOf(profile) : undefined;
    return client.startLocalVideo({ publish: true, option: { videoTrack, profile, ...(small && { small }) } });
  }

  #told({ mediaType, state }: RtcEvents['publish-state-changed']): void {
    if (state === 'started') this.#arriving.add(mediaType);
    else this.#arriving.delete(mediaType);
    this.#follow(this.#stay?.connected ?? false);
  }

  #follow(connected: boolean): void {
    if (connected && this.#arriving.size > 0) {
      this.#everLive = true;
      this.#state.value = 'live';
    } else if (this.#everLive && (!connected || this.#tracks.video || this.#tracks.audio)) this.#off('reconnecting');
  }

  #measured({ rtt, localStatistics }: RtcStatistics): void {
    batch(() => {
      this.#kbps.value = Math.round(
        localStatistics.video.reduce((sum, { bitrate }) => sum + bitrate, localStatistics.audio.bitrate),
      );
      this.#rtt.value = rtt > 0 ? rtt : undefined;
    });
  }

  /** Sends no more, even where the room goes on for what is played from it. */
  async #quiet(): Promise<void> {
    const stay = this.#stay;
    this.#forget();
    const calls = [stay?.call((client) => client.stopLocalVideo()), stay?.call((client) => client.stopLocalAudio())];
    await Promise.all(calls.map((each) => each?.catch(() => undefined)));
  }

  #forget(): void {
    this.#listening.abort();
    this.#listening = new AbortController();
    this.#stay = undefined;
    this.#sent = { audio: null, video: null };
    this.#arriving.clear();
  }

  #over(): void {
    if (this.state === 'closed') return;
    this.#off('closed');
    this.#ended();
  }

  #off(state: PublicationState): void {
    batch(() => {
      this.#state.value = state;
      this.#kbps.value = 0;
      this.#quality.value = state === 'reconnecting' ? 6 : 0;
    });
  }
}

function bringAudio(client: RtcClient, sent: MediaStreamTrack | null, audioTrack: MediaStreamTrack | null): Promise<unknown> {
  if (!audioTrack) return client.stopLocalAudio();
  if (sent) return client.updateLocalAudio({ option: { audioTrack } });
  return client.startLocalAudio({ publish: true, option: { audioTrack, profile: 'high' } });
}
