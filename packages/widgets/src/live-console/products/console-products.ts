import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { CatalogueRepository } from '@vitrine/core/repositories/catalogue-repository.ts';
import { ProductSort } from '@vitrine/core/schemas/product.ts';
import type { VersionedProduct } from '@vitrine/core/schemas/product-edit.ts';
import type { Shop } from '@vitrine/core/shop.ts';
import { controls } from '../../shared/controls.styles.ts';
import { errorMessage } from '../../shared/error-message.ts';
import { localeOf } from '../../shared/format.ts';
import { icons } from '../../shared/icons.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { ConsoleSection } from '../console-section.ts';
import { desk } from '../desk.styles.ts';
import { renderEmpty, renderTable } from '../table.ts';
import type { ChooseSkuEvent } from './console-stock.ts';
import { priceText, productCells, renderName, stockOf } from './product-cells.ts';
import { renderToolbar } from './product-toolbar.ts';

const TYPING_MS = 250;

/** What the shop sells and what it does not sell yet, and one product in full. */
export class LiveConsoleProducts extends ConsoleSection {
  static override styles = [tokens, controls, desk, productCells];

  #catalogue: CatalogueRepository | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;

  @state() private categories: readonly string[] = [];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  protected override opened(shop: Shop): void {
    const catalogue = new CatalogueRepository(shop);
    this.#catalogue = catalogue;
    // Without them the list can still be searched.
    const take = ({ items }: Awaited<ReturnType<CatalogueRepository['categories']>>) =>
      (this.categories = items.map(({ category }) => category).filter(Boolean));
    catalogue.categories().then(take, () => {});
  }

