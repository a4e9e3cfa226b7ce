import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { errorCode } from '@vitrine/core/errors.ts';
import type { CatalogueRepository } from '@vitrine/core/repositories/catalogue-repository.ts';
import type { VersionedProduct } from '@vitrine/core/schemas/product-edit.ts';
import { controls } from '../../shared/controls.styles.ts';
import { messageOf } from '../../shared/error-message.ts';
import { icons } from '../../shared/icons.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { consoleIcons } from '../console-icons.ts';
import { desk } from '../desk.styles.ts';
import { Notices } from '../notices.ts';
import { renderFailure, renderWaiting } from '../table.ts';
import {
  draftOf,
  emptySku,
  type Faults,
  patchOf,
  type ProductDraft,
  readDraft,
  type SkuDraft,
  stockMoves,
} from './product-draft.ts';

type TextField = { [K in keyof ProductDraft]: ProductDraft[K] extends string ? K : never }[keyof ProductDraft];

/** One product: its texts and pictures, its variants with their prices and stock. */
export class LiveConsoleProduct extends LitElement {
  static override styles = [
    tokens,
    controls,
    desk,
    css`
      form {
        max-inline-size: 960px;
      }
      .fault {
        color: var(--_danger);
        font-size: 12px;
      }
      .sku + .sku {
        margin-block-start: calc(var(--_space) * 4);
        padding-block-start: calc(var(--_space) * 4);
        border-block-start: 1px solid var(--_line);
      }
      .sku-head {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }
      .adding {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: calc(var(--_space) * 3);
        margin-block-start: calc(var(--_space) * 4);
      }
      .alert {
        border-color: var(--_warning);
      }
      .alert .actions {
        margin-block-start: calc(var(--_space) * 3);
      }
      .save {
        position: sticky;
        inset-block-end: calc(-1 * var(--_gutter-end));
        align-items: center;
        margin-block: calc(var(--_space) * 4) calc(-1 * var(--_gutter-end));
        padding-block: calc(var(--_space) * 3) max(calc(var(--_space) * 3), env(safe-area-inset-bottom));
        background: var(--_surface);
        border-block-start: 1px solid var(--_line);
      }
      .save .error {
        flex: 1 1 200px;
        margin: 0;
      }
      @container (max-width: 480px) {
        .save .error {
          flex-basis: 100%;
        }
        .save .button {
          flex: 1;
        }
      }
    `,
  ];

  @property({ attribute: false }) catalogue?: CatalogueRepository;
  /** `new` for one that does not exist yet. */
  @property() productId = '';
  /** That of the first price of a new product. */
  @property() currency = 'USD';

  readonly #notices = new Notices(this);
  #product: VersionedProduct | undefined;

