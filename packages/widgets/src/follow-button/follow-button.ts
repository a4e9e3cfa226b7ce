import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { errorCode, type LiveErrorCode } from '@vitrine/core/errors.ts';
import { followStore } from '@vitrine/core/stores/follow-store.ts';
import { BeforeFollowEvent, FollowEvent } from './follow-events.ts';
import { controls } from '../shared/controls.styles.ts';
import { errorMessage } from '../shared/error-message.ts';
import { formatCount, localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { LiveElement } from '../shared/live-element.ts';
import { tokens } from '../shared/tokens.styles.ts';
import styles from './follow-button.styles.ts';

/**
 * Follows the host of a show, and says how many do. It takes no place where the shop does not know the host, and for the host.
 *
 * @element follow-button
 * @csspart button - The button.
 * @csspart count - How many follow the host.
 * @csspart error - Why the last press did not work.
 * @cssprop --live-follow-background - Background of the button while the visitor does not follow.
 * @cssprop --live-follow-color - Its text.
 * @fires {BeforeFollowEvent} live-before-follow - Cancelable; a shop may let guests sign in first.
 * @fires {FollowEvent} live-followed - The visitor follows the host.
 * @fires {FollowEvent} live-unfollowed - The visitor does so no longer.
 */
export class FollowButton extends LiveElement {
  static override styles = [tokens, controls, styles];

  /** Shows only a sign; the words are left to screen readers. */
  @property({ type: Boolean, reflect: true }) compact = false;

  @state() private failure: LiveErrorCode | undefined;

  override render() {
    const { room } = this;
    const live = room?.liveList.currentLive;
    if (!room || !live || live.hostId === room.login.loginUserInfo?.userId) return nothing;
    const { following, followers, busy } = followStore(room);
    if (following === undefined) return nothing;
    const count = formatCount(followers, localeOf(this));
    const hidden = this.compact ? 'visually-hidden' : '';
    return html`<span class="box"
      ><button
        part="button"
        class=${classMap({ button: true, following, compact: this.compact })}
        ?disabled=${busy}
        @click=${() => this.#toggle(live.hostId, !following)}
      >
        ${following ? icons.check : icons.add}
        <span class=${hidden}>${following ? msg('Following') : msg('Follow')}</span>
        <bdi class="visually-hidden">${live.hostName}</bdi>
        ${
          followers > 0
            ? html`<span part="count" class="count number ${hidden}" role="img" aria-label=${msg(str`Followers: ${count}`)}
                >${count}</span
              >`
            : nothing
        }
      </button>
      ${this.failure ? html`<span part="error" class="why" role="alert">${this.#why(this.failure)}</span>` : nothing}</span
    >`;
  }

  #why(failure: LiveErrorCode): string {
    return failure === 'forbidden' || failure === 'unauthenticated' ? msg('Sign in to follow.') : errorMessage(failure);
  }

  protected override roomChanged(): void {
    this.failure = undefined;
  }

  async #toggle(hostId: string, following: boolean): Promise<void> {
    const { room } = this;
    if (!room) return;
    const before = new BeforeFollowEvent(hostId, following);
    const stopped = !this.dispatchEvent(before);
    if (stopped && !before.response) return;
    this.failure = undefined;
    const store = followStore(room);
    try {
      if (before.response) {
        await before.response;
        await store.fetch();
      } else await (following ? store.follow() : store.unfollow());
    } catch (error) {
      this.failure = errorCode(error);
      return;
    }
    this.dispatchEvent(new FollowEvent(following ? 'live-followed' : 'live-unfollowed', hostId));
  }
}
