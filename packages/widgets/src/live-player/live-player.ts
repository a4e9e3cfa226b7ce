import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { PlaybackEvent, ShowEvent } from '../show-events.ts';
import type { LiveRoom } from '../shared/context.ts';
import { controls } from '../shared/controls.styles.ts';
import { CoveredElement } from '../shared/covered-element.ts';
import { localeOf } from '../shared/locale.ts';
import { OnDemand } from '../shared/on-demand.ts';
import { Ticker } from '../shared/ticker.ts';
import { tokens } from '../shared/tokens.styles.ts';
import styles from './live-player.styles.ts';
import { Glow } from './glow.ts';
import { Picture } from './picture.ts';
import { renderBigPlay, renderControls } from './player-controls.ts';
import { type PlayerKeys, pressKey } from './player-keys.ts';
import { isScreen, type PlayerState } from './player-state.ts';

/**
 * The picture of a live, from the poster to the end of the show.
 *
 * @element live-player
 * @slot poster - An image to show before there is a picture, instead of the show's cover. It stands on the page before the script has come.
 * @slot middle - Right above the picture: host, product card, number of viewers.
 * @slot upper - Above that: barrage, gifts, co-guests.
 * @slot top - Above everything: the end of the show, errors.
 * @slot ended - Below the words that the show has ended, for example a link to the shop.
 * @csspart video - The video element.
 * @csspart poster - The image shown before there is a picture.
 * @csspart screen - What is said instead of a picture.
 * @csspart controls - The buttons over the picture.
 * @csspart unmute - The pill that turns the sound on.
 * @csspart play - The big button shown where the browser wants a tap first.
 * @cssprop --live-player-ratio - Proportions of the box, 9 / 16 by default.
 * @cssprop --live-player-fit - How the picture fills the box, `cover` by default.
 * @cssprop --live-player-controls-offset - Distance of the buttons from the upper edge.
 * @cssprop --live-player-unmute-offset - Distance of the pill that turns the sound on from the upper edge.
 * @cssprop --live-player-screen-start - How much of the upper part stays free of words and of the big button, for what lies over it there.
 * @cssprop --live-player-screen-end - The same for the lower part.
 * @cssprop --live-picture - Colour behind the picture.
 * @cssstate playing - The picture runs. Every PlayerState is a custom state, and the value of the attribute `state`.
 * @fires {PlaybackEvent} live-playing - The picture runs.
 * @fires {PlaybackEvent} live-paused - The visitor paused it.
 * @fires {PlaybackEvent} live-waiting - There is no picture just now.
 * @fires {PlaybackEvent} live-blocked - The browser wants a tap first.
 * @fires {ShowEvent} live-started - The show began while the visitor was here.
 * @fires {ShowEvent} live-ended - The show ended while the visitor was here.
 */
export class LivePlayer extends CoveredElement {
  static override styles = [tokens, controls, styles];

  /** Plays without sound. Where the browser allows no sound before a tap, the player sets this itself and offers to undo it. */
  @property({ type: Boolean }) muted = false;

  /** Starts only when the visitor wants to. */
  @property({ type: Boolean, attribute: 'no-autoplay' }) noAutoplay = false;

  /** Shows no buttons and takes no keys. */
  @property({ type: Boolean, attribute: 'no-controls' }) noControls = false;

  /** What fills the screen on `f`; by default the player itself. */
  @property({ attribute: false }) fullscreenTarget?: Element;

  @state() private wanted = false;
  /** What the shop put into the slot `poster`. */
  @state() private ownPoster: Element | undefined;

  @query('video') private readonly video!: HTMLVideoElement;

  readonly #internals = this.attachInternals();
  readonly #ticker = new Ticker(this);
  readonly #picture = new Picture(this);
  /** The words instead of a picture: most visitors come for one, and it shall not wait for them. */
  readonly #screens = new OnDemand(this, () => import('./screens.ts'));
  readonly #glow = new Glow(this, () => ({ picture: this.#seen, canvas: this.renderRoot.querySelector('canvas') }));
  #announced: PlayerState | undefined;

