import { errorCode, LiveError, type LiveErrorCode } from '../errors.ts';
import type { MediaLink, NetworkQuality, Publication, PublicationState } from '../providers/provider.ts';
import { computed, signal } from '../reactive.ts';
import type { RoomBus } from '../room-bus.ts';
import type { Live } from '../schemas/live.ts';
import type { DeviceStore } from './device-store.ts';
import { followTracks, type SentTracks } from './follow-tracks.ts';

/** What the broadcast needs of the room's live. */
export interface BroadcastLives {
  readonly currentLive: Pick<Live, 'status'> | undefined;
  startLive(): Promise<unknown>;
  endLive(): Promise<unknown>;
}

/** What the broadcast needs of the devices. */
export type BroadcastDevices = Pick<DeviceStore, 'videoTrack' | 'audioTrack' | 'reset'>;

export interface BroadcastOptions {
  media: Pick<MediaLink, 'publish'>;
  device: BroadcastDevices;
  liveList: BroadcastLives;
  /** The name to publish under. */
  liveId: string;
  bus: RoomBus;
  closed: AbortSignal;
  /** For runtimes without `MediaStream`. */
  createStream?: (tracks: MediaStreamTrack[]) => MediaStream;
}

/** How long devices stay on after the last studio has left: one that only moved in the page is back by then. */
const GRACE_MS = 1000;

