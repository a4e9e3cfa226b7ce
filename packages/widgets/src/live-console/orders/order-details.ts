import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Address, Shipment } from '@vitrine/core/schemas/order.ts';
import type { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { formatMoney } from '../../shared/format.ts';
import { formatWhen } from '../when.ts';

export const orderDetails = css`
  .total td {
    font-weight: 600;
  }
  @container (max-width: 760px) {
    .bill tr {
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: baseline;
    }
    .bill td.main {
      grid-column: auto;
    }
  }
  address {
    font-style: normal;
    overflow-wrap: anywhere;
  }
  address span {
    display: block;
  }
  .parcels li {
    padding-block: calc(var(--_space) * 2);
    border-block-end: 1px solid var(--_line);
    overflow-wrap: anywhere;
  }
`;

/** What was bought and what it cost, down to what went back. */
export function renderItems({ items, total, shipping, tax, refunded, refunding }: StoredOrder, locale: string): TemplateResult {
  const line = (name: string, value: string, kind = '') =>
    html`<tr class=${kind}>
      <td class="main">${name}</td>
      <td class="amount">${value}</td>
    </tr>`;
  return html`<table class="bill" aria-label=${msg('What was bought')}>
    <tbody>
      ${items.map(
        ({ title, options, quantity, unitPrice }) =>
          html`<tr>
            <td class="main" dir="auto">
              ${quantity} × ${title} <span class="hint">${Object.values(options).join(' · ')}</span>
            </td>
            <td class="amount">${formatMoney({ ...unitPrice, amount: unitPrice.amount * quantity }, locale)}</td>
          </tr>`,
      )}
      ${shipping?.amount ? line(msg('Shipping'), formatMoney(shipping, locale)) : nothing}
      ${tax?.amount ? line(msg('Tax'), formatMoney(tax, locale)) : nothing}
      ${line(msg('Total'), formatMoney(total, locale), 'total')}
      ${refunded.amount > 0 ? line(msg('Given back'), formatMoney(refunded, locale)) : nothing}
      ${refunding ? line(msg('On its way back'), formatMoney(refunding, locale)) : nothing}
    </tbody>
  </table>`;
}

/** When, by whom, where to, and which show led to it. */
export function renderFacts(
  { createdAt, buyerId, address, liveId, popupEventId, anchorId }: StoredOrder,
  locale: string,
): TemplateResult {
  const fact = (name: string, value: unknown) =>
    html`<dt>${name}</dt>
      <dd>${value}</dd>`;
  return html`<dl class="facts">
    ${fact(msg('Placed'), formatWhen(createdAt, locale))} ${fact(msg('Buyer'), html`<bdi>${buyerId}</bdi>`)}
    ${fact(
      msg('Goes to'),
      address
        ? html`<address>${addressLines(address).map((line) => html`<span dir="auto">${line}</span>`)}</address>`
        : html`<span class="muted">${msg('No address was given')}</span>`,
    )}
    ${liveId ? fact(msg('Show'), html`<bdi>${liveId}</bdi>`) : nothing}
    ${anchorId ? fact(msg('Host'), html`<bdi>${anchorId}</bdi>`) : nothing}
    ${popupEventId ? fact(msg('By the card'), html`<bdi>${popupEventId}</bdi>`) : nothing}
  </dl>`;
}

const addressLines = ({ name, line1, line2, postalCode, city, country, phone }: Address): string[] =>
  [name, line1, line2, [postalCode, city].filter(Boolean).join(' '), country, phone].flatMap((line) => line ?? []);

/** The parcels of an order, oldest first. */
export function renderParcels(parcels: readonly Shipment[], locale: string): TemplateResult {
  if (parcels.length === 0) return html`<p class="muted">${msg('Not sent yet.')}</p>`;
  return html`<ul class="parcels">
    ${parcels.map(({ carrier, tracking, url, createdAt }) => {
      const link = safeUrl(url);
      return html`<li>
        <strong dir="auto">${carrier}</strong>
        ${link ? html`<a href=${link} target="_blank" rel="noopener noreferrer">${tracking}</a>` : html`<span>${tracking}</span>`}
        <span class="hint">${formatWhen(createdAt, locale)}</span>
      </li>`;
    })}
  </ul>`;
}
