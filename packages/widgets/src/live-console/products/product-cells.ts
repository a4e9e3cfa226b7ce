import { css, html, type TemplateResult } from 'lit';
import type { VersionedProduct } from '@vitrine/core/schemas/product-edit.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { formatMoney } from '../../shared/format.ts';
import { icons } from '../../shared/icons.ts';

export const productCells = css`
  .named {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
  }
  .named img,
  .no-image {
    inline-size: 40px;
    block-size: 40px;
    flex: none;
    border-radius: var(--_radius-small);
    background: var(--_raised);
    object-fit: cover;
  }
  .no-image {
    display: grid;
    place-items: center;
    color: var(--_muted);
  }
`;

/** A product's picture and names; `open` is undefined for one that cannot be opened. */
export function renderName(
  { title, titleZh, images, externalId }: VersionedProduct,
  open: (() => void) | undefined,
): TemplateResult {
  const image = safeUrl(images[0]);
  return html`<span class="named">
    ${image ? html`<img src=${image} alt="" loading="lazy" width="40" height="40" />` : html`<span class="no-image">${icons.bag}</span>`}
    <span>
      ${open ? html`<button class="link" dir="auto" @click=${open}>${title}</button>` : html`<strong dir="auto">${title}</strong>`}
      <span class="hint" dir="auto">${titleZh ?? externalId ?? ''}</span>
    </span>
  </span>`;
}

/** How much of it can be bought. */
export const stockOf = ({ skus }: VersionedProduct): number => skus.reduce((sum, sku) => sum + (sku.soldOut ? 0 : sku.stock), 0);

/** The lowest price in the product's first currency, and the highest where they differ. */
export function priceText({ skus }: VersionedProduct, locale: string): string {
  const currency = skus[0]?.prices[0]?.currency;
  if (!currency) return '–';
  const prices = skus.flatMap((sku) => sku.prices.filter((price) => price.currency === currency)).map(({ amount }) => amount);
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  const text = (amount: number) => formatMoney({ amount, currency }, locale);
  return low === high ? text(low) : `${text(low)} – ${text(high)}`;
}
