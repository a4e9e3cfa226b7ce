import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { icons } from '../../shared/icons.ts';
import type { Faults, ProductDraft, SkuDraft } from './product-draft.ts';

export const productFields = css`
  .fault {
    display: block;
    /* Below the ring of a field that has the focus. */
    margin-block-start: calc(var(--_space) * 1.5);
    color: var(--_danger);
    font-size: 12px;
  }
  /* What is wrong with one field moves none of those beside it. */
  .fields:has(.fault) {
    align-items: start;
  }
  .fields:has(.fault) > .check {
    align-self: end;
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
    margin-block-end: var(--_space);
  }
`;

interface Field {
  /** Also that of its fault. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** Most letters. */
  readonly max: number;
  readonly mode?: 'text' | 'decimal' | 'numeric';
  readonly set: (value: string) => unknown;
}

/** A line to be filled in, and what is wrong with it. */
export function renderField({ name, label, value, max, mode = 'text', set }: Field, faults: Faults): TemplateResult {
  return html`<label>
    <span>${label}</span>
    <input
      name=${name}
      maxlength=${max}
      inputmode=${mode}
      autocomplete="off"
      dir=${mode === 'text' ? 'auto' : nothing}
      aria-invalid=${faults.has(name)}
      .value=${value}
      @input=${(event: Event) => set((event.target as HTMLInputElement).value)}
    />
    ${renderFault(name, faults)}
  </label>`;
}

/** Several lines to be filled in, and what is wrong with them. */
export function renderArea({ name, label, value, max, set }: Field, faults: Faults): TemplateResult {
  return html`<label class="all">
    <span>${label}</span>
    <textarea
      name=${name}
      rows="3"
      maxlength=${max}
      dir="auto"
      aria-invalid=${faults.has(name)}
      .value=${value}
      @input=${(event: Event) => set((event.target as HTMLTextAreaElement).value)}
    ></textarea>
    ${renderFault(name, faults)}
  </label>`;
}

/** One variant: its options, prices, stock and code. `remove` takes it off sale; the last one stays. */
export function renderSku(draft: ProductDraft, sku: SkuDraft, faults: Faults, remove: (index: number) => void): TemplateResult {
  const index = draft.skus.indexOf(sku);
  const field = (
    name: string,
    label: string,
    value: string | undefined,
    max: number,
    set: (value: string) => unknown,
    mode?: Field['mode'],
  ) => renderField({ name: `sku-${index}-${name}`, label, value: value ?? '', max, mode, set }, faults);
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
              @click=${() => remove(index)}
            >
              ${icons.trash}
            </button>`
          : nothing
      }
    </div>
    ${renderFault(`sku-${index}`, faults)}
    <div class="fields">
      ${draft.axes.map((axis) => field(`option-${axis}`, axis, sku.options[axis], 80, (value) => (sku.options[axis] = value)))}
      ${draft.currencies.map(
        (currency) => html`
          ${field(`price-${currency}`, msg(str`Price in ${currency}`), sku.prices[currency], 20, (value) => (sku.prices[currency] = value), 'decimal')}
          ${field(`compare-${currency}`, msg(str`Instead of, in ${currency}`), sku.compareAt[currency], 20, (value) => (sku.compareAt[currency] = value), 'decimal')}
        `,
      )}
      ${field('stock', msg('Stock'), sku.stock, 10, (value) => (sku.stock = value), 'numeric')}
      ${field('code', msg('Your own code'), sku.code, 80, (value) => (sku.code = value))}
    </div>
  </fieldset>`;
}

function renderFault(name: string, faults: Faults): TemplateResult | typeof nothing {
  const fault = faults.get(name);
  return fault ? html`<span class="fault">${fault}</span>` : nothing;
}
