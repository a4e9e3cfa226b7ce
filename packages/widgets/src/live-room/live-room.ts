import { ContextProvider } from '@lit/context';
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { type LiveRoom, roomContext } from '../shared/context.ts';
import { controls } from '../shared/controls.styles.ts';
import { CoveredElement } from '../shared/covered-element.ts';
import { formatCount } from '../shared/count.ts';
import { localeOf } from '../shared/locale.ts';
import { pictureIcons as icons } from '../shared/picture-icons.ts';
import type { CartKind } from '../shared/settings.ts';
import { whenIdle } from '../shared/page-time.ts';
import { share } from '../shared/share.ts';
import { tokens } from '../shared/tokens.styles.ts';
import type * as Counts from './counts.ts';
import { type BarrageMode, FlyingMode } from './flying-mode.ts';
import { keepFocus } from './focus-trap.ts';
import styles from './live-room.styles.ts';
import { Pieces } from './pieces.ts';
import { renderHeader, renderNotice } from './room-header.ts';
import { Sheets } from './sheets.ts';
import { Swipe } from './swipe.ts';
import { renderTabs, type Tab } from './tabs.ts';
import { Toast } from './toast.ts';

/** The picture, what lies over it or stands beside it, what opens at a press. */
const PIECES = 3;

/** From this width on, chat and products stand beside the picture. */
const WIDE_PX = 900;
const SIDE_PX = 360;
/** A phone on its side has little height to lay anything over the picture: there they do so earlier, and are narrower. */
const SHORT = { width: 600, height: 500, side: 300 } as const;

/**
 * The whole audience page of a live in one tag; also gives its room to every element inside it.
 *
 * @element live-room
 * @slot header - Instead of host, title and number of viewers.
 * @slot chat - Instead of the barrage list.
 * @slot popup - Instead of the card of the product being explained.
 * @slot input - Instead of the field to write into the room.
 * @slot like - Instead of the like button.
 * @slot gifts - Instead of the panel of gifts.
 * @slot shelf - Instead of the product shelf.
 * @slot cart - Instead of the cart.
 * @slot poster - An image to show before there is a picture, instead of the show's cover. It stands on the page before the script has come.
 * @slot middle - A layer right above the picture.
 * @slot upper - A layer above that.
 * @slot top - A layer above everything in the picture.
 * @slot ended - Below the words that the show has ended.
 * @csspart frame - The whole page.
 * @csspart player - The picture.
 * @csspart header - Host, title and number of viewers.
 * @csspart notice - The host's notice to the room.
 * @csspart side - The tabs beside the picture, in a wide box.
 * @csspart flying - The button that lets messages fly over the picture, or stops them.
 * @csspart bar - The row of buttons and the field.
 * @csspart sheet - Products, gifts and cart as they lie over a narrow box.
 * @cssprop --live-room-height - Height of the page; by default the screen's, at most 2.2 times the width.
 */
export class LiveRoomElement extends CoveredElement {
  static override styles = [tokens, controls, styles];

  /** Whose cart, for everything inside: `vitrine` (our server's) or `dom-events` (the shop's own); by default the page's. */
  @property() cart: CartKind | '' = '';

  /**
   * How the chat shows over the picture: as a `list`, `flying`, `both`, or `off`. Beside the picture, where there is room for that,
   * the list always stands. Visitors who want less motion, or have switched flying messages off, get the list instead.
   */
  @property({ attribute: 'barrage-mode' }) barrageMode: BarrageMode = 'list';

  @state() private wide = false;
  @state() private tab: Tab = 'chat';
  @state() private clean = false;
  /** Beside the picture there is less room than usual. */
  @state() private short = false;
  @state() private showsNotice = false;
  /** Comes once the page is idle: it brings all of the shop along, and the picture needs none of it. */
  @state() private counts: typeof Counts | undefined;

  @query('.frame') private readonly frame!: HTMLElement | null;
  @query('#shelf') private readonly shelf!: HTMLElement | null;

