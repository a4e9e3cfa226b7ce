import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { LikedEvent } from '../events.ts';
import type { LiveRoom } from '../shared/context.ts';
import { controls } from '../shared/controls.styles.ts';
import { formatCount, localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { LiveElement } from '../shared/live-element.ts';
import { tokens } from '../shared/tokens.styles.ts';
import styles from './like-button.styles.ts';

const MAX_HEARTS = 12;
/** How many different paths the hearts take; the style sheet has as many. */
const PATHS = 6;

/**
 * Taps become likes; the room's likes rise as hearts.
 *
 * @element like-button
 * @slot - The picture on the button, instead of our heart.
 * @csspart button - The button.
 * @csspart count - The room's likes.
 * @csspart heart - One rising heart.
 * @cssprop --live-accent - The colour of the hearts.
 * @cssprop --live-like-background - Background of the button.
 * @cssprop --live-like-color - Colour of the picture on it.
 * @fires {LikedEvent} live-liked - The visitor tapped.
 */
export class LikeButton extends LiveElement {
  static override styles = [tokens, controls, styles];

  /** Does not show how many likes the room has. */
  @property({ type: Boolean, attribute: 'no-count' }) noCount = false;

  @state() private hearts: readonly number[] = [];

  #next = 0;
  /** Own likes that the room has not counted yet. */
  #own = 0;

  override render() {
    const total = this.room?.like.totalLikeCount ?? 0;
    const count = formatCount(total, localeOf(this));
    return html`
      <button
        part="button"
        class="button icon on-picture"
        aria-label=${msg(str`Like. ${count} likes so far`)}
        ?disabled=${this.room === undefined}
        @click=${this.#tap}
      >
        <slot>${icons.heart}</slot>
      </button>
      ${this.noCount || total === 0 ? nothing : html`<span part="count" class="count number" aria-hidden="true">${count}</span>`}
      <div class="sky" aria-hidden="true">
        ${repeat(
          this.hearts,
          (heart) => heart,
          (heart) =>
            html`<span part="heart" class="heart path-${heart % PATHS}" @animationend=${() => this.#land(heart)}
              >${icons.heart}</span
            >`,
        )}
      </div>
    `;
  }

  protected override roomChanged(room: LiveRoom | undefined, until: AbortSignal): void {
    this.#own = 0;
    // Everybody's hearts rise here, a few at a time; our own have risen when we tapped.
    const receive = (added: number) => {
      const others = Math.max(0, added - this.#own);
      this.#own = Math.max(0, this.#own - added);
      this.#rise(Math.min(3, others));
    };
    room?.like.onReceiveLikes(receive, until);
  }

  readonly #tap = (): void => {
    if (!this.room) return;
    this.room.like.sendLike();
    this.#own += 1;
    this.#rise(1);
    this.dispatchEvent(new LikedEvent(this.room.liveId));
  };

  #rise(count: number): void {
    if (document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const fresh = Array.from({ length: count }, () => this.#next++);
    this.hearts = [...this.hearts, ...fresh].slice(-MAX_HEARTS);
  }

  #land(heart: number): void {
    this.hearts = this.hearts.filter((other) => other !== heart);
  }
}
