import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { errorCode, type LiveErrorCode } from '@vitrine/core/errors.ts';
import type { Money } from '@vitrine/core/schemas/money.ts';
import type { Cart, CartLine } from '@vitrine/core/schemas/order.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { cartOf } from '../shared/cart.ts';
import { errorMessage } from '../shared/error-message.ts';
import { formatMoney, localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { optionsText, titleOf } from '../shared/product.ts';
import type { ShoppingElement } from '../shared/shopping-element.ts';

const MAX_QUANTITY = 999;

/** The lines of the cart of an element: shows them, changes their quantities, and says why one cannot be had as it stands. */
export class CartLines {
  readonly #host: ShoppingElement & { cart?: string };
  /** What each line cost when the visitor saw it first. */
  readonly #prices = new Map<string, Money>();
  /** The line that could not be changed, and why. */
  #refused: { lineId: string; code: LiveErrorCode } | undefined;

  constructor(host: ShoppingElement & { cart?: string }) {
    this.#host = host;
  }

  /** Keeps what lines cost that are seen for the first time. */
  remember({ lines }: Cart): void {
    for (const { id, unitPrice } of lines) if (!this.#prices.has(id)) this.#prices.set(id, unitPrice);
  }

  forgetPrices(): void {
    this.#prices.clear();
  }

  render({ lines }: Cart): TemplateResult {
    return html`<ul class="lines" aria-label=${msg('In your cart')}>
      ${repeat(lines, ({ id }) => id, this.#renderLine)}
    </ul>`;
  }

  readonly #renderLine = (line: CartLine): TemplateResult => {
    const image = safeUrl(line.imageUrl);
    const options = optionsText(line.options);
    return html`<li part="line" class="line">
      ${
        image
          ? html`<img part="image" class="image" src=${image} alt="" width="64" height="64" loading="lazy" decoding="async" />`
          : html`<span part="image" class="image empty">${icons.bag}</span>`
      }
      <div class="text">
        <h3 part="title" class="title" dir="auto">${this.#titleOf(line)}</h3>
        ${options ? html`<p class="options"><bdi>${options}</bdi></p>` : nothing}
        <div class="foot">
          <strong class="price number">${formatMoney(line.unitPrice, localeOf(this.#host))}</strong>
          ${this.#renderQuantity(line)}
        </div>
        ${this.#renderNotes(line)} ${this.#renderLineError(line)}
      </div>
    </li>`;
  };

  #renderQuantity(line: CartLine): TemplateResult {
    const { quantity } = line;
    const { busy } = cartOf(this.#host) ?? {};
    const limit = this.#limitOf(line);
    const label = msg(str`Quantity: ${this.#titleOf(line)}`);
    return html`<div part="quantity" class="quantity" role="group" aria-label=${label}>
      <button
        class="button icon plain"
        aria-label=${quantity === 1 ? msg('Remove') : msg('One less')}
        ?disabled=${busy}
        @click=${() => this.#change(line, quantity - 1)}
      >
        ${quantity === 1 ? icons.trash : icons.minus}
      </button>
      <input
        part="number"
        class="number"
        type="number"
        min="0"
        max=${limit}
        step="1"
        inputmode="numeric"
        aria-label=${label}
        ?readonly=${busy}
        .value=${live(String(quantity))}
        @change=${(event: Event) => this.#type(line, event.target as HTMLInputElement)}
      />
      <span class="visually-hidden" role="status">${quantity}</span>
      <button
        class="button icon plain"
        aria-label=${msg('One more')}
        ?disabled=${busy || quantity >= limit}
        @click=${() => this.#change(line, quantity + 1)}
      >
        ${icons.add}
      </button>
    </div>`;
  }

  #limitOf({ available, productId }: CartLine): number {
    return Math.min(available, this.#host.room?.products.product(productId)?.maxQuantity ?? MAX_QUANTITY);
  }

  /** Why there can be no more of it, and that it cost something else before. */
  #renderNotes(line: CartLine): TemplateResult {
    const { id, quantity, available, unitPrice } = line;
    const limit = this.#limitOf(line);
    const before = this.#prices.get(id);
    const isOther = before?.currency === unitPrice.currency && before.amount !== unitPrice.amount;
    return html`${
      isOther
        ? html`<p part="price-note" class="note" role="status">
            ${msg(str`It was ${formatMoney(before, localeOf(this.#host))} when you looked last.`)}
          </p>`
        : nothing
    }
    ${
      quantity === limit && available >= quantity
        ? html`<p part="limit" class="muted" role="status">
            ${limit === available ? msg('There are no more of it.') : msg(str`At most ${limit} to an order`)}
          </p>`
        : nothing
    }`;
  }

  /** A cart knows one name only; what the shelf has read of the product knows the reader's. */
  #titleOf({ title, productId }: CartLine): string {
    return titleOf({ title, titleZh: this.#host.room?.products.product(productId)?.titleZh }, localeOf(this.#host));
  }

  #renderLineError({ id, available, quantity }: CartLine): TemplateResult | typeof nothing {
    const text = this.#lineError(id, available, quantity);
    return text ? html`<p part="line-error" class="error" role="status">${text}</p>` : nothing;
  }

  #lineError(id: string, available: number, quantity: number): string | undefined {
    if (available === 0) return msg('Sold out. Remove it to go on.');
    if (available < quantity) return msg(str`Only ${available} left`);
    return this.#refused?.lineId === id ? errorMessage(this.#refused.code) : undefined;
  }

  /** What was typed, as far as it can be had; what is no number of things changes nothing. */
  #type(line: CartLine, { value }: HTMLInputElement): void {
    const typed = /^\d+$/.test(value) ? Number(value) : line.quantity;
    const quantity = Math.min(typed, Math.max(this.#limitOf(line), line.quantity));
    if (quantity !== line.quantity) void this.#change(line, quantity);
    this.#host.requestUpdate();
  }

  async #change({ id }: CartLine, quantity: number): Promise<void> {
    this.#refused = undefined;
    try {
      await cartOf(this.#host)?.update(id, quantity);
    } catch (error) {
      this.#refused = { lineId: id, code: errorCode(error) };
    }
    // A refused number must not go on standing in its field.
    this.#host.requestUpdate();
  }
}
