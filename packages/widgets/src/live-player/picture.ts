import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { errorCode, type LiveErrorCode } from '@vitrine/core/errors.ts';
import type { Playback } from '@vitrine/core/providers/provider.ts';
import type { LiveRoom } from '../shared/context.ts';
import type { PlayerState } from './player-state.ts';
import { startVideo } from './start-video.ts';

interface PictureHost extends ReactiveControllerHost {
  muted: boolean;
}

/** Keeps a room's picture playing in a video element, as far as the browser and the visitor let it. */
export class Picture implements ReactiveController {
  readonly #host: PictureHost;
  #video: HTMLVideoElement | undefined;
  #session: AbortController | undefined;
  /** What is received; undefined while nothing is. */
  playback: Playback | undefined;
  /** Why nothing can be received at all. */
  failure: LiveErrorCode | undefined;
  /** The visitor paused. */
  paused = false;
  /** The browser wants a tap first. */
  blocked = false;
  /** The browser took the sound away. */
  mutedByBrowser = false;
  /** A frame was shown since the picture was asked for. */
  visible = false;

  constructor(host: PictureHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#wake);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#wake);
    this.close();
  }

  /** What there is to see of it. */
  get state(): PlayerState {
    const { playback, failure, blocked, paused, visible } = this;
    if (failure || playback?.state === 'closed') return 'error';
    if (playback?.state === 'full') return 'full';
    if (playback?.state === 'waiting' || playback?.state === 'reconnecting') return 'interrupted';
    if (blocked) return 'blocked';
    if (paused) return 'paused';
    return playback?.state === 'playing' && visible ? 'playing' : 'connecting';
  }

  /** Asks for the room's picture, unless that has been done already or has failed for good. */
  open(room: LiveRoom, video: HTMLVideoElement): void {
    if (this.#session || this.failure) return;
    const session = new AbortController();
    this.#session = session;
    this.#video = video;
    room.media.play(room.liveId, video).then(
      (playback) => {
        if (session.signal.aborted) return playback.close();
        this.playback = playback;
        this.#host.requestUpdate();
      },
      (error: unknown) => {
        if (session.signal.aborted) return;
        this.failure = errorCode(error);
        this.#host.requestUpdate();
      },
    );
  }

  close(): void {
    if (!this.#session) return;
    this.#session.abort();
    this.#session = undefined;
    this.playback?.close();
    this.playback = undefined;
    this.visible = false;
    this.blocked = false;
    this.#host.requestUpdate();
  }

  /** Starts all over, for example after a failure. */
  reset(): void {
    this.close();
    this.failure = undefined;
    this.#host.requestUpdate();
  }

  pause(): void {
    this.paused = true;
    this.#video?.pause();
    this.#host.requestUpdate();
  }

  /** Plays what is there; also called when a new source is ready. */
  readonly start = async (): Promise<void> => {
    const video = this.#video;
    if (!video || this.paused) return;
    video.muted = this.#host.muted;
    const outcome = await startVideo(video);
    if (outcome === 'interrupted' || this.paused) return;
    this.blocked = outcome === 'blocked';
    if (outcome === 'muted') {
      this.mutedByBrowser = true;
      this.#host.muted = true;
    }
    this.#host.requestUpdate();
  };

  /** The first frame is there. */
  readonly show = (): void => {
    this.visible = true;
    this.#host.requestUpdate();
  };

  /** Browsers pause what nobody sees; coming back should not need a tap. */
  readonly #wake = (): void => {
    if (!document.hidden && this.#video?.paused && this.playback && !this.blocked) void this.start();
  };
}
