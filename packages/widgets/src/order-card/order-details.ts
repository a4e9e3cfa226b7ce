import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Money } from '@vitrine/core/schemas/money.ts';
import type { Order, Shipment } from '@vitrine/core/schemas/order.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { formatMoney } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { onNavigate } from '../shared/navigate.ts';
import { optionsText } from '../shared/product.ts';

/** What was ordered, line by line. */
export const renderItems = ({ items }: Order, locale: string): TemplateResult => html`
  <ul class="items" aria-label=${msg('What you ordered')}>
    ${items.map(({ title, options, quantity, unitPrice, imageUrl }) => {
      const image = safeUrl(imageUrl);
      const text = optionsText(options);
      return html`<li part="item" class="item">
        ${
          image
            ? html`<img class="image" src=${image} alt="" width="48" height="48" loading="lazy" decoding="async" />`
            : html`<span class="image empty">${icons.bag}</span>`
        }
        <span class="text">
          <bdi class="title">${title}</bdi>
          ${text ? html`<bdi class="options muted">${text}</bdi>` : nothing}
          <span class="number muted" dir="ltr">${quantity} × <bdi>${formatMoney(unitPrice, locale)}</bdi></span>
        </span>
      </li>`;
    })}
  </ul>
`;

/** How the total comes about, and what of it came back. */
export function renderSums({ total, shipping, tax, taxIncluded, refunded }: Order, locale: string): TemplateResult {
  const row = (name: string, money: Money | undefined, always = false) =>
    money && (always || money.amount > 0)
      ? html`<div>
          <dt>${name}</dt>
          <dd class="number">${formatMoney(money, locale)}</dd>
        </div>`
      : nothing;
  return html`<dl part="sums" class="sums">
    ${row(msg('Shipping'), shipping)} ${row(taxIncluded ? msg('Tax included') : msg('Tax'), tax)}
    ${row(msg('Total'), total, true)} ${row(msg('Refunded'), refunded)}
  </dl>`;
}

/** Where the parcels are. */
export function renderParcels(parcels: readonly Shipment[] | undefined): TemplateResult | typeof nothing {
  if (!parcels?.length) return nothing;
  return html`<ul class="parcels" aria-label=${msg('Parcels')}>
    ${parcels.map(({ carrier, tracking, url }) => {
      const link = safeUrl(url);
      return html`<li part="parcel" class="parcel">
        <span><bdi>${carrier}</bdi> <bdi class="number muted">${tracking}</bdi></span>
        ${
          link
            ? html`<a
                part="track"
                class="button"
                href=${link}
                target="_blank"
                rel="noopener"
                aria-label=${msg(str`Track the parcel ${tracking}`)}
                @click=${onNavigate}
                >${msg('Track')}</a
              >`
            : nothing
        }
      </li>`;
    })}
  </ul>`;
}

/** What became of the buyer's wish for money back. */
export function renderRequest({ refundRequest }: Order): TemplateResult | typeof nothing {
  if (!refundRequest) return nothing;
  const { status, reason, answer } = refundRequest;
  return html`<div part="refund-request" class="request ${status}">
    <strong>${requestText(status)}</strong>
    <p class="muted"><bdi>${reason}</bdi></p>
    ${answer ? html`<p><bdi>${answer}</bdi></p>` : nothing}
  </div>`;
}

function requestText(status: NonNullable<Order['refundRequest']>['status']): string {
  if (status === 'open') return msg('You asked for a refund. The shop will answer.');
  return status === 'granted' ? msg('The shop gives your money back.') : msg('The shop declined the refund.');
}