  @state() private draft: ProductDraft | undefined;
  @state() private failure = '';
  @state() private faults: Faults = new Map();
  @state() private overtaken = false;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('catalogue') || changed.has('productId')) void this.#read();
  }

  override render() {
    const { draft, failure } = this;
    const isNew = this.productId === 'new';
    return html`<div class="head">
        <button class="button icon plain" aria-label=${msg('All products')} @click=${this.#leave}>${consoleIcons.back}</button>
        <h2 dir="auto">${isNew ? msg('A new product') : (this.#product?.title ?? msg('Product'))}</h2>
        ${draft && !isNew && !draft.published ? html`<span class="state">${msg('Draft')}</span>` : nothing}
      </div>
      ${
        draft
          ? this.#renderForm(draft)
          : failure
            ? renderFailure(failure, () => void this.#read())
            : renderWaiting(msg('Product'))
      }
      ${this.#notices.render()}`;
  }

  #renderForm(draft: ProductDraft): TemplateResult {
    return html`<form novalidate @submit=${this.#submit}>
      ${this.overtaken ? this.#renderConflict() : nothing}
      <section class="card fields">
        ${this.#renderText(draft, 'title', msg('Name'), 200)} ${this.#renderText(draft, 'titleZh', msg('Name in Chinese'), 200)}
        ${this.#renderArea(draft, 'description', msg('Description'), 5000)}
        ${this.#renderText(draft, 'category', msg('Category'), 80)}
        ${this.#renderText(draft, 'tags', msg('Tags, with commas between them'), 400)}
        ${this.#renderArea(draft, 'images', msg('Links to pictures, one to a line'), 20_000)}
        ${this.#renderText(draft, 'url', msg('Its page in your shop (a link)'), 2048)}
        ${this.#renderText(draft, 'externalId', msg('Your own id of it'), 128)}
        ${this.#renderText(draft, 'maxQuantity', msg('Most of one variant in an order'), 3)}
        <label class="check">
          <input
            type="checkbox"
            name="published"
            .checked=${draft.published}
            @change=${(event: Event) => (draft.published = (event.target as HTMLInputElement).checked)}
          />
          <span>${msg('On sale')}</span>
        </label>
      </section>
      <section class="card">
        <h3>${msg('Variants')}</h3>
        ${draft.skus.map((sku, index) => this.#renderSku(draft, sku, index))}
        <div class="adding">
          <button class="button" type="button" @click=${() => this.#change((next) => next.skus.push(emptySku()))}>
            ${icons.add} ${msg('Another variant')}
          </button>
          <label>
            <span>${msg('An option, like Size')}</span>
            <input name="axis" maxlength="40" autocomplete="off" @keydown=${this.#onAxisKey} />
          </label>
          <button class="button" type="button" @click=${this.#addAxis}>${msg('Add the option')}</button>
          <label>
            <span>${msg('A currency, like EUR')}</span>
            <input name="currency" maxlength="3" autocomplete="off" autocapitalize="characters" @keydown=${this.#onCurrencyKey} />
          </label>
          <button class="button" type="button" @click=${this.#addCurrency}>${msg('Add the currency')}</button>
        </div>
      </section>
      <div class="actions save">
        ${this.faults.size > 0 ? html`<p class="error" role="alert">${msg('Some fields need another look.')}</p>` : nothing}
        <button class="button" type="button" @click=${this.#leave}>${msg('Cancel')}</button>
        <button class="button accent" ?disabled=${this.#notices.busy}>${msg('Save')}</button>
      </div>
    </form>`;
  }

  #renderConflict(): TemplateResult {
    return html`<section class="card alert" role="alert">
      <h3>${msg('Somebody changed this product meanwhile')}</h3>
      <p>${msg('Look at theirs and change it again, or save yours over it.')}</p>
      <div class="actions">
        <button class="button" type="button" @click=${() => this.#read()}>${msg('Look at theirs')}</button>
        <button class="button stop" type="button" @click=${this.#saveOver}>${msg('Save mine over it')}</button>
      </div>
    </section>`;
  }

  #renderText(draft: ProductDraft, name: TextField, label: string, max: number): TemplateResult {
    return this.#field(name, label, draft[name], max, (value) => (draft[name] = value));
  }

  #renderArea(draft: ProductDraft, name: TextField, label: string, max: number): TemplateResult {
    return html`<label class="all">
      <span>${label}</span>
      <textarea
        name=${name}
        rows="3"
        maxlength=${max}
        dir="auto"
        aria-invalid=${this.faults.has(name)}
        .value=${draft[name]}
        @input=${(event: Event) => (draft[name] = (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      ${this.#renderFault(name)}
    </label>`;
  }

  #renderSku(draft: ProductDraft, sku: SkuDraft, index: number): TemplateResult {
    const name = (field: string) => `sku-${index}-${field}`;
    return html`<fieldset class="sku">
      <legend class="visually-hidden">${msg(str`Variant ${index + 1}`)}</legend>
      <div class="sku-head">
        <strong dir="auto">${Object.values(sku.options).filter(Boolean).join(' · ') || msg(str`Variant ${index + 1}`)}</strong>
        ${
          draft.skus.length > 1
            ? html`<button
                class="button icon plain"
                type="button"
                aria-label=${msg(str`Take variant ${index + 1} off sale`)}
                @click=${() => this.#change((next) => next.skus.splice(index, 1))}
              >
                ${icons.trash}
              </button>`
            : nothing
        }
      </div>
      ${this.#renderFault(`sku-${index}`)}
      <div class="fields">
        ${draft.axes.map((axis) =>
          this.#field(name(`option-${axis}`), axis, sku.options[axis] ?? '', 80, (value) => (sku.options[axis] = value)),
        )}
        ${draft.currencies.map(
          (currency) => html`
            ${this.#field(name(`price-${currency}`), msg(str`Price in ${currency}`), sku.prices[currency] ?? '', 20, (value) => (sku.prices[currency] = value), 'decimal')}
            ${this.#field(name(`compare-${currency}`), msg(str`Instead of, in ${currency}`), sku.compareAt[currency] ?? '', 20, (value) => (sku.compareAt[currency] = value), 'decimal')}
          `,
        )}
        ${this.#field(name('stock'), msg('Stock'), sku.stock, 10, (value) => (sku.stock = value), 'numeric')}
        ${this.#field(name('code'), msg('Your own code'), sku.code, 80, (value) => (sku.code = value))}
      </div>
    </fieldset>`;
  }

  #field(
    name: string,
    label: string,
    value: string,
    max: number,
    set: (value: string) => unknown,
    mode: 'text' | 'decimal' | 'numeric' = 'text',
  ): TemplateResult {
    return html`<label>
      <span>${label}</span>
      <input
        name=${name}
        maxlength=${max}
        inputmode=${mode}
        autocomplete="off"
        dir=${mode === 'text' ? 'auto' : nothing}
        aria-invalid=${this.faults.has(name)}
        .value=${value}
        @input=${(event: Event) => set((event.target as HTMLInputElement).value)}
      />
      ${this.#renderFault(name)}
    </label>`;
  }

  #renderFault(name: string): TemplateResult | typeof nothing {
    const fault = this.faults.get(name);
    return fault ? html`<span class="fault">${fault}</span>` : nothing;
  }

  #change(change: (draft: ProductDraft) => unknown): void {
    if (!this.draft) return;
    change(this.draft);
    this.draft = { ...this.draft };
  }

  #take(name: string): string {
    const field = this.renderRoot.querySelector<HTMLInputElement>(`[name="${name}"]`);
    const value = field?.value.trim() ?? '';
    if (field) field.value = '';
    return value;
  }

  readonly #addAxis = (): void => {
    const axis = this.#take('axis');
    // Names that objects have a meaning of their own for are no options; the server refuses them too.
    if (axis && !['__proto__', 'constructor', 'prototype'].includes(axis) && !this.draft?.axes.includes(axis)) {
      this.#change(({ axes }) => axes.push(axis));
    }
  };

  readonly #addCurrency = (): void => {
    const currency = this.#take('currency').toUpperCase();
    if (/^[A-Z]{3}$/.test(currency) && !this.draft?.currencies.includes(currency)) {
      this.#change(({ currencies }) => currencies.push(currency));
    }
  };

  readonly #onAxisKey = (event: KeyboardEvent): void => onEnter(event, this.#addAxis);
  readonly #onCurrencyKey = (event: KeyboardEvent): void => onEnter(event, this.#addCurrency);

  readonly #leave = (): void => void this.dispatchEvent(new Event('back'));

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#save();
  };

  readonly #saveOver = async (): Promise<void> => {
    const theirs = await this.#notices.act(async () => this.catalogue?.read(this.productId));
    if (!theirs || !this.draft) return;
    this.#product = theirs;
    // Stock was counted from what was shown, and variants that they took off sale are none of ours any more.
    const known = new Set(theirs.skus.map(({ id }) => id));
    this.#change((draft) => (draft.skus = draft.skus.filter(({ id }) => id === undefined || known.has(id))));
    await this.#save();
  };

  async #save(): Promise<void> {
    const { catalogue, draft } = this;
    if (!catalogue || !draft || this.#notices.busy) return;
    const { fields, skus, faults } = readDraft(draft);
    this.faults = faults;
    if (faults.size > 0) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    this.overtaken = false;
    const saved = await this.#notices.act(async () => {
      if (!this.#product) {
        return catalogue.create({ ...fields, skus: skus.map(({ code, ...sku }) => ({ ...sku, ...(code ? { code } : {}) })) });
      }
      try {
        await catalogue.update(this.#product.id, patchOf(this.#product, draft));
      } catch (error) {
        if (errorCode(error) !== 'conflict') throw error;
        this.overtaken = true;
        return undefined;
      }
      for (const { skuId, stockDelta } of stockMoves(draft)) {
        await catalogue.editStock(this.#product.id, skuId, { stockDelta });
      }
      return this.#product;
    });
    if (saved) this.#leave();
    // What was half saved must not be saved a second time.
    else if (!this.overtaken && this.#product) await this.#freshen();
  }

  /** After a failure: another attempt starts from what the server has now, and keeps what stands in the form. */
  async #freshen(): Promise<void> {
    const now = await this.catalogue?.read(this.productId).catch(() => undefined);
    if (!now || !this.draft) return;
    this.#product = now;
    const stock = new Map(now.skus.map((sku) => [sku.id, sku.stock]));
    this.#change(
      (draft) => (draft.skus = draft.skus.map((sku) => ({ ...sku, shownStock: stock.get(sku.id ?? '') ?? sku.shownStock }))),
    );
  }

  async #read(): Promise<void> {
    const { catalogue, productId } = this;
    if (!catalogue) return;
    this.failure = '';
    this.overtaken = false;
    this.faults = new Map();
    this.draft = undefined;
    this.#product = undefined;
    if (productId === 'new') {
      this.draft = draftOf(undefined, this.currency);
      return;
    }
    try {
      const product = await catalogue.read(productId);
      if (productId !== this.productId) return;
      this.#product = product;
      this.draft = draftOf(product, this.currency);
    } catch (error) {
      this.failure = messageOf(error);
    }
  }
}

/** Enter in a field that adds something must not send the whole form. */
function onEnter(event: KeyboardEvent, act: () => void): void {
  if (event.key !== 'Enter' || event.isComposing) return;
  event.preventDefault();
  act();
}
