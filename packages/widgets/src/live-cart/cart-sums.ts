import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Cart, Estimate } from '@vitrine/core/schemas/order.ts';
import { formatMoney } from '../shared/format.ts';

/** What the cart costs, in its parts where there are any. Without an estimate: the goods alone, and that this is so. */
export function renderSums(
  { total }: Cart,
  estimate: Estimate | undefined,
  busy: boolean,
  ours: boolean,
  locale: string,
): TemplateResult {
  const { subtotal, shipping, tax, taxIncluded } = estimate ?? {};
  const inParts = (shipping?.amount ?? 0) > 0 || (tax?.amount ?? 0) > 0;
  const row = (part: string, name: string, money = total) =>
    html`<div part=${part} class=${part}>
      <dt>${name}</dt>
      <dd class="number">${formatMoney(money, locale)}</dd>
    </div>`;
  return html`<dl class="sums ${busy ? 'old' : ''}" aria-busy=${busy}>
      ${
        inParts
          ? html`${row('subtotal', msg('Goods'), subtotal)}
            ${shipping && shipping.amount > 0 ? row('shipping', msg('Shipping'), shipping) : nothing}
            ${tax && tax.amount > 0 ? row('tax', taxIncluded ? msg('Tax included') : msg('Tax'), tax) : nothing}`
          : nothing
      }
      ${row('total', msg('Total'), estimate?.total)}
    </dl>
    ${ours && !estimate && !busy ? html`<p class="muted" role="status">${msg('Without shipping and tax.')}</p>` : nothing}`;
}
