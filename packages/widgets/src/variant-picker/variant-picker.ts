import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { Sku } from '@vitrine/core/schemas/product.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import styles from './variant-picker.styles.ts';
import { type Axis, axesOf, choose, isBuyable } from './variants.ts';

/**
 * Chooses one of a product's SKUs along any number of axes. It needs no room: give it SKUs, listen for `change`, read `skuId`.
 *
 * @element variant-picker
 * @csspart axis - One group of values, for example all sizes.
 * @csspart value - One value.
 * @fires {Event} change - The visitor chose another SKU.
 */
export class VariantPicker extends LitElement {
  static override styles = [tokens, controls, styles];

  /** What there is to choose from. */
  @property({ attribute: false }) skus: readonly Sku[] = [];

  /** The chosen one. */
  @property({ attribute: false }) skuId: string | undefined;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render() {
    return axesOf(this.skus).map(this.#renderAxis);
  }

  readonly #renderAxis = ({ name, values }: Axis) => {
    const present = this.#present;
    return html`<fieldset part="axis">
      <legend><bdi>${name}</bdi></legend>
      <div class="values">
        ${values.map((value) => {
          const buyable = isBuyable(this.skus, present, name, value);
          return html`<label part="value" class=${buyable ? '' : 'gone'}>
            <input
              type="radio"
              name=${name}
              .checked=${present?.options[name] === value}
              @change=${(event: Event) => this.#choose(event, name, value)}
            />
            <bdi>${value}</bdi>${buyable ? nothing : html`<span class="visually-hidden">${msg('sold out')}</span>`}
          </label>`;
        })}
      </div>
    </fieldset>`;
  };

  get #present(): Sku | undefined {
    return this.skus.find(({ id }) => id === this.skuId);
  }

  #choose(event: Event, name: string, value: string): void {
    // The native event would name an input; listeners want to know of the picker.
    event.stopPropagation();
    this.skuId = choose(this.skus, this.#present, name, value)?.id ?? this.skuId;
    this.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
  }
}
