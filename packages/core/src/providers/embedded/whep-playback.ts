import type { LiveError } from '../../errors.ts';
import type { TokenSource } from '../../http.ts';
import { batch, signal } from '../../reactive.ts';
import type { NetworkQuality, Playback, PlaybackState } from '../provider.ts';
import { isFinal } from './retry-delay.ts';
import { preferCodecs } from './rtc-codecs.ts';
import { openSession } from './rtc-session.ts';
import { gradeNetwork, hasNewPicture, lossBetween, type RtcSample, takeSample } from './rtc-stats.ts';
import { SessionKeeper } from './session-keeper.ts';

const LOOK_EVERY_MS = 500;
const STALL_MS = 3000;

const isRestarting = ({ details }: LiveError): boolean => (details as { reason?: unknown } | undefined)?.reason === 'restarting';

/** Receives a name by WHEP into a video element and keeps it playing. */
export class WhepPlayback implements Playback {
  readonly latency = 0;
  readonly #element: HTMLVideoElement;
  readonly #keeper: SessionKeeper;
  readonly #state = signal<PlaybackState>('connecting');
  readonly #quality = signal<NetworkQuality>(0);
  readonly #size = signal<{ width: number; height: number } | undefined>(undefined);
  #last: RtcSample | undefined;
  #stream: MediaStream | undefined;
  #everPlayed = false;
  #refusal: LiveError | undefined;

  constructor(element: HTMLVideoElement, url: string, token: TokenSource, ended: () => void) {
    this.#element = element;
    this.#keeper = new SessionKeeper({
      open: (signal) => openSession({ url, token, prepare, signal }),
      progressed: ({ connection }) => this.#measure(connection),
      lookEveryMs: LOOK_EVERY_MS,
      stallMs: STALL_MS,
      giveUp: isFinal,
      adopted: ({ connection }) => this.#adopt(connection),
      flowing: ({ connection }) => this.#flow(connection),
      stalled: () => this.#interrupted(this.#everPlayed ? 'reconnecting' : 'connecting'),
      failed: (error) => this.#failed(error),
      ended: (error) => {
        this.#refusal = error;
        this.#interrupted('closed');
        if (this.#stream && element.srcObject === this.#stream) element.srcObject = null;
        ended();
      },
    });
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

  /** Resolves after the first attempt; rejects when the server refuses for good. */
  async start(): Promise<this> {
    await this.#keeper.start();
    if (this.#refusal) throw this.#refusal;
    return this;
  }

  retry(): void {
    this.#keeper.retry();
  }

  leave(): void {
    this.#keeper.leave();
  }

  close(): void {
    this.#keeper.close();
  }

  #adopt(connection: RTCPeerConnection): void {
    this.#last = undefined;
    const tracks = connection.getReceivers().map(({ track }) => track);
    if (!this.#stream) return this.#show(connection);
    // The last picture stays until the new connection has one.
    for (const track of tracks) track.addEventListener('unmute', () => this.#show(connection), { once: true });
    if (tracks.some(({ muted }) => !muted)) this.#show(connection);
  }

  #show(connection: RTCPeerConnection): void {
    if (this.#keeper.session?.connection !== connection) return;
    const tracks = connection.getReceivers().map(({ track }) => track);
    if (tracks.every((track) => this.#stream?.getTracks().includes(track))) return;
    // Setting a source pauses the element; a viewer who paused it stays paused.
    const mayPlay = !this.#stream || !this.#element.paused;
    this.#stream = new MediaStream(tracks);
    this.#element.srcObject = this.#stream;
    // Refused without a user's gesture when there is sound: the page sees `paused` and offers a button.
    if (mayPlay) this.#element.play().catch(() => undefined);
  }

  #flow(connection: RTCPeerConnection): void {
    this.#everPlayed = true;
    this.#show(connection);
    this.#state.value = 'playing';
  }

  async #measure(connection: RTCPeerConnection): Promise<boolean> {
    const before = this.#last;
    const now = await takeSample(connection);
    if (this.#keeper.session?.connection !== connection) return false;
    this.#last = now;
    if (now.size && (now.size.width !== this.#size.peek()?.width || now.size.height !== this.#size.peek()?.height)) {
      this.#size.value = now.size;
    }
    if (!before) return now.frames > 0;
    const flows = hasNewPicture(before, now, document.hidden);
    if (flows) this.#quality.value = gradeNetwork(lossBetween(before, now), now.rtt);
    return flows;
  }

  #failed(error: LiveError): void {
    if (error.code === 'not-found') this.#interrupted('waiting');
    else if (error.code === 'unavailable' && error.retryAfter && !isRestarting(error)) this.#interrupted('full');
    else this.#interrupted(this.#everPlayed ? 'reconnecting' : 'connecting');
  }

  #interrupted(state: PlaybackState): void {
    batch(() => {
      this.#state.value = state;
      this.#quality.value = state === 'reconnecting' ? 6 : 0;
    });
  }
}

function prepare(connection: RTCPeerConnection): void {
  preferCodecs(connection.addTransceiver('video', { direction: 'recvonly' }), 'receive');
  connection.addTransceiver('audio', { direction: 'recvonly' });
  for (const receiver of connection.getReceivers()) {
    // Live means now: after a hiccup the browser plays faster until it is at the edge again.
    if ('jitterBufferTarget' in receiver) receiver.jitterBufferTarget = 0;
  }
}