  protected override filtered(): void {
    const { product, stock, q, category, sort, status } = this.filters;
    if (product || stock) return;
    if (status === 'deleted') return void this.#catalogue?.products.fetch({ status });
    void this.#catalogue?.products.fetch({
      ...(q ? { q } : {}),
      ...(category ? { category } : {}),
      ...(ProductSort.options.includes(sort as ProductSort) ? { sort: sort as ProductSort } : {}),
      ...(status === 'draft' ? { status } : {}),
    });
  }

  protected override updated(changed: PropertyValues): void {
    // Filters that came from elsewhere show in the field; what is being typed there is not touched.
    const field = this.renderRoot.querySelector<HTMLInputElement>('input[type="search"]');
    const { q = '' } = this.filters;
    if (field && changed.has('filters') && field.value.trim() !== q) field.value = q;
  }

  override render() {
    const { product, stock, sku } = this.filters;
    const catalogue = this.#catalogue;
    if (!catalogue) return nothing;
    if (stock) {
      return html`<live-console-stock
        .shop=${this.shop}
        .productId=${stock}
        .skuId=${sku ?? ''}
        @choose=${({ skuId }: ChooseSkuEvent) => this.filter({ sku: skuId })}
        @back=${() => this.filter({ stock: undefined, sku: undefined })}
      ></live-console-stock>`;
    }
    if (product) {
      return html`<live-console-product
          .catalogue=${catalogue}
          .productId=${product}
          .currency=${this.#currency(catalogue)}
          @back=${() => this.filter({ product: undefined })}
        ></live-console-product>
        ${this.notices.render()}`;
    }
    return html`<div class="head">
        <h2>${msg('Products')}</h2>
        <button class="button accent" @click=${() => this.filter({ product: 'new' })}>
          ${icons.add} ${msg('Add a product')}
        </button>
      </div>
      ${renderToolbar({
        filters: this.filters,
        categories: this.categories,
        onFilter: (change) => this.filter(change),
        onType: this.#type,
      })}
      ${this.#renderList(catalogue)} ${this.notices.render()} ${this.questions.render()}`;
  }

  #renderList({ products }: CatalogueRepository): TemplateResult {
    const locale = localeOf(this);
    const { q, category, status } = this.filters;
    return renderTable<VersionedProduct>({
      label: msg('Products'),
      list: products,
      keyOf: ({ id }) => id,
      columns: [
        { name: msg('Product'), kind: 'main', cell: this.#renderName },
        { name: msg('Category'), cell: (product) => html`<span dir="auto">${product.category || '–'}</span>` },
        { name: msg('Variants'), kind: 'amount', cell: ({ skus }) => skus.length },
        { name: msg('Stock'), kind: 'amount', cell: (product) => this.#renderStock(product, locale) },
        { name: msg('Price'), kind: 'amount', cell: (product) => priceText(product, locale) },
        { name: msg('What to do'), kind: 'act', cell: (product) => this.#renderActs(product) },
      ],
      empty: q || category ? this.#renderNothingFound() : this.#renderNothing(status),
    });
  }

  readonly #renderName = (product: VersionedProduct): TemplateResult =>
    renderName(product, this.#showsDeleted ? undefined : () => this.filter({ product: product.id }));

  get #showsDeleted(): boolean {
    return this.filters['status'] === 'deleted';
  }

  /** How many there are, and a way to how they became so many. */
  #renderStock(product: VersionedProduct, locale: string): TemplateResult {
    const { id, title } = product;
    const stock = stockOf(product);
    const text = stock === 0 ? msg('Sold out') : new Intl.NumberFormat(locale).format(stock);
    if (this.#showsDeleted) return html`${text}`;
    return html`<button
      class="link"
      aria-label=${msg(str`Stock of ${title}: ${text}`)}
      @click=${() => this.filter({ stock: id, sku: undefined })}
    >
      ${stock === 0 ? html`<span class="state bad">${text}</span>` : text}
    </button>`;
  }

  #renderActs({ id, title, published = true }: VersionedProduct): TemplateResult {
    if (this.#showsDeleted) {
      return html`<button
        class="button plain"
        aria-label=${msg(str`Put back: ${title}`)}
        ?disabled=${this.notices.busy}
        @click=${() => this.#restore(id, title)}
      >
        ${msg('Put back')}
      </button>`;
    }
    return html`<button
        class="button plain"
        aria-label=${published ? msg(str`Unpublish ${title}`) : msg(str`Publish ${title}`)}
        ?disabled=${this.notices.busy}
        @click=${() => this.#publish(id, !published)}
      >
        ${published ? msg('Unpublish') : msg('Publish')}
      </button>
      <button class="button icon plain" aria-label=${msg(str`Delete ${title}`)} @click=${() => this.#remove(id, title)}>
        ${icons.trash}
      </button>`;
  }

  #renderNothing(status: string | undefined): TemplateResult {
    if (status === 'deleted') return renderEmpty(msg('Nothing was deleted'), msg('What you delete can be put back from here.'));
    return status === 'draft'
      ? renderEmpty(msg('No drafts'), msg('What you take off sale, or add without publishing it, waits here.'))
      : renderEmpty(
          msg('Nothing on sale yet'),
          msg('Add a product by hand, or import those that you have.'),
          html`<button class="button accent" @click=${() => this.filter({ product: 'new' })}>${msg('Add a product')}</button>`,
        );
  }

  #renderNothingFound(): TemplateResult {
    return renderEmpty(
      msg('Nothing found'),
      msg('Try another word, or look at everything.'),
      html`<button class="button" @click=${() => this.filter({ q: '', category: '' })}>${msg('All products')}</button>`,
    );
  }

  /** A new product is priced as the others are. */
  #currency({ products }: CatalogueRepository): string {
    return products.items?.[0]?.skus[0]?.prices[0]?.currency ?? 'USD';
  }

  async #publish(id: string, published: boolean): Promise<void> {
    const set = async (on: boolean) => {
      await this.#catalogue?.update(id, { published: on });
      await this.#catalogue?.products.refresh();
    };
    const done = published ? msg('The product is on sale') : msg('The product is a draft now');
    await this.notices.change(set, published, !published, done);
  }

  async #remove(id: string, title: string): Promise<void> {
    const answer = await this.questions.ask({
      title: msg(str`Delete ${title}?`),
      text: msg('It goes off sale; under “Deleted” it can be put back. Orders of it stay as they are.'),
      confirm: msg('Delete'),
      danger: true,
    });
    if (!answer) return;
    await this.notices.act(
      async () => {
        await this.#catalogue?.remove(id);
        await this.#catalogue?.products.refresh();
      },
      msg(str`${title} is deleted`),
      () => this.#putBack(id),
    );
  }

  #restore(id: string, title: string): void {
    void this.notices.act(
      () => this.#putBack(id),
      msg(str`${title} is back as it was`),
      undefined,
      (code) =>
        code === 'conflict' ? msg('Another product has its id of your shop now. Change that one first.') : errorMessage(code),
    );
  }

  async #putBack(id: string): Promise<void> {
    await this.#catalogue?.restore(id);
    await this.#catalogue?.products.refresh();
  }

  readonly #type = (event: InputEvent): void => {
    const q = (event.target as HTMLInputElement).value;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.filter({ q: q.trim() }, false), TYPING_MS);
  };
}
