import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { giftsOf, type RoomGifts } from '@vitrine/core/room-gifts.ts';
import type { GiftCategory, GiftInfo, Wallet } from '@vitrine/core/schemas/gift.ts';
import type { LiveRoom } from '../shared/context.ts';
import { controls } from '../shared/controls.styles.ts';
import { errorMessage } from '../shared/error-message.ts';
import { formatCount, localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { LiveElement } from '../shared/live-element.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { renderCoins } from './coins-view.ts';
import { Combo } from './combo.ts';
import { giftIcons } from './gift-icons.ts';
import styles from './gift-panel.styles.ts';
import { renderGiftTile } from './gift-tile.ts';
import { nextPlace } from './grid-keys.ts';
import { Sending } from './sending.ts';
import { ToppingUp } from './top-up.ts';

/** How many a tap can send. */
const COUNTS = [1, 10, 66, 99, 520, 999] as const;

/**
 * The gifts that a viewer can send to the room: by category, with what they hold, how to get more, and combos.
 *
 * @element gift-panel
 * @slot empty - Shown while the shop has no gifts.
 * @csspart tab - The name of a category.
 * @csspart grid - The gifts of a category.
 * @csspart gift - One gift.
 * @csspart icon - Its picture.
 * @csspart price - What it costs.
 * @csspart balance - What the viewer holds; leads to where they get more.
 * @csspart count - How many are sent at once.
 * @csspart send - The button that sends.
 * @csspart combo - The button that sends once more.
 * @csspart package - Some coins to be bought.
 * @csspart pay - The link to the payment.
 * @cssprop [--live-gift-size=88px] - The least width of a gift.
 * @fires {BeforeGiftEvent} live-before-gift - Cancelable, before a gift is sent.
 * @fires {GiftSentEvent} live-gift-sent - A gift was paid.
 * @fires {BeforeNavigateEvent} live-before-navigate - Cancelable, before the payment is opened.
 */
export class GiftPanel extends LiveElement {
  static override styles = [tokens, controls, styles];

  /** Shows the gifts without letting the viewer send them. */
  @property({ type: Boolean, reflect: true }) disabled = false;

  @state() private categoryId: string | undefined;
  @state() private giftId: string | undefined;
  @state() private count = 1;
  @state() private view: 'gifts' | 'coins' = 'gifts';

  #visitor: string | undefined;
  readonly #combo = new Combo(this);
  readonly #sending = new Sending(this, this.#combo);
  readonly #toppingUp = new ToppingUp(this);

  override render() {
    const store = this.#gifts;
    const { usableGifts, failure } = store?.gifts ?? {};
    if (!store || (!usableGifts && !failure)) return this.#renderSkeleton();
    if (!usableGifts) return this.#renderFailure(errorMessage(failure!));
    if (usableGifts.length === 0) return this.#renderEmpty();
    const { wallet } = store.wallet;
    return this.view === 'coins'
      ? renderCoins(wallet, this.#toppingUp, localeOf(this), this.#showGifts)
      : this.#renderGifts(usableGifts, wallet);
  }

  #renderFailure(message: string): TemplateResult {
    return html`<div class="notice" role="alert">
      <strong>${msg('The gifts could not be loaded')}</strong>
      <p>${message}</p>
      <button class="button" @click=${this.#load}>${icons.retry} ${msg('Try again')}</button>
    </div>`;
  }

  #renderSkeleton(): TemplateResult {
    return html`<p class="visually-hidden" role="status">${msg('Loading the gifts')}</p>
      <div class="grid" aria-hidden="true">${Array.from({ length: 8 }, () => html`<span class="gift skeleton"></span>`)}</div>`;
  }

  #renderEmpty(): TemplateResult {
    return html`<slot name="empty"
      ><div class="notice">
        ${icons.gift}
        <p>${msg('This shop has no gifts yet.')}</p>
      </div></slot
    >`;
  }

  #renderGifts(categories: readonly GiftCategory[], wallet: Wallet | undefined): TemplateResult {
    const category = categories.find(({ categoryId }) => categoryId === this.categoryId) ?? categories[0]!;
    const chosen = category.giftList.find(({ giftId }) => giftId === this.giftId);
    return html`
      ${categories.length > 1 ? this.#renderTabs(categories, category) : nothing}
      <div
        part="grid"
        class="grid"
        id="grid"
        role="radiogroup"
        aria-label=${msg(str`Gifts: ${category.name}`)}
        @keydown=${this.#moveInGrid}
      >
        ${repeat(
          category.giftList,
          ({ giftId }) => giftId,
          (gift, place) => this.#renderGift(gift, wallet, chosen ? gift === chosen : place === 0),
        )}
      </div>
      ${this.#renderProblem(wallet, chosen)} ${this.#renderFoot(wallet, chosen)}
    `;
  }

  #renderTabs(categories: readonly GiftCategory[], current: GiftCategory): TemplateResult {
    return html`<div class="tabs" role="tablist" aria-label=${msg('Kinds of gifts')} @keydown=${this.#moveInTabs}>
      ${categories.map(
        ({ categoryId, name }) =>
          html`<button
            part="tab"
            class="tab"
            role="tab"
            data-id=${categoryId}
            aria-selected=${categoryId === current.categoryId}
            aria-controls="grid"
            tabindex=${categoryId === current.categoryId ? 0 : -1}
            @click=${() => this.#open(categoryId)}
          >
            <bdi>${name}</bdi>
          </button>`,
      )}
    </div>`;
  }

  #renderGift(gift: GiftInfo, wallet: Wallet | undefined, tabbable: boolean): TemplateResult {
    const { giftId } = gift;
    return renderGiftTile(gift, {
      locked: isLocked(gift, wallet),
      disabled: this.disabled,
      chosen: giftId === this.giftId,
      tabbable,
      locale: localeOf(this),
      onChoose: () => this.#choose(giftId),
    });
  }

  #renderProblem(wallet: Wallet | undefined, chosen: GiftInfo | undefined): TemplateResult {
    const { failure } = this.#sending;
    if (!this.#maySend) return html`<p class="problem" role="status">${msg('Sign in at the shop to send gifts.')}</p>`;
    if (wallet && chosen && isLocked(chosen, wallet)) {
      return html`<p class="problem" role="status">
        ${msg(str`This gift is for level ${chosen.level} and above; yours is ${wallet.level}.`)}
      </p>`;
    }
    if (!failure) return html`<p class="problem" role="status"></p>`;
    const poor = failure === 'insufficient-balance';
    return html`<p class="problem bad" role="alert">
      ${poor ? msg('You have not enough coins for this.') : errorMessage(failure)}
      ${poor && wallet?.billing === 'coins' ? html`<button class="link" @click=${this.#showCoins}>${msg('Get coins')}</button>` : nothing}
    </p>`;
  }

  #renderFoot(wallet: Wallet | undefined, chosen: GiftInfo | undefined): TemplateResult {
    const locked = chosen !== undefined && isLocked(chosen, wallet);
    const inCombo = chosen !== undefined && this.#combo.giftId === chosen.giftId;
    return html`<div class="foot">
      ${this.#renderBalance(wallet)}
      <label class="count">
        <span class="visually-hidden">${msg('How many')}</span>
        <select part="count" class="select number" ?disabled=${this.disabled} @change=${this.#pickCount}>
          ${COUNTS.map((count) => html`<option dir="ltr" value=${count} ?selected=${count === this.count}>×${count}</option>`)}
        </select>
      </label>
      ${
        inCombo && !this.disabled
          ? this.#renderCombo(chosen)
          : html`<button
              part="send"
              class="button accent send"
              ?disabled=${!chosen || locked || this.disabled || this.#sending.busy || !this.#maySend}
              @click=${() => this.#send(chosen)}
            >
              ${this.#sending.busy ? msg('Sending…') : msg('Send')}
            </button>`
      }
    </div>`;
  }

  #renderBalance(wallet: Wallet | undefined): TemplateResult {
    if (!wallet || wallet.billing === 'shop') return html`<span class="balance"></span>`;
    const coins = formatCount(wallet.coins, localeOf(this));
    return html`<button
      part="balance"
      class="button plain balance number"
      aria-label=${msg(str`You have ${coins} coins. Get more`)}
      ?disabled=${this.disabled || wallet.packages.length === 0}
      @click=${this.#showCoins}
    >
      ${giftIcons.coin} ${coins} ${icons.add}
    </button>`;
  }

  #renderCombo(gift: GiftInfo): TemplateResult {
    const { count, round } = this.#combo;
    return html`<button part="combo" class="combo number" @click=${() => this.#sending.again(gift, this.count)}>
      ${keyed(
        round,
        html`<svg class="ring" viewBox="0 0 60 60" aria-hidden="true"><circle cx="30" cy="30" r="27" pathLength="100" /></svg>`,
      )}
      <span>${msg('Combo')}<strong dir="ltr">×${count}</strong></span
      ><span class="visually-hidden">. ${msg('Once more')}</span>
    </button>`;
  }

  protected override roomChanged(room: LiveRoom | undefined): void {
    this.categoryId = undefined;
    this.giftId = undefined;
    this.#combo.end();
    this.#toppingUp.reset();
    this.#visitor = undefined;
    if (room) this.#load();
  }

  /** Guests have no wallet; whoever signs in has another one. */
  protected override updated(): void {
    const { userId, role } = this.room?.login.loginUserInfo ?? {};
    if (userId === this.#visitor) return;
    this.#visitor = userId;
    if (userId && role !== 'guest') void this.#gifts?.wallet.refresh();
  }

  get #gifts(): RoomGifts | undefined {
    return this.room && giftsOf(this.room);
  }

  get #maySend(): boolean {
    return this.room?.login.loginUserInfo?.role !== 'guest';
  }

  readonly #load = (): void => {
    const store = this.#gifts;
    if (!store) return;
    void store.gifts.setLanguage(localeOf(this));
    void store.gifts.refreshUsableGifts();
  };

  #open(categoryId: string): void {
    this.categoryId = categoryId;
    this.giftId = undefined;
    this.#sending.forgive();
  }

  #choose(giftId: string): void {
    if (giftId !== this.giftId) this.#sending.forgive();
    this.giftId = giftId;
  }

  #send(gift: GiftInfo | undefined): void {
    if (!gift || this.disabled || !this.#maySend || isLocked(gift, this.#gifts?.wallet.wallet)) return;
    void this.#sending.send(gift, this.count);
  }

  readonly #pickCount = (event: Event): void => {
    this.count = Number((event.target as HTMLSelectElement).value);
  };

  readonly #showCoins = (): void => {
    this.#sending.forgive();
    this.view = 'coins';
  };

  readonly #showGifts = (): void => {
    this.#toppingUp.reset();
    this.view = 'gifts';
  };

  readonly #moveInGrid = (event: KeyboardEvent): void => move(event, '.gift', (giftId) => this.#choose(giftId));

  readonly #moveInTabs = (event: KeyboardEvent): void => move(event, '.tab', (categoryId) => this.#open(categoryId));
}

const isLocked = ({ level }: GiftInfo, wallet: Wallet | undefined): boolean => wallet !== undefined && wallet.level < level;

/** Arrow keys lead from one button to another, and choose what it stands for. */
function move(event: KeyboardEvent, selector: string, choose: (id: string) => void): void {
  const buttons = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>(selector)];
  const next = buttons[nextPlace(event, buttons) ?? -1];
  if (!next) return;
  event.preventDefault();
  choose(next.dataset['id']!);
  next.focus();
}