  readonly #flying = new FlyingMode(this, () => this.barrageMode);
  readonly #provider = new ContextProvider(this, { context: roomContext });
  readonly #sheets = new Sheets(
    this,
    () => this.frame,
    () => (this.short ? SHORT.side : this.wide ? SIDE_PX : undefined),
  );
  readonly #watcher = new ResizeObserver(([entry]) => this.#resize(entry?.contentRect.width ?? 0));
  /** A swipe over the picture clears it of everything else, and the next one brings it back. */
  readonly #swipe = new Swipe(() => {
    if (!this.wide) this.clean = !this.clean;
  });
  readonly #toast = new Toast(this);
  readonly #pieces = new Pieces(this, PIECES, { atOnce: !this.isLate });

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
    const { flies, listless } = this.#flying;
    return html`
      <div
        part="frame"
        class=${classMap({ frame: true, failed, clean: this.clean && !this.wide, wide: this.wide, short: this.short, listless, [`show-${this.tab}`]: true })}
        @keydown=${this.#key}
        @touchstart=${this.#swipe.start}
        @touchend=${this.#swipe.end}
      >
        <live-player part="player" class="player" .fullscreenTarget=${this.frame ?? undefined}>
          ${this.painted ?? nothing}
          <slot name="poster" slot="poster"></slot>
          <slot name="middle" slot="middle"></slot>
          ${flies && !failed ? html`<flying-barrage slot="upper" ?announce=${listless && !this.wide}></flying-barrage>` : nothing}
          <slot name="upper" slot="upper"></slot>
          <gift-effects slot="upper"></gift-effects>
          <slot name="top" slot="top"></slot>
          <slot name="ended" slot="ended"></slot>
        </live-player>
        ${failed || this.#pieces.shown < 2 ? nothing : this.#renderPage()}
        ${failed || this.#pieces.shown < 3 ? nothing : this.#renderSheets()}
      </div>
    `;
  }

  #renderPage(): TemplateResult {
    return html`
      ${this.#renderTop()} ${renderTabs(this.tab, this.#open)}
      <div class="chat" id="chat" role=${this.wide ? 'tabpanel' : nothing} aria-label=${this.wide ? msg('Chat') : nothing}>
        <slot name="chat"><barrage-list></barrage-list></slot>
      </div>
      ${this.#flying.offered ? this.#renderFlyingSwitch() : nothing}
      <div class="popup">
        <slot name="popup"><product-popup></product-popup></slot>
      </div>
      <div part="bar" class="bar">
        <button class="button icon on-picture shelf-button" popovertarget="shelf" aria-label=${this.#shelfLabel()}>
          ${icons.bag} ${this.#renderBadge(this.counts?.productsIn(this))}
        </button>
        <slot name="input"><barrage-input></barrage-input></slot>
        <button class="button icon on-picture" popovertarget="cart" aria-label=${this.#cartLabel()}>
          ${icons.cart} ${this.#renderBadge(this.counts?.piecesIn(this))}
        </button>
        <button class="button icon on-picture" popovertarget="gifts" aria-label=${msg('Gifts')}>${icons.gift}</button>
        <slot name="like"><like-button></like-button></slot>
        <button class="button icon on-picture share" aria-label=${msg('Share this show')} @click=${this.#share}>
          ${icons.share}
        </button>
      </div>
      <p class="toast" role="status" ?data-empty=${!this.#toast.text}>${this.#toast.text}</p>
    `;
  }

  #renderSheets(): TemplateResult {
    return html`
      ${this.#renderSheet('shelf', this.wide ? 'tabpanel' : 'dialog', msg('Products'), html`<slot name="shelf"><product-shelf></product-shelf></slot>`)}
      ${this.#renderSheet('gifts', 'dialog', msg('Gifts'), html`<slot name="gifts"><gift-panel></gift-panel></slot>`)}
      ${this.#renderSheet('cart', 'dialog', msg('Your cart'), html`<slot name="cart"><live-cart></live-cart></slot>`)}
    `;
  }

  #renderTop(): TemplateResult {
    const { liveList, audience } = this.room ?? {};
    const live = liveList?.currentLive;
    return html`<header part="header" class="top">
      <slot name="header"
        >${renderHeader({ live, viewers: audience?.audienceCount ?? 0, locale: localeOf(this), compact: !this.wide || this.short })}</slot
      >
      ${live?.notice ? renderNotice(live.notice, this.showsNotice, () => (this.showsNotice = !this.showsNotice)) : nothing}
    </header>`;
  }

  #renderFlyingSwitch(): TemplateResult {
    return html`<button
      part="flying"
      class="button icon on-picture flying"
      aria-label=${msg('Messages over the picture')}
      aria-pressed=${this.#flying.flies}
      @click=${this.#flying.toggle}
    >
      ${icons.flying}
    </button>`;
  }

  #renderBadge(count: number | undefined): TemplateResult | typeof nothing {
    return count ? html`<span class="badge number" aria-hidden="true">${formatCount(count, localeOf(this))}</span>` : nothing;
  }

  #renderSheet(id: 'shelf' | 'gifts' | 'cart', role: string, name: string, content: TemplateResult): TemplateResult {
    return html`<section
      part="sheet"
      class="sheet ${id}"
      id=${id}
      popover="auto"
      role=${role}
      aria-label=${name}
      @beforetoggle=${this.#sheets.beforeToggle}
      @toggle=${this.#sheets.toggled}
    >
      <span data-trap="start" tabindex="0" @focus=${keepFocus}></span>
      <div class="sheet-head" @pointerdown=${this.#sheets.drag}>
        <span class="handle"></span>
        <h2>${name}</h2>
        <button class="button icon plain" popovertarget=${id} popovertargetaction="hide" aria-label=${msg('Close')} autofocus>
          ${icons.close}
        </button>
      </div>
      <div class="sheet-body">${content}</div>
      <span data-trap="end" tabindex="0" @focus=${keepFocus}></span>
    </section>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    // The observer tells only after the first rendering, and then everything would jump.
    if (!this.hasUpdated) this.#resize(this.getBoundingClientRect().width);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#flying.load();
  }

  protected override roomChanged(room: LiveRoom | undefined, until: AbortSignal): void {
    this.#provider.setValue(room);
    this.showsNotice = false;
    if (!room) return;
    whenIdle(() => until.aborted || void this.#count(until));
    room.bus.on('stock.returned', ({ title }) => this.#toast.say(msg(str`Back in stock: ${title}`)), until);
  }

  /** For the numbers on the buttons: shelf and cart themselves may come only when they are opened. Without it the buttons still work. */
  async #count(until: AbortSignal): Promise<void> {
    this.counts ??= await import('./counts.ts').catch(() => undefined);
    if (!until.aborted) this.counts?.fetchCounts(this);
  }

  #shelfLabel(): string {
    const count = this.counts?.productsIn(this);
    return count ? msg(str`Products: ${count}`) : msg('Products');
  }

  #cartLabel(): string {
    const count = this.counts?.piecesIn(this);
    return count ? msg(str`Your cart: ${count}`) : msg('Your cart');
  }

  #resize(width: number): void {
    this.short = width >= SHORT.width && width < WIDE_PX && innerHeight < SHORT.height;
    this.wide = width >= WIDE_PX || this.short;
    if (this.wide && this.shelf?.matches(':popover-open')) this.shelf.hidePopover();
    this.#sheets.place();
  }

  readonly #key = (event: KeyboardEvent): void => {
    // Whoever has a keyboard beside the finger must not be left without anything to focus.
    if (event.key === 'Escape' && this.clean) this.clean = false;
    this.renderRoot.querySelector('live-player')?.takeKey(event);
  };

  readonly #open = (tab: Tab): void => {
    this.tab = tab;
  };

  readonly #share = async (): Promise<void> => {
    const outcome = await share(this.room?.liveList.currentLive?.title ?? document.title, location.href);
    if (outcome === 'copied') this.#toast.say(msg('The link is copied.'));
    else if (outcome === 'failed') this.#toast.say(msg('Copy the link from your browser’s address bar.'));
  };
}
