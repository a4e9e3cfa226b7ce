import { ContextProvider } from '@lit/context';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { type LiveRoom, roomContext } from '../shared/context.ts';
import { controls } from '../shared/controls.styles.ts';
import { formatCount, localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { LiveElement } from '../shared/live-element.ts';
import { Sheets } from '../shared/sheet.ts';
import { tokens } from '../shared/tokens.styles.ts';
import styles from './live-room.styles.ts';

/** From this width on, chat and products stand beside the picture. The style sheet has the same number. */
const WIDE_PX = 900;
const SIDE_PX = 360;
const SWIPE_PX = 80;

type Tab = 'chat' | 'products';

/**
 * The whole audience page of a live in one tag; also gives its room to every element inside it.
 *
 * @element live-room
 * @slot header - Instead of host, title and number of viewers.
 * @slot chat - Instead of the barrage list.
 * @slot popup - Instead of the card of the product being explained.
 * @slot input - Instead of the field to write into the room.
 * @slot like - Instead of the like button.
 * @slot shelf - Instead of the product shelf.
 * @slot cart - Instead of the cart.
 * @slot middle - A layer right above the picture.
 * @slot upper - A layer above that.
 * @slot top - A layer above everything in the picture.
 * @slot ended - Below the words that the show has ended.
 * @csspart frame - The whole page.
 * @csspart player - The picture.
 * @csspart header - Host, title and number of viewers.
 * @csspart side - The tabs beside the picture, in a wide box.
 * @csspart bar - The row of buttons and the field.
 * @csspart sheet - Products and cart as they lie over a narrow box.
 * @cssprop --live-room-height - Height of the page; by default the screen's, at most 2.2 times the width.
 */
export class LiveRoomElement extends LiveElement {
  static override styles = [tokens, controls, styles];

  @state() private wide = false;
  @state() private tab: Tab = 'chat';
  @state() private clean = false;

  @query('.frame') private readonly frame!: HTMLElement | null;
  @query('#shelf') private readonly shelf!: HTMLElement | null;

  readonly #provider = new ContextProvider(this, { context: roomContext });
  readonly #sheets = new Sheets(
    this,
    () => this.frame,
    () => (this.wide ? SIDE_PX : undefined),
  );
  readonly #watcher = new ResizeObserver(([entry]) => this.#resize(entry?.contentRect.width ?? 0));
  #touch: Touch | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watcher.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watcher.disconnect();
  }

  override render() {
    const failed = this.room?.liveList.joinState === 'error';
    return html`
      <div
        part="frame"
        class="frame ${failed ? 'failed' : ''} ${this.clean ? 'clean' : ''} show-${this.tab}"
        @keydown=${this.#key}
        @touchstart=${{ handleEvent: this.#touchStart, passive: true }}
        @touchend=${this.#touchEnd}
      >
        <live-player part="player" class="player" .fullscreenTarget=${this.frame ?? undefined}>
          <slot name="middle" slot="middle"></slot>
          <slot name="upper" slot="upper"></slot>
          <slot name="top" slot="top"></slot>
          <slot name="ended" slot="ended"></slot>
        </live-player>
        ${failed ? nothing : this.#renderPage()}
      </div>
    `;
  }

  #renderPage(): TemplateResult {
    return html`
      <header part="header" class="top"><slot name="header">${this.#renderHeader()}</slot></header>
      <div part="side" class="tabs" role="tablist" aria-label=${msg('Beside the picture')} @keydown=${this.#tabKey}>
        ${this.#renderTab('chat', msg('Chat'))} ${this.#renderTab('products', msg('Products'))}
      </div>
      <div class="chat" id="chat" role=${this.wide ? 'tabpanel' : nothing} aria-label=${this.wide ? msg('Chat') : nothing}>
        <slot name="chat"><barrage-list></barrage-list></slot>
      </div>
      <div class="popup">
        <slot name="popup"><product-popup></product-popup></slot>
      </div>
      <div part="bar" class="bar">
        <button class="button icon on-picture shelf-button" popovertarget="shelf" aria-label=${this.#shelfLabel()}>
          ${icons.bag} ${this.#renderBadge(this.room?.products.shelf?.length)}
        </button>
        <slot name="input"><barrage-input></barrage-input></slot>
        <button class="button icon on-picture" popovertarget="cart" aria-label=${this.#cartLabel()}>
          ${icons.cart} ${this.#renderBadge(this.room?.cart.count)}
        </button>
        <slot name="like"><like-button></like-button></slot>
      </div>
      ${this.#renderSheet('shelf', this.wide ? 'tabpanel' : 'dialog', msg('Products'), html`<slot name="shelf"><product-shelf></product-shelf></slot>`)}
      ${this.#renderSheet('cart', 'dialog', msg('Your cart'), html`<slot name="cart"><live-cart></live-cart></slot>`)}
    `;
  }

  #renderHeader(): TemplateResult | typeof nothing {
    const { currentLive: live } = this.room?.liveList ?? {};
    if (!live) return html`<span class="host loading"><span class="avatar skeleton"></span></span>`;
    const avatar = safeUrl(live.hostAvatarUrl);
    const count = formatCount(this.room?.audience.audienceCount ?? 0, localeOf(this));
    return html`
      <div class="host">
        ${
          avatar
            ? html`<img class="avatar" src=${avatar} alt="" width="36" height="36" />`
            : html`<span class="avatar" aria-hidden="true">${[...live.hostName][0]}</span>`
        }
        <span class="names">
          <strong><bdi>${live.hostName}</bdi></strong>
          <span><bdi>${live.title}</bdi></span>
        </span>
      </div>
      ${
        live.status === 'live'
          ? html`<div class="badges">
              <span class="on-air">${msg('LIVE', { desc: 'Badge over the picture' })}</span>
              <span class="viewers number" role="img" aria-label=${msg(str`${count} watching`)}>${icons.people} ${count}</span>
            </div>`
          : nothing
      }
    `;
  }

  #renderTab(tab: Tab, name: string): TemplateResult {
    const selected = this.tab === tab;
    return html`<button
      role="tab"
      id="tab-${tab}"
      class="tab"
      aria-selected=${selected ? 'true' : 'false'}
      aria-controls=${tab === 'chat' ? 'chat' : 'shelf'}
      tabindex=${selected ? 0 : -1}
      @click=${() => (this.tab = tab)}
    >
      ${name}
    </button>`;
  }

  #renderBadge(count: number | undefined): TemplateResult | typeof nothing {
    return count ? html`<span class="badge number" aria-hidden="true">${formatCount(count, localeOf(this))}</span>` : nothing;
  }

  #renderSheet(id: 'shelf' | 'cart', role: string, name: string, content: TemplateResult): TemplateResult {
    return html`<section
      part="sheet"
      class="sheet ${id}"
      id=${id}
      popover="auto"
      role=${role}
      aria-label=${name}
      @beforetoggle=${this.#sheets.toggle}
    >
      <div class="sheet-head" @pointerdown=${this.#sheets.drag}>
        <span class="handle"></span>
        <h2>${name}</h2>
        <button class="button icon plain" popovertarget=${id} popovertargetaction="hide" aria-label=${msg('Close')} autofocus>
          ${icons.close}
        </button>
      </div>
      <div class="sheet-body">${content}</div>
    </section>`;
  }

  protected override roomChanged(room: LiveRoom | undefined): void {
    this.#provider.setValue(room);
  }

  #shelfLabel(): string {
    const count = this.room?.products.shelf?.length;
    return count ? msg(str`Products: ${count}`) : msg('Products');
  }

  #cartLabel(): string {
    const count = this.room?.cart.count ?? 0;
    return count > 0 ? msg(str`Your cart: ${count}`) : msg('Your cart');
  }

  #resize(width: number): void {
    this.wide = width >= WIDE_PX;
    if (this.wide && this.shelf?.matches(':popover-open')) this.shelf.hidePopover();
    this.#sheets.place();
  }

  readonly #key = (event: KeyboardEvent): void => {
    this.renderRoot.querySelector('live-player')?.takeKey(event);
  };

  readonly #tabKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    this.tab = this.tab === 'chat' ? 'products' : 'chat';
    this.renderRoot.querySelector<HTMLElement>(`#tab-${this.tab}`)?.focus();
    event.preventDefault();
  };

  readonly #touchStart = (event: TouchEvent): void => {
    const onSheet = event.target instanceof Element && event.target.closest('[popover]') !== null;
    this.#touch = event.touches.length === 1 && !onSheet ? event.touches[0] : undefined;
  };

  /** A swipe over the picture clears it of everything else, and the next one brings it back. */
  readonly #touchEnd = ({ changedTouches: [end] }: TouchEvent): void => {
    const start = this.#touch;
    this.#touch = undefined;
    if (!start || !end || this.wide) return;
    const across = Math.abs(end.clientX - start.clientX);
    if (across > SWIPE_PX && Math.abs(end.clientY - start.clientY) < across / 2) this.clean = !this.clean;
  };
}
