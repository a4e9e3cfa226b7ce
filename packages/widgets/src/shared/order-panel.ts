import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Order } from '@vitrine/core/schemas/order.ts';
import type { Checkout } from './checkout.ts';
import { errorMessage } from './error-message.ts';
import { formatClock, formatMoney, localeOf } from './format.ts';
import { icons } from './icons.ts';
import type { LiveElement } from './live-element.ts';
import { onNavigate } from './navigate.ts';
import { orderStatusText } from './order-status.ts';
import type { Ticker } from './ticker.ts';

/** An order just placed: how long it is held, where to pay, and whether it is paid. `done` leads back. */
export function renderOrder(
  order: Order,
  host: LiveElement,
  checkout: Checkout,
  ticker: Ticker,
  done: () => void,
): TemplateResult {
  const locale = localeOf(host);
  const waiting = order.status === 'reserved';
  const left = waiting ? ticker.until(order.expiresAt, host.room?.clock.now()) : 0;
  return html`
    <section part="order" class="order ${order.status}">
      <p class="order-status" role="status">
        ${waiting ? icons.clock : order.status === 'paid' ? icons.check : nothing} ${orderStatusText(order)}
      </p>
      ${
        waiting && left > 0
          ? html`<p class="order-clock number" role="timer" aria-label=${msg('Time left to pay')} dir="ltr">
              ${formatClock(left)}
            </p>`
          : nothing
      }
      <p class="order-line">
        ${msg(str`Order ${order.number}`)} · <strong class="number">${formatMoney(order.total, locale)}</strong>
      </p>
      ${waiting ? renderPay(checkout) : nothing}
      <button class="button plain" @click=${done}>${msg('Continue shopping')}</button>
    </section>
  `;
}

function renderPay({ payUrl, failure, busy, retryPayment }: Checkout): TemplateResult {
  if (payUrl) {
    return html`<a part="pay" class="button accent wide" href=${payUrl} target="_blank" rel="noopener" @click=${onNavigate}
      >${msg('Pay now')}</a
    >`;
  }
  return html`
    ${failure ? html`<p class="error" role="alert">${errorMessage(failure)}</p>` : nothing}
    <button part="pay" class="button accent wide" ?disabled=${busy} @click=${retryPayment}>
      ${busy ? msg('Preparing the payment…') : msg('Try again')}
    </button>
  `;
}

export const orderPanel = css`
  .order {
    display: grid;
    justify-items: center;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 5) calc(var(--_space) * 4);
    text-align: center;
  }
  .order-status {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    font-size: 16px;
    font-weight: 600;
  }
  .paid .order-status {
    color: var(--_success);
  }
  .order-clock {
    font-size: 28px;
    font-weight: 700;
    line-height: 1.2;
  }
  .order-line {
    color: var(--_muted);
  }
  .order-line strong {
    color: var(--_text);
  }
`;
