import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { HostRoom } from '@vitrine/core/host-room.ts';
import { MAX_STOCK, type Product, type Sku, type SkuStock, type StockEdit } from '@vitrine/core/schemas/product.ts';
import { controls } from '../shared/controls.styles.ts';
import { failureOf } from '../shared/error-message.ts';
import { localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { optionsText, titleOf } from '../shared/product.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { panel } from './panel.styles.ts';
import styles from './stock-dialog.styles.ts';
import { StudioElement } from './studio-element.ts';

const STEP = 10;

/** Sets how many there are of each variant of a product, and stops its sale, in the middle of a show. */
export class LiveStudioStock extends StudioElement {
  static override styles = [tokens, controls, panel, styles];

  @state() private productId: string | undefined;
  @state() private shown = STEP;
  @state() private stocks: ReadonlyMap<string, SkuStock> = new Map();
  @state() private busyId: string | undefined;
  @state() private failures: ReadonlyMap<string, string> = new Map();
  @query('dialog') private dialog!: HTMLDialogElement;

  /** Opens for a product of the room's shelf. */
  show({ id }: Pick<Product, 'id'>): void {
    this.productId = id;
    this.shown = STEP;
    this.stocks = new Map();
    this.failures = new Map();
    this.dialog.showModal();
    this.#read();
  }

  override render() {
    const product = this.productId === undefined ? undefined : this.room?.products.product(this.productId);
    return html`<dialog aria-labelledby="title" @click=${this.#backdrop} @close=${() => (this.productId = undefined)}>
      <div class="dialog-head">
        <h2 id="title">${product ? html`${msg('Stock')}: <bdi>${titleOf(product, localeOf(this))}</bdi>` : msg('Stock')}</h2>
        <button class="button icon plain" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>${icons.close}</button>
      </div>
      ${product ? this.#renderSkus(product) : nothing}
    </dialog>`;
  }

  #renderSkus(product: Product): TemplateResult {
    return html`<ul class="skus">
        ${repeat(
          product.skus.slice(0, this.shown),
          ({ id }) => id,
          (sku) => this.#renderSku(product, sku),
        )}
      </ul>
      ${product.skus.length > this.shown ? html`<button class="button more" @click=${this.#more}>${msg('More')}</button>` : nothing}`;
  }

  #renderSku(product: Product, sku: Sku): TemplateResult {
    const known = this.stocks.get(sku.id);
    const name = optionsText(sku.options) || titleOf(product, localeOf(this));
    const failure = this.failures.get(sku.id);
    const busy = this.busyId === sku.id;
    return html`<li class="variant">
      <form class="sku" @submit=${(event: SubmitEvent) => this.#submit(event, sku)}>
        <label class="amount">
          <span><bdi>${name}</bdi></span>
          <input
            class="number"
            name="stock"
            type="number"
            inputmode="numeric"
            min="0"
            max=${MAX_STOCK}
            step="1"
            required
            .value=${known ? String(known.stock) : ''}
            ?disabled=${!known || busy}
          />
        </label>
        <button class="button" aria-label=${msg(str`Save the stock of ${name}`)} ?disabled=${!known || busy}>
          ${msg('Save')}
        </button>
        <label class="check">
          <input
            type="checkbox"
            role="switch"
            .checked=${known?.soldOut ?? false}
            ?disabled=${!known || busy}
            @change=${(event: Event) => this.#switch(event, sku)}
          />
          <span>${msg('Sold out')}<span class="visually-hidden">: ${name}</span></span>
        </label>
        ${known && known.waiting > 0 ? html`<p class="hint number">${msg(str`Waiting: ${known.waiting}`)}</p>` : nothing}
      </form>
      ${failure ? html`<p class="error" role="alert">${failure}</p>` : nothing}
      ${
        failure && !known
          ? html`<button class="button again" @click=${() => this.#read()}>${icons.retry}${msg('Try again')}</button>`
          : nothing
      }
    </li>`;
  }

  protected override roomChanged(room: HostRoom | undefined, until: AbortSignal): void {
    room?.bus.on('stock.changed', ({ skuId, stock }) => this.#told(skuId, stock), until);
  }

  readonly #backdrop = (event: MouseEvent): void => {
    if (event.target === this.dialog) this.dialog.close();
  };

  readonly #more = (): void => {
    this.shown += STEP;
    this.#read();
  };

  /** Asks only for the variants that are shown and not known: a product may have hundreds. */
  #read(): void {
    const product = this.productId === undefined ? undefined : this.room?.products.product(this.productId);
    for (const { id } of product?.skus.slice(0, this.shown) ?? []) {
      if (!this.stocks.has(id)) void this.#try(id, () => this.room!.products.fetchStock(product!.id, id));
    }
  }

  /** What the room hears is what can be bought; the number behind the switch stays. */
  #told(skuId: string, available: number): void {
    const known = this.stocks.get(skuId);
    if (known) this.#keep({ ...known, available, ...(known.soldOut ? {} : { stock: available }) });
  }

  /** What was sold while the host was typing stays sold: the difference is sent, not the number. */
  #submit(event: SubmitEvent, { id }: Sku): void {
    event.preventDefault();
    const known = this.stocks.get(id);
    const wanted = (event.currentTarget as HTMLFormElement).querySelector<HTMLInputElement>('[name="stock"]')!.valueAsNumber;
    const stockDelta = wanted - (known?.stock ?? 0);
    if (known && stockDelta !== 0) void this.#edit(id, { stockDelta });
  }

  #switch(event: Event, { id }: Sku): void {
    const input = event.target as HTMLInputElement;
    const soldOut = input.checked;
    // It shows what is, not what was wanted.
    input.checked = !soldOut;
    void this.#edit(id, { soldOut });
  }

  async #edit(skuId: string, edit: StockEdit): Promise<void> {
    const { productId } = this;
    if (productId === undefined || this.busyId !== undefined) return;
    this.busyId = skuId;
    await this.#try(skuId, () => this.room!.products.editStock(productId, skuId, edit));
    this.busyId = undefined;
  }

  async #try(skuId: string, act: () => Promise<SkuStock>): Promise<void> {
    const failures = new Map(this.failures);
    failures.delete(skuId);
    this.failures = failures;
    const failure = await failureOf(async () => this.#keep(await act()));
    if (failure) this.failures = new Map(this.failures).set(skuId, failure);
  }

  #keep(stock: SkuStock): void {
    this.stocks = new Map(this.stocks).set(stock.skuId, stock);
  }
}
