import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { giftsOf } from '@vitrine/core/room-gifts.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import type { ReceivedGift } from '@vitrine/core/stores/gift-store.ts';
import type { LiveRoom } from '../shared/context.ts';
import { controls } from '../shared/controls.styles.ts';
import { icons } from '../shared/icons.ts';
import { LiveElement } from '../shared/live-element.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { type Banner, Banners } from './banners.ts';
import { EffectQueue, type Effect } from './effect-queue.ts';
import { effectOf } from './effect-url.ts';
import styles from './gift-effects.styles.ts';
import { writeGiftRows } from './gift-rows.ts';

/** What came long ago, after the network was gone, is not played any more; in milliseconds. */
const STALE_MS = 15_000;
/** Gifts without an effect of their own fly over the picture from this many coins on. */
const DRAWN_FROM = 50;
const DRAWN_MS = 2_400;
/** An effect that does not end is ended. */
const LONGEST_MS = 12_000;
const SPARKS = 12;

/**
 * What is seen of gifts over the picture: who sent what, and the effects, one at a time. Lies over whatever contains it and
 * takes no clicks.
 *
 * @element gift-effects
 * @csspart banner - Who sent what.
 * @csspart effect - The effect that plays.
 * @cssprop [--live-gift-banner-offset=max(46%, 28% + 132px)] - Distance of the banners from the upper edge.
 */
export class GiftEffects extends LiveElement {
  static override styles = [tokens, controls, styles];

  /** Names the senders, but plays no effects. */
  @property({ type: Boolean, reflect: true }) quiet = false;

  @query('.file') private readonly file!: HTMLElement | null;

  readonly #banners = new Banners(this);
  readonly #queue = new EffectQueue();
  #played: string | undefined;
  /** The effect that plays is drawn by us, for want of a file that can be played. */
  #drawn = false;
  #ending = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#clear();
  }

  override render() {
    const { playing } = this.#queue;
    return html`
      <div class="stage" aria-hidden="true">${playing ? keyed(playing.id, this.#renderEffect(playing)) : nothing}</div>
      <ul class="banners" aria-label=${msg('Gifts just sent')}>
        ${repeat(this.#banners.shown, ({ id }) => id, this.#renderBanner)}
      </ul>
    `;
  }

  readonly #renderBanner = ({ gift: { gift, sender, comboCount, comboId } }: Banner): TemplateResult => {
    const image = safeUrl(gift.iconUrl);
    return html`<li part="banner" class="banner">
      <span class="who">
        <strong><bdi>${sender.userName}</bdi></strong>
        <span>${msg(str`sent ${gift.name}`)}</span>
      </span>
      ${image ? html`<img src=${image} alt="" width="36" height="36" decoding="async" />` : icons.gift}
      ${keyed(`${comboId}-${comboCount}`, html`<span class="times number" dir="ltr">×${comboCount}</span>`)}
    </li>`;
  };

  #renderEffect({ gift, count }: Effect): TemplateResult {
    if (!this.#drawn) return html`<div part="effect" class="file"></div>`;
    const image = safeUrl(gift.iconUrl);
    return html`<div part="effect" class="drawn">
      <span class="glow"></span>
      ${Array.from({ length: SPARKS }, (_, i) => html`<span class="spark spark-${i}"></span>`)}
      ${image ? html`<img class="hero" src=${image} alt="" width="160" height="160" />` : html`<span class="hero">${icons.gift}</span>`}
      ${count > 1 ? html`<span class="total number" dir="ltr">×${count}</span>` : nothing}
    </div>`;
  }

  protected override roomChanged(room: LiveRoom | undefined, until: AbortSignal): void {
    this.#clear();
    if (!room) return;
    writeGiftRows(room);
    giftsOf(room).gifts.onReceiveGift((gift) => this.#receive(room, gift), until);
  }

  protected override updated(): void {
    const { playing } = this.#queue;
    if (playing?.id === this.#played) return;
    this.#played = playing?.id;
    if (playing) void this.#play(playing);
  }

  #receive(room: LiveRoom, gift: ReceivedGift): void {
    if (document.hidden || room.clock.now() - gift.at > STALE_MS) return;
    const mine = gift.sender.userId === room.login.loginUserInfo?.userId;
    this.#banners.add(gift, mine);
    const worth = gift.gift.coins * gift.comboCount >= DRAWN_FROM || effectOf(gift.gift.resourceUrl, room.server) !== undefined;
    if (worth && !this.quiet && !isStill()) this.#enqueue(gift, mine);
  }

  #enqueue(gift: ReceivedGift, mine: boolean): void {
    if (!this.#queue.add(gift, mine)) return;
    if (this.#queue.playing?.id !== this.#played) this.#drawn = !this.#fileOf(this.#queue.playing);
    this.requestUpdate();
  }

  #fileOf(effect: Effect | undefined) {
    return this.room && effectOf(effect?.gift.resourceUrl, this.room.server);
  }

  async #play(effect: Effect): Promise<void> {
    this.#ending.abort();
    this.#ending = new AbortController();
    const { signal } = this.#ending;
    const timer = setTimeout(() => this.#ending.abort(), LONGEST_MS);
    const file = this.#fileOf(effect);
    try {
      if (file) await this.#playFile(file, signal);
      else await lasting(DRAWN_MS, signal);
    } catch {
      if (!signal.aborted) {
        // The page's policy, the file or the device does not let it play: nobody should miss their gift for that.
        this.#drawn = true;
        this.requestUpdate();
        await lasting(DRAWN_MS, signal);
      }
    }
    clearTimeout(timer);
    // Another one may have begun, or all may have been cleared.
    if (this.#queue.playing?.id !== effect.id) return;
    this.#drawn = !this.#fileOf(this.#queue.next());
    this.requestUpdate();
  }

  async #playFile({ url, kind }: NonNullable<ReturnType<typeof effectOf>>, until: AbortSignal): Promise<void> {
    const { file, room } = this;
    if (!file || !room) return;
    if (kind === 'lottie') {
      const { playLottie } = await import('./play-lottie.ts');
      await playLottie(file, url, room.server, until);
    } else {
      const { playVideo } = await import('./play-video.ts');
      await playVideo(file, url, until);
    }
  }

  #clear(): void {
    this.#ending.abort();
    this.#queue.clear();
    this.#banners.clear();
    this.#played = undefined;
  }
}

/** Whoever wants no motion is told in words alone. */
const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

const lasting = (ms: number, until: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    until.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
