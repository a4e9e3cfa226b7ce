import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { OrderStatus } from '@vitrine/core/schemas/order-status.ts';
import type { Sale, Sales, SoldProduct } from '@vitrine/core/schemas/sales.ts';
import type { HostRoom } from '@vitrine/core/host-room.ts';
import { controls } from '../shared/controls.styles.ts';
import { errorMessage } from '../shared/error-message.ts';
import { formatCount, formatMoney, localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { matchParent } from '../shared/match-parent.styles.ts';
import { StudioElement } from './studio-element.ts';
import { tokens } from '../shared/tokens.styles.ts';

/** What the show sells, quietly: totals, and the newest orders. It speaks to nobody who did not look. */
export class LiveStudioActivity extends StudioElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: calc(var(--_space) * 2);
        min-block-size: 0;
      }
      .totals {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, auto));
        justify-content: space-between;
        gap: calc(var(--_space) * 3);
        padding-inline: calc(var(--_space) * 2);
      }
      .totals dt {
        color: var(--_muted);
        font-size: 12px;
      }
      .totals dd {
        font-size: 16px;
        font-weight: 700;
        overflow-wrap: anywhere;
      }
      .list {
        flex: 1;
        min-block-size: 0;
        overflow-y: auto;
        overscroll-behavior: contain;
        scrollbar-width: thin;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        column-gap: calc(var(--_space) * 3);
        padding: calc(var(--_space) * 1.5) calc(var(--_space) * 2);
      }
      .products summary {
        padding-inline: calc(var(--_space) * 2);
        font-weight: 600;
        line-height: var(--_tap);
        cursor: pointer;
      }
      .products ul {
        max-block-size: 220px;
        overflow-y: auto;
        overscroll-behavior: contain;
        scrollbar-width: thin;
      }
      .products .amount {
        text-align: end;
        overflow-wrap: anywhere;
      }
      /* An Arabic name in an English studio is cut where it ends, too. */
      .what {
        overflow: hidden;
        ${matchParent}
        white-space: nowrap;
        text-overflow: ellipsis;
        unicode-bidi: plaintext;
      }
      .more {
        grid-column: 1 / -1;
        color: var(--_muted);
        font-size: 12px;
      }
      .paid {
        color: var(--_success);
      }
      .over .amount {
        color: var(--_muted);
        text-decoration: line-through;
      }
      .amount {
        font-weight: 600;
      }
      .totals .skeleton {
        min-inline-size: 72px;
      }
      .hint .button {
        margin-block-start: calc(var(--_space) * 2);
      }
      .hint {
        padding-inline: calc(var(--_space) * 2);
        color: var(--_muted);
      }
    `,
  ];

  /** Only the totals. */
  @property({ type: Boolean }) brief = false;

  protected override roomChanged(room: HostRoom | undefined, until: AbortSignal): void {
    room?.sales.follow(until);
  }

  override render() {
    const { room } = this;
    if (!room) return nothing;
    const { sales, failure } = room.sales;
    if (!sales) return failure ? renderFailure(errorMessage(failure), () => room.sales.fetch()) : renderLoading();
    const locale = localeOf(this);
    return html`${this.#renderTotals(sales, locale, room.liveList.currentLive?.currency)}
    ${this.brief ? nothing : html`${this.#renderProducts(sales, locale)} ${this.#renderList(sales, locale)}`}`;
  }

  #renderTotals({ orders, units, revenue }: Sales, locale: string, currency: string | undefined): TemplateResult {
    const sums = revenue.length > 0 ? revenue : currency ? [{ amount: 0, currency }] : [];
    return html`<dl class="totals number">
      <div>
        <dt>${msg('Sales')}</dt>
        <dd>${sums.map((sum) => formatMoney(sum, locale)).join(' · ')}</dd>
      </div>
      <div>
        <dt>${msg('Items sold')}</dt>
        <dd>${formatCount(units, locale)}</dd>
      </div>
      <div>
        <dt>${msg('Orders')}</dt>
        <dd>${formatCount(orders, locale)}</dd>
      </div>
    </dl>`;
  }

  /** Closed at first: it speaks to nobody who did not look. */
  #renderProducts({ products }: Sales, locale: string): TemplateResult | typeof nothing {
    if (products.length === 0) return nothing;
    return html`<details class="products">
      <summary>${msg('By product')}</summary>
      <ul tabindex="0" aria-label=${msg('By product')}>
        ${repeat(
          products,
          ({ productId }) => productId,
          (product) => renderSold(product, locale),
        )}
      </ul>
    </details>`;
  }

  #renderList({ recent }: Sales, locale: string): TemplateResult {
    if (recent.length === 0) {
      const isOver = this.room?.liveList.currentLive?.status === 'ended';
      return html`<p class="hint">${isOver ? msg('Nobody ordered in this show.') : msg('Orders of this show appear here.')}</p>`;
    }
    const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
    return html`<ul class="list" tabindex="0" aria-label=${msg('Newest orders')}>
      ${repeat(
        recent,
        ({ number }) => number,
        (sale) => renderSale(sale, locale, clock),
      )}
    </ul>`;
  }
}

const renderLoading = (): TemplateResult => html`
  <p class="visually-hidden" role="status">${msg('Loading sales')}</p>
  <div class="totals" aria-hidden="true">${[1, 2, 3].map(() => html`<div class="skeleton">&nbsp;<br />&nbsp;</div>`)}</div>
`;

const renderFailure = (text: string, retry: () => void): TemplateResult => html`
  <div class="hint" role="status">
    <p>${text}</p>
    <button class="button" @click=${retry}>${icons.retry}${msg('Try again')}</button>
  </div>
`;

const renderSold = ({ title, units, revenue }: SoldProduct, locale: string): TemplateResult => html`
  <li class="sold">
    <span class="what">${title}</span>
    <span class="amount number">${revenue.map((sum) => formatMoney(sum, locale)).join(' · ')}</span>
    <span class="more number">${msg(str`${formatCount(units, locale)} sold`)}</span>
  </li>
`;

const renderSale = (
  { number, status, total, items, at }: Sale,
  locale: string,
  clock: Intl.DateTimeFormat,
): TemplateResult => html`
  <li class=${status === 'cancelled' || status === 'expired' || status === 'refunded' ? 'over' : ''}>
    <span class="what">${whatOf(items)}</span>
    <span class="amount number">${formatMoney(total, locale)}</span>
    <span class="more number">
      ${clock.format(at)} · <bdi>${number}</bdi> · <span class=${status === 'paid' ? 'paid' : ''}>${statusText(status)}</span>
    </span>
  </li>
`;

function whatOf(items: Sale['items']): string {
  const [first, ...others] = items;
  if (!first) return '';
  const name = first.quantity > 1 ? `${first.quantity} × ${first.title}` : first.title;
  return others.length > 0 ? msg(str`${name} and ${others.length} more`) : name;
}

function statusText(status: OrderStatus): string {
  switch (status) {
    case 'reserved':
      return msg('waiting for payment');
    case 'paid':
      return msg('paid');
    case 'shipped':
      return msg('shipped');
    case 'delivered':
      return msg('delivered');
    case 'cancelled':
      return msg('cancelled');
    case 'expired':
      return msg('not paid in time');
    case 'refunded':
      return msg('refunded');
  }
}
