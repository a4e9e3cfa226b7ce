import { LiveError } from '../../errors.ts';
import { batch, effect, signal, untracked } from '../../reactive.ts';
import type { NetworkQuality, Playback, PlaybackState } from '../provider.ts';
import type { RtcRoom, RtcUser } from './rtc-room.ts';
import type { RtcStay, Sending } from './rtc-stay.ts';
import { WeakNetwork } from './weak-network.ts';

const LOOK_EVERY_MS = 500;
const STALL_MS = 4_000;
/** The SDK has ways of its own to come back; only then it is told to begin anew. */
const RESTART_MS = 12_000;
const NOTHING: Sending = { video: false, audio: false };

/** Whose picture a name means: `{liveId}` the host's, `{liveId}~low` the host's small one, `{liveId}~{guestId}` a guest's. */
function sourceOf(name: string): { userId: string | undefined; low: boolean } {
  const [, part] = name.split('~', 2);
  if (part === 'low') return { userId: undefined, low: true };
  return { userId: part, low: false };
}

/** Plays one member of a TRTC room into a video element of ours, picture and sound together, so that the element's own rules hold. */
export class RtcPlayback implements Playback, RtcUser {
  readonly role = 'audience';
  readonly latency = 0;
  readonly name: string;
  readonly #room: RtcRoom;
  readonly #element: HTMLVideoElement;
  readonly #source: ReturnType<typeof sourceOf>;
  readonly #state = signal<PlaybackState>('connecting');
  readonly #quality = signal<NetworkQuality>(0);
  readonly #size = signal<{ width: number; height: number } | undefined>(undefined);
  readonly #ended: () => void;
  #stay: RtcStay | undefined;
  #listening = new AbortController();
  #stream: MediaStream | undefined;
  /** What we asked the SDK for. */
  #receiving: Sending = NOTHING;
  /** What there is to receive. */
  #offered: Sending = NOTHING;
  #small: boolean;
  #network = new WeakNetwork();
  #everPlayed = false;
  #position: number | undefined;
  #movedAt = 0;
  #restartedAt = 0;
  #looking: ReturnType<typeof setInterval> | undefined;
  #turn: Promise<void> = Promise.resolve();
  #started: (refusal?: LiveError) => void = () => undefined;

  constructor(room: RtcRoom, element: HTMLVideoElement, name: string, ended: () => void) {
    this.#room = room;
    this.#element = element;
    this.name = name;
    this.#source = sourceOf(name);
    this.#small = this.#source.low;
    this.#ended = ended;
  }

  get state(): PlaybackState {
    return this.#state.value;
  }
  get quality(): NetworkQuality {
    return this.#quality.value;
  }
  get size(): { width: number; height: number } | undefined {
    return this.#size.value;
  }

  /** Resolves after the first attempt to enter the room; rejects when that is refused for good. */
  start(): Promise<this> {
    this.#looking = setInterval(() => this.#look(), LOOK_EVERY_MS);
    return new Promise((resolve, reject) => {
      this.#started = (refusal) => (refusal ? reject(refusal) : resolve(this));
      this.#room.add(this);
    });
  }

  retry(): void {
    this.#room.retry();
  }

  close(): void {
    if (this.state === 'closed') return;
    const stay = this.#stay;
    const { video, audio } = this.#receiving;
    this.#over();
    this.#started(new LiveError('cancelled', 'Closed'));
    const userId = stay && this.#userId(stay);
    if (stay && userId && stay.unwatch(userId)) {
      if (video) stay.call((client) => client.stopRemoteVideo({ userId, streamType: 'main' })).catch(() => undefined);
      if (audio) stay.call((client) => client.muteRemoteAudio(userId, true)).catch(() => undefined);
    }
    void this.#room.remove(this);
  }

