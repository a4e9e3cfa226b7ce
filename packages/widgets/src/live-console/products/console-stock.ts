import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { PagedList } from '@vitrine/core/paged-list.ts';
import { untracked } from '@vitrine/core/reactive.ts';
import { CatalogueRepository, movementsFile } from '@vitrine/core/repositories/catalogue-repository.ts';
import type { MovementReason, Sku, StockMovement } from '@vitrine/core/schemas/product.ts';
import type { VersionedProduct } from '@vitrine/core/schemas/product-edit.ts';
import type { Shop } from '@vitrine/core/shop.ts';
import { controls } from '../../shared/controls.styles.ts';
import { messageOf } from '../../shared/error-message.ts';
import { localeOf } from '../../shared/format.ts';
import { icons } from '../../shared/icons.ts';
import { optionsText } from '../../shared/product.ts';
import { SignalWatcher } from '../../shared/signal-watcher.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { consoleIcons } from '../console-icons.ts';
import { desk } from '../desk.styles.ts';
import { Notices } from '../notices.ts';
import { saveFile } from '../save-file.ts';
import { renderChips, renderEmpty, renderFailure, renderTable, renderWaiting } from '../table.ts';
import { formatWhen } from '../when.ts';

/** Another variant shall be looked at. */
export class ChooseSkuEvent extends Event {
  static readonly type = 'choose';
  readonly skuId: string;

  constructor(skuId: string) {
    super(ChooseSkuEvent.type);
    this.skuId = skuId;
  }
}

/** How the stock of a product's variants became what it is: when, why, by whom, and what was left. */
export class LiveConsoleStock extends SignalWatcher(LitElement) {
  static override styles = [tokens, controls, desk];

  @property({ attribute: false }) shop?: Shop;
  @property() productId = '';
  /** The variant that is looked at; empty for the first one. */
  @property() skuId = '';

  readonly #notices = new Notices(this);
  #movements: PagedList<StockMovement, object> | undefined;
  #shown = '';

  @state() private product: VersionedProduct | undefined;
  @state() private failure = '';

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    untracked(() => {
      if (changed.has('shop') || changed.has('productId')) void this.#read();
      this.#follow();
    });
  }

  override render() {
    const { product, failure } = this;
    const sku = this.#sku;
    return html`<div class="head">
        <button
          class="button icon plain back"
          aria-label=${msg('All products')}
          @click=${() => this.dispatchEvent(new Event('back'))}
        >
          ${consoleIcons.back}
        </button>
        <h2>${product ? html`<bdi>${msg(str`Stock of ${product.title}`)}</bdi>` : msg('Stock')}</h2>
      </div>
      ${
        product && sku
          ? this.#renderLedger(product, sku)
          : failure
            ? renderFailure(failure, () => void this.#read())
            : renderWaiting(msg('Stock'))
      }
      ${this.#notices.render()}`;
  }

  get #sku(): Sku | undefined {
    const { product, skuId } = this;
    return product?.skus.find(({ id }) => id === skuId) ?? product?.skus[0];
  }

  #renderLedger({ skus }: VersionedProduct, sku: Sku): TemplateResult {
    const choices = skus.map(({ id, options, code }, index) => ({
      value: id,
      text: optionsText(options) || code || msg(str`Variant ${index + 1}`),
    }));
    const choose = (skuId: string) => this.dispatchEvent(new ChooseSkuEvent(skuId));
    return html`${skus.length > 1 ? renderChips(msg('Which variant'), choices, sku.id, choose) : nothing}
      <div class="toolbar">
        <button class="button" ?disabled=${this.#notices.busy} @click=${() => this.#save(sku.id)}>
          ${icons.down} ${msg('All of it as CSV')}
        </button>
      </div>
      ${this.#movements ? this.#renderMovements(this.#movements) : nothing}`;
  }

  #renderMovements(list: PagedList<StockMovement, object>): TemplateResult {
    const locale = localeOf(this);
    const number = new Intl.NumberFormat(locale);
    const signed = new Intl.NumberFormat(locale, { signDisplay: 'always' });
    return renderTable<StockMovement>({
      label: msg('Changes of the stock'),
      list,
      keyOf: ({ id }) => String(id),
      columns: [
        { name: msg('Why'), kind: 'main', cell: ({ reason }) => html`<strong>${reasonText(reason)}</strong>` },
        { name: msg('When'), cell: ({ at }) => formatWhen(at, locale) },
        {
          name: msg('Order or person'),
          cell: ({ orderId, userId }) => html`<bdi>${[userId, orderId].filter(Boolean).join(' · ') || '–'}</bdi>`,
        },
        { name: msg('Change'), kind: 'amount', cell: ({ delta }) => html`<bdi>${signed.format(delta)}</bdi>` },
        { name: msg('Left'), kind: 'amount', cell: ({ balance }) => number.format(balance) },
      ],
      empty: renderEmpty(msg('Nothing moved yet'), msg('Every sale, return and edit is written down here.')),
    });
  }

  /** Reads another ledger where another variant is looked at. */
  #follow(): void {
    const { shop, productId } = this;
    const skuId = this.#sku?.id ?? '';
    if (!shop || skuId === this.#shown) return;
    this.#shown = skuId;
    this.#movements = skuId ? new CatalogueRepository(shop).movements({ productId, skuId }) : undefined;
    void this.#movements?.fetch({});
  }

  async #save(skuId: string): Promise<void> {
    const { shop, productId } = this;
    if (!shop) return;
    await this.#notices.act(() => saveFile(shop, movementsFile({ productId, skuId }), {}, `stock-${skuId}.csv`));
  }

  async #read(): Promise<void> {
    const { shop, productId } = this;
    if (!shop || !productId) return;
    this.product = undefined;
    this.failure = '';
    try {
      const product = await new CatalogueRepository(shop).read(productId);
      if (productId === this.productId) this.product = product;
    } catch (error) {
      if (productId === this.productId) this.failure = messageOf(error);
    }
  }
}

function reasonText(reason: MovementReason): string {
  switch (reason) {
    case 'initial':
      return msg('Put into the catalogue');
    case 'edit':
      return msg('Changed by hand');
    case 'import':
      return msg('Imported');
    case 'reserve':
      return msg('Ordered');
    case 'release':
      return msg('Order not paid or cancelled');
    case 'restock':
      return msg('Came back');
  }
}
