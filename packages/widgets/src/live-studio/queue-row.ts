import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Product } from '@vitrine/core/schemas/product.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { formatMoney } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { firstChoice, priceOf, titleOf } from '../shared/product.ts';

const LOW_STOCK = 10;

/** Picture, name, price and stock of a product, as the queue and the search show it; with `onStock` the stock is a button. */
export function renderProduct(
  product: Product,
  locale: string,
  currency: string | undefined,
  onStock?: () => void,
): TemplateResult {
  const sku = firstChoice(product);
  const price = sku && priceOf(sku, currency).price;
  const stock = product.skus.reduce((sum, each) => sum + each.stock, 0);
  const image = safeUrl(product.images[0]);
  const title = titleOf(product, locale);
  return html`
    ${image ? html`<img src=${image} alt="" loading="lazy" width="56" height="56" />` : html`<span class="no-image">${icons.bag}</span>`}
    <div class="facts">
      <p class="title">${title}</p>
      <p class="number">
        ${price ? html`<b>${formatMoney(price, locale)}</b>` : nothing} ${renderStock(stock, title, locale, onStock)}
      </p>
    </div>
  `;
}

/** How many are left; with `onStock` a button that changes it. */
export function renderStock(stock: number, title: string, locale: string, onStock?: () => void): TemplateResult {
  const look = `stock ${stock === 0 ? 'out' : stock <= LOW_STOCK ? 'low' : ''}`;
  const text = stockText(stock, locale);
  if (!onStock) return html`<span class=${look}>${text}</span>`;
  return html`<button class="${look} change" @click=${onStock}>
    ${text}<span class="visually-hidden">, ${msg(str`change the stock of ${title}`)}</span>
  </button>`;
}

const stockText = (stock: number, locale: string): string =>
  stock === 0 ? msg('Sold out') : msg(str`${new Intl.NumberFormat(locale).format(stock)} in stock`);

export interface QueueRow {
  product: Product;
  locale: string;
  currency: string | undefined;
  /** Its place in the list, from 1; the first nine have a key. */
  number: number;
  /** The audience sees its card now. */
  explaining: boolean;
  /** A press of this row is under way. */
  busy: boolean;
  onToggle: () => void;
  onStock: () => void;
}

/** One product of the run of show with its one button. */
export const renderQueueRow = ({
  product,
  locale,
  currency,
  number,
  explaining,
  busy,
  onToggle,
  onStock,
}: QueueRow): TemplateResult => html`
  <li class="row ${explaining ? 'explaining' : ''}">
    ${number <= 9 ? html`<kbd class="number" aria-hidden="true">${number}</kbd>` : nothing}
    ${renderProduct(product, locale, currency, onStock)}
    <div class="act">
      ${explaining ? html`<span class="now">${msg('Explaining now')}</span>` : nothing}
      <button
        class="button ${explaining ? '' : 'soft'}"
        part="pop-up"
        aria-label=${explaining ? msg(str`Take down ${titleOf(product, locale)}`) : msg(str`Pop up ${titleOf(product, locale)}`)}
        aria-busy=${busy}
        aria-keyshortcuts=${explaining ? '0' : number <= 9 ? String(number) : nothing}
        ?disabled=${busy}
        @click=${onToggle}
      >
        ${explaining ? msg('Take down') : msg('Pop up')}
      </button>
    </div>
  </li>
`;

export interface EditRow {
  product: Product;
  locale: string;
  currency: string | undefined;
  first: boolean;
  last: boolean;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** One product while the order is being changed. */
export const renderEditRow = ({ product, locale, currency, first, last, onMove, onRemove }: EditRow): TemplateResult => {
  const title = titleOf(product, locale);
  return html`
    <li class="row">
      ${renderProduct(product, locale, currency)}
      <div class="act edit">
        <button class="button icon up" aria-label=${msg(str`Move ${title} up`)} ?disabled=${first} @click=${() => onMove(-1)}>
          ${icons.down}
        </button>
        <button class="button icon" aria-label=${msg(str`Move ${title} down`)} ?disabled=${last} @click=${() => onMove(1)}>
          ${icons.down}
        </button>
        <button class="button icon" aria-label=${msg(str`Take ${title} off the shelf`)} @click=${onRemove}>${icons.trash}</button>
      </div>
    </li>
  `;
};
