import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { CatalogueRepository } from '@vitrine/core/repositories/catalogue-repository.ts';
import { controls } from '../../shared/controls.styles.ts';
import { icons } from '../../shared/icons.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { consoleIcons } from '../console-icons.ts';
import { desk } from '../desk.styles.ts';
import { Notices } from '../notices.ts';
import { renderFailure, renderWaiting } from '../table.ts';
import { emptySku, type ProductDraft } from './product-draft.ts';
import { ProductEditing } from './product-editing.ts';
import { productFields, renderArea, renderField, renderSku } from './product-fields.ts';

type TextField = { [K in keyof ProductDraft]: ProductDraft[K] extends string ? K : never }[keyof ProductDraft];

/** One product: its texts and pictures, its variants with their prices and stock. */
export class LiveConsoleProduct extends LitElement {
  static override styles = [
    tokens,
    controls,
    desk,
    productFields,
    css`
      form {
        max-inline-size: 960px;
      }
      .adding {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: calc(var(--_space) * 3);
        margin-block-start: calc(var(--_space) * 4);
      }
      @container (min-width: 900px) {
        .fields > label:has([name='title'], [name='titleZh'], [name='category'], [name='tags']) {
          grid-column: span 2;
        }
      }
      /* Above the buttons that save. */
      .toast {
        inset-block-end: calc(var(--_space) * 16);
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
  readonly #editing = new ProductEditing(this, this.#notices);

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('catalogue') || changed.has('productId')) void this.#editing.read();
  }

  override render() {
    const { draft, failure, title } = this.#editing;
    const isNew = this.productId === 'new';
    return html`<div class="head">
        <button class="button icon plain back" aria-label=${msg('All products')} @click=${this.#leave}>
          ${consoleIcons.back}
        </button>
        <h2 dir="auto">${isNew ? msg('A new product') : (title ?? msg('Product'))}</h2>
        ${draft && !isNew && !draft.published ? html`<span class="state">${msg('Draft')}</span>` : nothing}
      </div>
      ${
        draft
          ? this.#renderForm(draft)
          : failure
            ? renderFailure(failure, () => void this.#editing.read())
            : renderWaiting(msg('Product'))
      }
      ${this.#notices.render()}`;
  }

  #renderForm(draft: ProductDraft): TemplateResult {
    const { faults, overtaken } = this.#editing;
    const field = (name: TextField, label: string, max: number) => ({
      name,
      label,
      max,
      value: draft[name],
      set: (value: string) => (draft[name] = value),
    });
    const text = (...of: Parameters<typeof field>) => renderField(field(...of), faults);
    const area = (...of: Parameters<typeof field>) => renderArea(field(...of), faults);
    return html`<form novalidate @submit=${this.#submit}>
      ${overtaken ? this.#renderConflict() : nothing}
      <section class="card fields">
        ${text('title', msg('Name of the product'), 200)} ${text('titleZh', msg('Name in Chinese'), 200)}
        ${area('description', msg('Description'), 5000)} ${text('category', msg('Category'), 80)}
        ${text('tags', msg('Tags, with commas between them'), 400)}
        ${area('images', msg('Links to pictures, one to a line'), 20_000)}
        ${text('url', msg('Its page in your shop (a link)'), 2048)} ${text('externalId', msg('Your own id of it'), 128)}
        ${text('maxQuantity', msg('Most of one variant in an order'), 3)}
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
        ${draft.skus.map((sku) => renderSku(draft, sku, faults, this.#removeSku))}
        <div class="adding">
          <button class="button" type="button" @click=${this.#addSku}>${icons.add} ${msg('Another variant')}</button>
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
        ${faults.size > 0 ? html`<p class="error" role="alert">${msg('Some fields need another look.')}</p>` : nothing}
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
        <button class="button" type="button" @click=${() => this.#editing.read()}>${msg('Look at theirs')}</button>
        <button class="button stop" type="button" @click=${this.#saveOver}>${msg('Save mine over it')}</button>
      </div>
    </section>`;
  }

  readonly #addSku = (): void => this.#editing.change(({ skus }) => skus.push(emptySku()));

  readonly #removeSku = (index: number): void => this.#editing.change(({ skus }) => skus.splice(index, 1));

  #take(name: string): string {
    const field = this.renderRoot.querySelector<HTMLInputElement>(`[name="${name}"]`);
    const value = field?.value.trim() ?? '';
    if (field) field.value = '';
    return value;
  }

  readonly #addAxis = (): void => {
    const axis = this.#take('axis');
    // Names that objects have a meaning of their own for are no options; the server refuses them too.
    if (axis && !['__proto__', 'constructor', 'prototype'].includes(axis) && !this.#editing.draft?.axes.includes(axis)) {
      this.#editing.change(({ axes }) => axes.push(axis));
    }
  };

  readonly #addCurrency = (): void => {
    const currency = this.#take('currency').toUpperCase();
    if (/^[A-Z]{3}$/.test(currency) && !this.#editing.draft?.currencies.includes(currency)) {
      this.#editing.change(({ currencies }) => currencies.push(currency));
    }
  };

  readonly #onAxisKey = (event: KeyboardEvent): void => onEnter(event, this.#addAxis);
  readonly #onCurrencyKey = (event: KeyboardEvent): void => onEnter(event, this.#addCurrency);

  readonly #leave = (): void => void this.dispatchEvent(new Event('back'));

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#leaveWhen(this.#editing.save());
  };

  readonly #saveOver = (): void => void this.#leaveWhen(this.#editing.saveOver());

  async #leaveWhen(saved: Promise<boolean>): Promise<void> {
    if (await saved) return this.#leave();
    await this.updateComplete;
    if (this.#editing.faults.size > 0) this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }
}

/** Enter in a field that adds something must not send the whole form. */
function onEnter(event: KeyboardEvent, act: () => void): void {
  if (event.key !== 'Enter' || event.isComposing) return;
  event.preventDefault();
  act();
}