  /** What the player shows now. */
  get state(): PlayerState {
    const { liveList } = this.room ?? {};
    const live = liveList?.currentLive;
    if (liveList?.joinState === 'error') return 'error';
    if (!live) return 'loading';
    if (live.status !== 'live') return live.status;
    return this.wanted ? this.#picture.state : 'idle';
  }

  /** Starts, or goes on at the live edge. */
  async play(): Promise<void> {
    this.wanted = true;
    this.#picture.paused = false;
    this.requestUpdate();
    await this.#picture.start();
  }

  /** Stops the picture until `play()`. */
  pause(): void {
    this.#picture.pause();
  }

  /** Fills the screen, or stops doing so; does nothing where the browser cannot. */
  async toggleFullscreen(): Promise<void> {
    const change = document.fullscreenElement ? document.exitFullscreen() : (this.fullscreenTarget ?? this).requestFullscreen?.();
    await change?.catch(() => {});
  }

  /** Puts the picture into a small window of its own above all others, or back; does nothing where the browser cannot. */
  async togglePictureInPicture(): Promise<void> {
    const change = this.#inPicture ? document.exitPictureInPicture() : this.video.requestPictureInPicture?.();
    await change?.catch(() => {});
  }

  get #keys(): PlayerKeys {
    return {
      video: this.video,
      toggle: () => this.#toggle(),
      toggleSound: this.#toggleSound,
      toggleFullscreen: () => void this.toggleFullscreen(),
      changeVolume: (by) => this.#changeVolume(by),
    };
  }

  get #inPicture(): boolean {
    const there = (this.renderRoot as ShadowRoot).pictureInPictureElement;
    return Boolean(there) && there === this.video;
  }

  /** Takes a key that was pressed somewhere around the player as if it had been pressed here: space, m and f; on the picture itself also up and down. */
  takeKey(event: KeyboardEvent): void {
    if (!this.noControls && pressKey(event, this.#keys)) event.preventDefault();
  }

  override render() {
    const { state: shown } = this;
    const live = this.room?.liveList.currentLive;
    const { painted } = this;
    const cover = this.ownPoster || painted ? undefined : safeUrl(live?.coverUrl);
    return html`
      <div class="base" @keydown=${this.takeKey}>
        ${cover || painted || this.ownPoster ? nothing : html`<div part="poster" class="backdrop plain"></div>`}
        <canvas class="backdrop glow" width="18" height="32" aria-hidden="true" hidden></canvas>
        <div class="poster" @load=${{ handleEvent: this.#glow.draw, capture: true }}>
          ${cover ? html`<img part="poster" src=${cover} alt="" fetchpriority="high" decoding="async" />` : (painted ?? nothing)}
          <slot name="poster" @slotchange=${this.#takePoster}></slot>
        </div>
        <video
          part="video"
          class=${this.#picture.visible && !isScreen(shown) && !this.#inPicture ? '' : 'unseen'}
          playsinline
          tabindex=${this.noControls ? nothing : 0}
          aria-label=${live?.title || msg('Live video')}
          .muted=${this.muted}
          @loadedmetadata=${this.#picture.start}
          @playing=${this.#playing}
          @click=${this.#tap}
          @enterpictureinpicture=${this.#update}
          @leavepictureinpicture=${this.#update}
        ></video>
        <div class="layer"><slot name="middle"></slot></div>
        <div class="layer"><slot name="upper"></slot></div>
        ${this.#renderScreen(shown)} ${this.noControls ? nothing : this.#renderControls(shown)}
        <div class="layer"><slot name="top"></slot></div>
      </div>
    `;
  }

  #renderScreen(shown: PlayerState): TemplateResult | typeof nothing {
    const isElsewhere = shown === 'playing' && this.#inPicture;
    const screens = isScreen(shown) || isElsewhere ? this.#screens.value : undefined;
    if (shown === 'loading' || shown === 'connecting' || (isScreen(shown) && !screens)) {
      return html`<div class="spinner" role="status"><span class="visually-hidden">${msg('Loading the picture')}</span></div>`;
    }
    if (!screens) return nothing;
    if (isElsewhere) {
      const bringBack = () => this.togglePictureInPicture();
      return html`<div part="screen" class="screen" role="status">${screens.renderElsewhere(bringBack)}</div>`;
    }
    if (!isScreen(shown)) return nothing;
    const screen = screens.renderScreen(shown, {
      live: this.room?.liveList.currentLive,
      failure: this.room?.liveList.failure ?? this.#picture.failure,
      locale: localeOf(this),
      until: (deadline) => this.#ticker.until(deadline, this.room?.clock.now()),
      retry: this.#retry,
    });
    return html`<div part="screen" class="screen" role=${shown === 'scheduled' ? nothing : 'status'}>${screen}</div>`;
  }

  #renderControls(shown: PlayerState): TemplateResult | typeof nothing {
    if (shown === 'blocked' || shown === 'idle' || shown === 'paused') return renderBigPlay(() => this.play());
    if (shown !== 'playing') return nothing;
    return renderControls({
      muted: this.muted,
      offersSound: this.#picture.mutedByBrowser && this.muted,
      inPicture: this.#inPicture,
      onSound: this.#toggleSound,
      onPause: () => this.pause(),
      onPictureInPicture: () => this.togglePictureInPicture(),
      onFullscreen: () => this.toggleFullscreen(),
    });
  }

  protected override roomChanged(room: LiveRoom | undefined, until: AbortSignal): void {
    this.wanted = !this.noAutoplay;
    this.#picture.reset();
    if (!room) return;
    const retry = () => this.#picture.playback?.retry();
    room.bus.on('media.restarted', retry, until);
    room.bus.on('media.changed', ({ name, onAir }) => name === room.liveId && onAir && retry(), until);
    room.bus.on('live.started', () => this.dispatchEvent(new ShowEvent('live-started', room.liveId)), until);
    room.bus.on('live.ended', () => this.dispatchEvent(new ShowEvent('live-ended', room.liveId)), until);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!this.#source) this.#picture.close();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.#source) this.#picture.open(this.#source, this.video);
    const { state: shown } = this;
    if (shown !== this.#announced) this.#announce(shown);
  }

  /** The room whose picture is wanted now; what left the page is rendered once more, and must not fetch it again. */
  get #source(): LiveRoom | undefined {
    return this.isConnected && this.wanted && this.room?.liveList.currentLive?.status === 'live' ? this.room : undefined;
  }

  #announce(shown: PlayerState): void {
    if (this.#announced) this.#internals.states.delete(this.#announced);
    this.#announced = shown;
    this.#internals.states.add(shown);
    this.setAttribute('state', shown);
    const type = {
      playing: 'live-playing',
      paused: 'live-paused',
      blocked: 'live-blocked',
      interrupted: 'live-waiting',
      full: 'live-waiting',
    } as const;
    if (Object.hasOwn(type, shown))
      this.dispatchEvent(new PlaybackEvent(type[shown as keyof typeof type], this.room?.liveId ?? ''));
  }

  #toggle(): void {
    if (this.state === 'playing') this.pause();
    else void this.play();
  }

  readonly #playing = (): void => {
    this.#picture.show();
    this.#glow.draw();
  };

  readonly #tap = (): void => {
    if (this.state !== 'playing' && !this.noControls) void this.play();
  };

  readonly #toggleSound = (): void => {
    this.muted = !this.muted;
    this.#picture.mutedByBrowser = false;
  };

  /** Whoever turns it up wants to hear it. */
  #changeVolume(by: number): void {
    this.video.volume = Math.max(0, Math.min(1, this.video.volume + by));
    if (by > 0 && this.muted) this.#toggleSound();
  }

  readonly #takePoster = ({ target }: Event): void => {
    [this.ownPoster] = (target as HTMLSlotElement).assignedElements({ flatten: true });
  };

  get #seen(): HTMLVideoElement | HTMLImageElement | undefined {
    if (this.#picture.visible) return this.video;
    const poster = this.ownPoster ?? this.renderRoot.querySelector('.poster img');
    return poster instanceof HTMLImageElement ? poster : undefined;
  }

  readonly #update = (): void => this.requestUpdate();

  readonly #retry = (): void => {
    this.#picture.reset();
    void this.room?.liveList.joinLive();
  };
}