  entered(stay: RtcStay): void {
    this.#forget();
    this.#stay = stay;
    const { signal: until } = this.#listening;
    const userId = this.#userId(stay);
    stay.watch(userId);
    stay.on('track', (event) => event.userId === userId && this.#show(), until);
    stay.on('network-quality', ({ downlinkNetworkQuality }) => this.#observe(downlinkNetworkQuality), until);
    const stop = effect(() => {
      const offered = stay.senders.get(userId) ?? NOTHING;
      const { connected } = stay;
      untracked(() => this.#follow(offered, connected));
    });
    until.addEventListener('abort', stop, { once: true });
    this.#started();
  }

  interrupted(error: LiveError): void {
    this.#forget();
    this.#off(error.code === 'not-found' ? 'waiting' : this.#everPlayed ? 'reconnecting' : 'connecting');
    this.#started();
  }

  ended(error: LiveError): void {
    this.#over();
    this.#started(error);
  }

  #userId({ hostId }: RtcStay): string {
    return this.#source.userId ?? hostId;
  }

  #follow(offered: Sending, connected: boolean): void {
    this.#offered = offered;
    if (!offered.video && !offered.audio) this.#off('waiting');
    else if (!connected) this.#off(this.#everPlayed ? 'reconnecting' : 'connecting');
    else if (this.state === 'waiting') this.#off(this.#everPlayed ? 'reconnecting' : 'connecting');
    this.#movedAt = performance.now();
    this.#receive();
  }

  /** Brings what is received to what is offered, one change after the other. */
  #receive(): void {
    this.#turn = this.#turn.then(async () => {
      const stay = this.#stay;
      if (!stay) return;
      const userId = this.#userId(stay);
      const offered = this.#offered;
      const { video, audio } = this.#receiving;
      this.#receiving = offered;
      const option = { small: this.#small };
      // What is offered no more has ended by itself.
      if (offered.video && !video) await stay.call((client) => client.startRemoteVideo({ userId, streamType: 'main', option }));
      if (offered.audio && !audio) await stay.call((client) => client.muteRemoteAudio(userId, false));
      this.#show();
    });
    // Looking at the picture finds out, and begins anew.
    this.#turn = this.#turn.catch(() => undefined);
  }

  #show(): void {
    const stay = this.#stay;
    if (!stay) return;
    const userId = this.#userId(stay);
    const tracks = [
      this.#offered.video && stay.read((client) => client.getVideoTrack({ userId, streamType: 'main' })),
      this.#offered.audio && stay.read((client) => client.getAudioTrack({ userId })),
    ].filter((track): track is MediaStreamTrack => track instanceof Object);
    const shown = this.#stream?.getTracks() ?? [];
    if (tracks.length === 0 || (tracks.length === shown.length && tracks.every((track) => shown.includes(track)))) return;
    // Setting a source pauses the element; a viewer who paused it stays paused.
    const mayPlay = !this.#stream || !this.#element.paused;
    this.#stream = new MediaStream(tracks);
    this.#position = undefined;
    this.#element.srcObject = this.#stream;
    // Refused without a user's gesture when there is sound: the page sees `paused` and offers a button.
    if (mayPlay) this.#element.play().catch(() => undefined);
  }

  #look(): void {
    const element = this.#element;
    const now = performance.now();
    const expected = (this.#offered.video || this.#offered.audio) && this.#stay?.connected;
    // Who paused, or does not look, misses nothing.
    if (!expected || element.paused || globalThis.document?.hidden) this.#movedAt = now;
    if (!expected || element.paused || element.srcObject !== this.#stream) return;
    const moved = this.#position !== undefined && element.currentTime !== this.#position;
    this.#position = element.currentTime;
    if (moved) return this.#moved(now);
    if (now - this.#movedAt > STALL_MS && this.state === 'playing') this.#off('reconnecting');
    if (now - Math.max(this.#movedAt, this.#restartedAt) > RESTART_MS) this.#restart(now);
  }

  #moved(now: number): void {
    this.#movedAt = now;
    this.#everPlayed = true;
    const { videoWidth: width, videoHeight: height } = this.#element;
    const known = this.#size.peek();
    batch(() => {
      if (width > 0 && (known?.width !== width || known.height !== height)) this.#size.value = { width, height };
      this.#state.value = 'playing';
    });
  }

  #restart(now: number): void {
    this.#restartedAt = now;
    const stay = this.#stay;
    if (!stay) return;
    const userId = this.#userId(stay);
    const stop = async () => {
      await stay.call((client) => client.stopRemoteVideo({ userId, streamType: 'main' }));
      await stay.call((client) => client.muteRemoteAudio(userId, true));
    };
    this.#turn = this.#turn.then(stop).catch(() => undefined);
    this.#turn = this.#turn.then(() => {
      this.#receiving = NOTHING;
    });
    this.#receive();
  }

  #observe(quality: NetworkQuality): void {
    if (this.state === 'playing') this.#quality.value = quality;
    const small = this.#source.low || this.#network.observe(quality);
    const stay = this.#stay;
    if (small === this.#small || !stay) return;
    this.#small = small;
    const userId = this.#userId(stay);
    // Where the host sends no small picture, the SDK stays with the big one.
    stay.call((client) => client.updateRemoteVideo({ userId, streamType: 'main', option: { small } })).catch(() => undefined);
  }

  #forget(): void {
    this.#listening.abort();
    this.#listening = new AbortController();
    this.#stay = undefined;
    this.#receiving = NOTHING;
    this.#offered = NOTHING;
  }

  #over(): void {
    if (this.state === 'closed') return;
    clearInterval(this.#looking);
    this.#forget();
    if (this.#stream && this.#element.srcObject === this.#stream) this.#element.srcObject = null;
    this.#off('closed');
    this.#ended();
  }

  #off(state: PlaybackState): void {
    batch(() => {
      this.#state.value = state;
      this.#quality.value = state === 'reconnecting' ? 6 : 0;
    });
  }
}
