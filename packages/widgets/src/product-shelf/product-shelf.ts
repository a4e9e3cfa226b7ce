import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { LiveErrorCode } from '@vitrine/core/errors.ts';
import type { Product, Sku } from '@vitrine/core/schemas/product.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import type { ShoppingRoom } from '@vitrine/core/shopping-room.ts';
import { AddToCart } from '../shared/add-to-cart.ts';
import { controls } from '../shared/controls.styles.ts';
import { errorMessage } from '../shared/error-message.ts';
import { formatMoney, localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { renderLoadFailure } from '../shared/load-failure.ts';
import { ShoppingElement } from '../shared/shopping-element.ts';
import { onNavigate } from '../shared/navigate.ts';
import { firstChoice, isSoldOut, priceOf, titleOf } from '../shared/product.ts';
import type { CartKind } from '../shared/settings.ts';
import { stockText } from '../shared/stock-text.ts';
import { ProductFinder } from '../shared/product-finder.ts';
import { NearEnd } from '../shared/near-end.ts';
import { renderSearchTools, searchTools } from '../shared/search-tools.ts';
import { WaitForStock } from '../shared/wait-for-stock.ts';
import { productSummary } from '../shared/product-summary.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import styles from './product-shelf.styles.ts';
import { categoriesOf, filterProducts } from './shelf-filter.ts';

const STEP = 30;
/** Fewer than these are seen at a glance. */
const SEARCH_FROM = 8;

/**
 * Everything the room sells: what is explained now comes first, what is sold out last. Where that is much, it can be searched.
 *
 * @element product-shelf
 * @slot empty - Shown while the room sells nothing.
 * @csspart search - The field to search in.
 * @csspart categories - The row of categories.
 * @csspart category - One category.
 * @csspart list - The list of products.
 * @csspart product - One product.
 * @csspart image - Its picture.
 * @csspart title - Its name.
 * @csspart price - What it costs now.
 * @csspart before - What it cost before.
 * @csspart stock - How many are left, where that matters.
 * @csspart add - The button that puts it into the cart.
 * @csspart wait - The button that waits for what is sold out.
 * @csspart more - The button that shows more products.
 * @cssprop --live-shelf-tools - Background of the search, which stays in place.
 * @fires {BeforeAddToCartEvent} live-before-add-to-cart - Cancelable.
 * @fires {AddedToCartEvent} live-added-to-cart - It is in the cart.
 * @fires {BeforeWaitlistEvent} live-before-waitlist - Cancelable, before the visitor waits for something, or no longer.
 * @fires {WaitlistEvent} live-waitlist-joined - The visitor will be told when it is back.
 * @fires {WaitlistEvent} live-waitlist-left - The visitor waits no longer.
 * @fires {BeforeNavigateEvent} live-before-navigate - Cancelable, before a product's page is opened.
 */
export class ProductShelf extends ShoppingElement {
  static override styles = [tokens, controls, productSummary, searchTools, styles];

  /** Whose cart: `vitrine` (our server's) or `dom-events` (the shop's own); by default that of the room around, or of the page. */
  @property() cart: CartKind | '' = '';

  /** Shows everything the shop sells, found by the server, in place of what is on this show's shelf. */
  @property({ type: Boolean, attribute: 'whole-shop' }) wholeShop = false;

  @state() private words = '';
  @state() private category = '';
  /** So many products are shown; more as one scrolls. */
  @state() private shown = STEP;
  @state() private openId: string | undefined;
  @state() private skuId: string | undefined;

  readonly #adding = new AddToCart(this);
  readonly #waiting = new WaitForStock(this);
  readonly #finder = new ProductFinder(this, () => this.room?.products);

  constructor() {
    super();
    this.addController(new NearEnd(() => this.renderRoot.querySelector('[part="more"]'), this.#more));
  }

  override render() {
    return this.wholeShop ? this.#renderShop() : this.#renderShelf();
  }

  #renderShelf(): TemplateResult {
    const { shelf, shelfFailure } = this.room?.products ?? {};
    if (!shelf && shelfFailure) return this.#renderFailure(shelfFailure);
    if (!shelf) return this.#renderSkeleton();
    if (shelf.length === 0) return this.#renderEmpty();
    const { words, category } = this;
    const fitting = this.#sorted(filterProducts(shelf, words, category));
    const tools = renderSearchTools({
      words,
      category,
      categories: categoriesOf(shelf),
      onType: (typed) => Object.assign(this, { words: typed, shown: STEP }),
      onChoose: (chosen) => Object.assign(this, { category: chosen, shown: STEP }),
    });
    return html`${shelf.length >= SEARCH_FROM ? tools : nothing}
    ${this.#renderList(fitting.slice(0, this.shown), fitting.length > this.shown)}`;
  }

  #renderShop(): TemplateResult {
    const { found, failure, words, category, categories, hasMore } = this.#finder;
    const tools = renderSearchTools({
      words,
      category,
      categories: categories.map((each) => each.category),
      onType: (typed) => this.#finder.type(typed),
      onChoose: (chosen) => this.#finder.choose(chosen),
    });
    // What was read of a product since is newer than what the search found.
    const products = found?.map((product) => this.room?.products.product(product.id) ?? product);
    const list = products ? this.#renderList(products, hasMore) : this.#renderSkeleton();
    return html`${tools} ${failure ? this.#renderFailure(failure) : list}`;
  }

  #renderList(products: readonly Product[], more: boolean): TemplateResult {
    if (products.length === 0) return html`<p class="notice" role="status">${msg('Nothing found. Try another word.')}</p>`;
    return html`<ul part="list" class="list" aria-label=${msg('Products')}>
        ${repeat(products, ({ id }) => id, this.#renderProduct)}
      </ul>
      ${more ? html`<button part="more" class="button more" @click=${this.#more}>${msg('More')}</button>` : nothing}`;
  }

  readonly #more = (): void => {
    if (this.wholeShop) void this.#finder.more();
    else this.shown += STEP;
  };

  #renderFailure(code: LiveErrorCode): TemplateResult {
    return renderLoadFailure(msg('The products could not be loaded'), errorMessage(code), this.#again);
  }

  #renderSkeleton(): TemplateResult {
    const row = html`<li class="product" aria-hidden="true">
      <span class="image skeleton"></span>
      <span class="text"><span class="skeleton line"></span><span class="skeleton line short"></span></span>
    </li>`;
    return html`<p class="visually-hidden" role="status">${msg('Loading the products')}</p>
      <ul class="list" role="presentation">
        ${[row, row, row, row]}
      </ul>`;
  }

  #renderEmpty(): TemplateResult {
    return html`<slot name="empty">
      <div class="notice">
        ${icons.bag}
        <p>${msg('The products of this show will be here.')}</p>
      </div>
    </slot>`;
  }

  readonly #renderProduct = (product: Product): TemplateResult => {
    const locale = localeOf(this);
    const gone = isSoldOut(product);
    const sku = this.#sku(product);
    const image = safeUrl(product.images[0]);
    const title = titleOf(product, locale);
    const stock = sku && stockText(sku.stock);
    return html`<li part="product" class="product ${gone ? 'gone' : ''}">
      ${
        image
          ? html`<img part="image" class="image" src=${image} alt="" width="88" height="88" loading="lazy" decoding="async" />`
          : html`<span part="image" class="image empty">${icons.bag}</span>`
      }
      <div class="text">
        ${product.id === this.#explainedId ? html`<p class="now"><span class="dot"></span>${msg('Explaining now')}</p>` : nothing}
        <h3 part="title" class="title" dir="auto">${this.#renderTitle(product, title)}</h3>
        <div class="foot">
          <div>${this.#renderPrice(sku, locale)} ${stock ? html`<p part="stock" class="stock">${stock}</p>` : nothing}</div>
          ${gone && product.skus.length === 1 ? nothing : this.#renderAdd(product, sku, title, gone)}
        </div>
      </div>
      ${gone && sku && product.skus.length === 1 ? html`<div class="wait">${this.#waiting.render(product, sku)}</div>` : nothing}
      ${this.openId === product.id ? this.#renderChoice(product, sku) : nothing} ${this.#renderError(product)}
    </li>`;
  };

  #renderTitle({ url }: Product, title: string): TemplateResult {
    const link = safeUrl(url);
    return link ? html`<a href=${link} target="_blank" rel="noopener" @click=${onNavigate}>${title}</a>` : html`${title}`;
  }

  #renderPrice(sku: Sku | undefined, locale: string): TemplateResult | typeof nothing {
    if (!sku) return nothing;
    const { price, before } = priceOf(sku, this.room?.liveList.currentLive?.currency);
    return html`<p class="price number">
      <strong part="price">${price ? formatMoney(price, locale) : nothing}</strong>
      ${
        before
          ? html`<s part="before"><span class="visually-hidden">${msg('before:')} </span>${formatMoney(before, locale)}</s>`
          : nothing
      }
    </p>`;
  }

  #renderAdd(product: Product, sku: Sku | undefined, title: string, gone: boolean): TemplateResult {
    const mine = product.skus.some(({ id }) => id === this.#adding.skuId);
    const open = this.openId === product.id;
    return html`<button
      part="add"
      class="button icon ${open || gone ? '' : 'accent'}"
      aria-label=${open ? msg('Close the choice') : gone ? msg(str`Choose a variant: ${title}`) : msg(str`Add to cart: ${title}`)}
      aria-expanded=${product.skus.length > 1 ? String(open) : nothing}
      ?disabled=${mine && this.#adding.busy}
      @click=${() => this.#tap(product, sku)}
    >
      ${mine && this.#adding.done ? icons.check : open ? icons.close : icons.add}
    </button>`;
  }

  #renderChoice(product: Product, sku: Sku | undefined): TemplateResult {
    return html`<div class="choice">
      <variant-picker .skus=${product.skus} .skuId=${sku?.id} @change=${this.#pick}></variant-picker>
      ${
        sku?.stock === 0
          ? this.#waiting.render(product, sku, 'wide')
          : html`<button
              class="button accent wide"
              ?disabled=${!sku || this.#adding.busy}
              @click=${() => this.#add(product, sku)}
            >
              ${msg('Add to cart')}
            </button>`
      }
    </div>`;
  }

  #renderError({ skus }: Product): TemplateResult | typeof nothing {
    const { failure, skuId } = this.#adding;
    if (!failure || !skus.some(({ id }) => id === skuId)) return nothing;
    return html`<p class="error" role="alert">${errorMessage(failure)}</p>`;
  }

  protected override roomChanged(room: ShoppingRoom | undefined): void {
    Object.assign(this, { words: '', category: '', shown: STEP });
    this.#finder.reset();
    if (room && this.wholeShop) void this.#finder.find();
    else if (room && !room.products.shelf) void room.products.fetchShelf();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('wholeShop') && this.hasUpdated) this.#again();
  }

  readonly #again = (): void => {
    if (this.wholeShop) void this.#finder.find();
    else void this.room?.products.fetchShelf();
  };

  get #explainedId(): string | undefined {
    return this.room?.popup.listing?.goodsId;
  }

  #sorted(shelf: readonly Product[]): Product[] {
    const place = (product: Product) => (product.id === this.#explainedId ? 0 : isSoldOut(product) ? 2 : 1);
    return [...shelf].sort((a, b) => place(a) - place(b));
  }

  #sku(product: Product): Sku | undefined {
    const chosen = this.openId === product.id && product.skus.find(({ id }) => id === this.skuId);
    return chosen || firstChoice(product);
  }

  #tap(product: Product, sku: Sku | undefined): void {
    if (product.skus.length === 1) return void this.#add(product, sku);
    this.openId = this.openId === product.id ? undefined : product.id;
    this.skuId = undefined;
  }

  readonly #pick = (event: Event): void => {
    this.skuId = (event.target as HTMLElementTagNameMap['variant-picker']).skuId;
    this.#adding.reset();
  };

  async #add({ id: productId, externalId }: Product, sku: Sku | undefined): Promise<void> {
    if (!sku) return;
    const popupEventId = productId === this.#explainedId ? this.room?.popup.listing?.eventId : undefined;
    const addition = { productId, skuId: sku.id, options: sku.options, quantity: 1, externalId, popupEventId };
    if (await this.#adding.add(addition)) this.openId = undefined;
  }
}
