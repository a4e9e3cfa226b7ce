import { msg, str } from '@lit/localize';
import { html, nothing, render } from 'lit';
import { property, query } from 'lit/decorators.js';
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

  @query('.sky') private readonly sky!: HTMLElement;

  /** Hearts are used again and again: in a storm of likes they are the same dozen. */
  readonly #idle: HTMLElement[] = [];
  /** The oldest first. */
  readonly #rising = new Set<HTMLElement>();
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
      <div class="sky" aria-hidden="true"></div>
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
    for (let left = Math.min(count, MAX_HEARTS); left > 0; left -= 1) {
      const heart = this.#takeHeart();
      this.#rising.add(heart);
      heart.className = `heart path-${(this.#next += 1) % PATHS}`;
      // To put it there anew is what starts it.
      this.sky.append(heart);
    }
  }

  #takeHeart(): HTMLElement {
    const heart = this.#idle.pop() ?? (this.#rising.size < MAX_HEARTS ? this.#makeHeart() : [...this.#rising][0]!);
    this.#rising.delete(heart);
    return heart;
  }

  #makeHeart(): HTMLElement {
    const heart = document.createElement('span');
    heart.part.value = 'heart';
    render(icons.heart, heart);
    heart.addEventListener('animationend', () => this.#land(heart));
    return heart;
  }

  #land(heart: HTMLElement): void {
    if (!this.#rising.delete(heart)) return;
    heart.remove();
    this.#idle.push(heart);
  }
}