/** Puts the host's picture and sound on air, and takes them off. */
export class BroadcastStore {
  readonly #options: BroadcastOptions;
  readonly #publication = signal<Publication | undefined>(undefined);
  readonly #starting = signal(false);
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  readonly #endsAt = signal<number | undefined>(undefined);
  readonly #state = computed((): 'off' | 'starting' | PublicationState => {
    const state = this.#publication.value?.state;
    if (this.#starting.value) return 'starting';
    return state === undefined || state === 'closed' ? 'off' : state;
  });
  /** Counts starts and stops, so that a start overtaken by a stop leaves nothing on air. */
  #attempt = 0;
  #start: Promise<void> | undefined;
  #unfollow: (() => void) | undefined;
  #ending: ReturnType<typeof setTimeout> | undefined;
  #leaving: ReturnType<typeof setTimeout> | undefined;
  #studios = 0;

  constructor(options: BroadcastOptions) {
    this.#options = options;
    options.bus.on('live.ended', () => void this.#heardEnd(), options.closed);
    options.closed.addEventListener('abort', () => this.#leave(), { once: true });
  }

  /** `off` until the host starts; then `starting`, and what the publication says. */
  get state(): 'off' | 'starting' | PublicationState {
    return this.#state.value;
  }
  get quality(): NetworkQuality {
    return this.#publication.value?.quality ?? 0;
  }
  /** Kilobits a second that really leave the machine. */
  get kbps(): number {
    return this.#publication.value?.kbps ?? 0;
  }
  /** Round trip to the server in milliseconds, undefined until measured. */
  get rtt(): number | undefined {
    return this.#publication.value?.rtt;
  }
  /** Why the last start, stop or change of a track did not work. */
  get failure(): LiveErrorCode | undefined {
    return this.#failure.value;
  }
  /** When the show ends for everybody, by this machine's clock, while that can still be undone. */
  get endsAt(): number | undefined {
    return this.#endsAt.value;
  }

  /**
   * Publishes what the devices give and then, where the show is not live yet, starts it.
   * Rejects with a LiveError, and leaves nothing on air, where either is refused.
   */
  start(): Promise<void> {
    return this.#once(true);
  }

  /** Publishes again into a show that is live already, for example after the page was loaded anew. */
  resume(): Promise<void> {
    return this.#once(false);
  }

  /** Takes picture and sound off the air and ends the show for everybody. Rejects where the server did not hear of it. */
  async stop(): Promise<void> {
    this.#cancelEnd();
    await this.#takeOff();
    await this.#end();
  }

  /** Takes picture and sound off the air at once, and ends the show for everybody after `delay` milliseconds unless undone. */
  async stopSoon(delay: number): Promise<void> {
    this.#cancelEnd();
    this.#endsAt.value = Date.now() + delay;
    // `failure` tells the host of an end that the server did not hear.
    this.#ending = setTimeout(() => void this.stop().catch(() => {}), delay);
    await this.#takeOff();
  }

  /** Goes on with a show that `stopSoon` was about to end. */
  undoStop(): Promise<void> {
    return this.resume();
  }

  /**
   * Says that a studio shows this broadcast; call what it returns when that leaves the page. A moment after the last one has left,
   * the publication closes and the devices are released. The show itself goes on.
   */
  attend(): () => void {
    clearTimeout(this.#leaving);
    this.#studios += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#studios -= 1;
      if (this.#studios === 0) this.#leaving = setTimeout(() => this.#leave(), GRACE_MS);
    };
  }

  #once(announce: boolean): Promise<void> {
    const start = (this.#start ??= this.#goOnAir(announce));
    return start.finally(() => this.#start === start && (this.#start = undefined));
  }

  async #goOnAir(announce: boolean): Promise<void> {
    const { liveList } = this.#options;
    const attempt = ++this.#attempt;
    this.#cancelEnd();
    this.#failure.value = undefined;
    this.#starting.value = true;
    try {
      if (!this.#onAir()) await this.#publish(attempt);
      if (announce && liveList.currentLive?.status !== 'live') await liveList.startLive();
    } catch (error) {
      if (attempt === this.#attempt) {
        this.#failure.value = errorCode(error);
        await this.#takeOff();
      }
      throw error;
    } finally {
      this.#starting.value = false;
    }
  }

  async #publish(attempt: number): Promise<void> {
    const { media, liveId, createStream = (each) => new MediaStream(each) } = this.#options;
    const sent = this.#tracks();
    const tracks = [sent.video, sent.audio].filter((track) => track !== undefined);
    if (tracks.length === 0) throw new LiveError('no-device', 'Neither a camera nor a microphone is on');
    const publication = await media.publish(createStream(tracks), liveId);
    if (attempt !== this.#attempt) {
      void publication.close().catch(() => {});
      throw new LiveError('cancelled', 'Stopped before it was on air');
    }
    this.#publication.value = publication;
    const fail = (error: unknown) => (this.#failure.value = errorCode(error));
    this.#unfollow = followTracks(publication, sent, () => this.#tracks(), fail);
  }

  #tracks(): SentTracks {
    const { device } = this.#options;
    return { video: device.videoTrack, audio: device.audioTrack };
  }

  #onAir(): boolean {
    const publication = this.#publication.peek();
    return publication !== undefined && publication.state !== 'closed';
  }

  async #takeOff(): Promise<void> {
    this.#attempt += 1;
    this.#start = undefined;
    this.#unfollow?.();
    this.#unfollow = undefined;
    const publication = this.#publication.peek();
    this.#publication.value = undefined;
    // Off air is off air: the media link stops sending even where the server no longer answers.
    await publication?.close().catch(() => {});
  }

  async #end(): Promise<void> {
    this.#failure.value = undefined;
    try {
      await this.#options.liveList.endLive();
    } catch (error) {
      this.#failure.value = errorCode(error);
      throw error;
    }
  }

  #cancelEnd(): void {
    clearTimeout(this.#ending);
    this.#endsAt.value = undefined;
  }

  #heardEnd(): void {
    this.#cancelEnd();
    void this.#takeOff();
    // Nobody leaves the camera of a show running that is over.
    this.#options.device.reset();
  }

  #leave(): void {
    clearTimeout(this.#leaving);
    const ending = this.#endsAt.peek() !== undefined;
    this.#cancelEnd();
    void this.#takeOff();
    this.#options.device.reset();
    // The host has said so and only the time to undo it was running.
    if (ending) void this.#end().catch(() => {});
  }
}
