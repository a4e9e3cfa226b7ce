import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { NewRefundRequest, Order } from '@vitrine/core/schemas/order.ts';
import { OrderEvent } from '../events.ts';
import type { LiveRoom } from '../shared/context.ts';
import { controls } from '../shared/controls.styles.ts';
import { errorMessage } from '../shared/error-message.ts';
import { formatClock, formatMoney, localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { renderLoadFailure } from '../shared/load-failure.ts';
import { ShoppingElement } from '../shared/shopping-element.ts';
import { onNavigate } from '../shared/navigate.ts';
import { orderStatusText } from '../shared/order-status.ts';
import { titleOf } from '../shared/product.ts';
import { productSummary } from '../shared/product-summary.styles.ts';
import { Ticker } from '../shared/ticker.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { OrderActs } from './order-acts.ts';
import styles from './order-card.styles.ts';
import { renderItems, renderParcels, renderRequest, renderSums } from './order-details.ts';
import { renderSteps } from './order-steps.ts';
import { renderRefundForm } from './refund-form.ts';

/**
 * One of the visitor's orders: what it has come to, how to pay while it is reserved, where its parcels are. It follows the order by
 * itself.
 *
 * @element order-card
 * @csspart card - The card.
 * @csspart number - The order's number.
 * @csspart status - What the order has come to.
 * @csspart total - What it costs.
 * @csspart timer - How long it stays reserved.
 * @csspart toggle - The button that shows and hides everything about it.
 * @csspart steps - How far it is on its way.
 * @csspart item - One of its lines.
 * @csspart sums - Shipping, tax, total and what came back.
 * @csspart parcel - One parcel.
 * @csspart track - The link to where a parcel is.
 * @csspart pay - The link to the payment.
 * @csspart cancel - The button that cancels it.
 * @csspart confirm-cancel - The button that says so once more.
 * @csspart refund - The button that opens the form for a refund.
 * @csspart refund-form - What is asked before a refund.
 * @csspart refund-send - The button that asks for the refund.
 * @csspart refund-request - What became of that.
 * @fires {BeforeNavigateEvent} live-before-navigate - Cancelable, before the payment or the carrier's page is opened.
 * @fires {BeforeCancelOrderEvent} live-before-cancel-order - Cancelable.
 * @fires {OrderEvent} live-order-cancelled - What was reserved is on sale again.
 * @fires {OrderEvent} live-order-paid - A payment that was begun here is confirmed.
 * @fires {BeforeRefundRequestEvent} live-before-refund-request - Cancelable.
 * @fires {OrderEvent} live-refund-requested - The shop knows of it.
 */
export class OrderCard extends ShoppingElement {
  static override styles = [tokens, controls, productSummary, styles];

  /** The order's id. */
  @property({ attribute: 'order-id' }) orderId = '';

  /** Shows everything about the order, not only the most important. */
  @property({ type: Boolean, reflect: true }) open = false;

  @state() private asking: 'cancel' | 'refund' | undefined;

  readonly #acts = new OrderActs(this);
  readonly #ticker = new Ticker(this);
  #payBegan = false;

  get #order(): Order | undefined {
    const order = this.room?.orders.order(this.orderId);
    return order && { ...order, items: order.items.map(this.#named) };
  }

  /** An order knows one name only; what the shelf has read of the product knows the reader's. */
  readonly #named = (item: Order['items'][number]): Order['items'][number] => {
    const titleZh = this.room?.products.product(item.productId)?.titleZh;
    return { ...item, title: titleOf({ title: item.title, titleZh }, localeOf(this)) };
  };

  override render() {
    const order = this.#order;
    if (order) return this.#renderCard(order);
    if (!this.orderId) return nothing;
    return this.#acts.failure
      ? renderLoadFailure(msg('The order could not be loaded'), errorMessage(this.#acts.failure), () => this.#acts.fetch())
      : this.#renderSkeleton();
  }

  #renderSkeleton(): TemplateResult {
    return html`<p class="visually-hidden" role="status">${msg('Loading the order')}</p>
      <div class="card" aria-hidden="true"><span class="skeleton bar"></span><span class="skeleton bar short"></span></div>`;
  }

  #renderCard(order: Order): TemplateResult {
    const locale = localeOf(this);
    const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(order.createdAt);
    return html`<article part="card" class="card ${order.status}" aria-labelledby="number">
      <header class="head">
        <div class="about">
          <h3 part="number" id="number" class="name">${msg(str`Order ${order.number}`)}</h3>
          <p class="muted number">${date}</p>
        </div>
        <strong part="total" class="total number">${formatMoney(order.total, locale)}</strong>
      </header>
      <p part="status" class="status" role="status">${orderStatusText(order)}</p>
      ${this.open ? nothing : html`<p class="what muted"><bdi>${order.items.map(({ title }) => title).join(', ')}</bdi></p>`}
      ${order.status === 'reserved' ? this.#renderPay(order) : nothing}
      ${this.open ? this.#renderDetails(order, locale) : nothing}
      <button part="toggle" class="button plain toggle" aria-expanded=${this.open} @click=${() => (this.open = !this.open)}>
        ${this.open ? msg('Less') : msg('Details')}
      </button>
    </article>`;
  }

  #renderPay(order: Order): TemplateResult {
    const left = this.#ticker.until(order.expiresAt, this.room?.clock.now());
    if (left === 0) return html`<p class="muted">${msg('The time to pay is over.')}</p>`;
    return html`<div class="pay">
      <span part="timer" class="clock number" role="timer" aria-label=${msg('Time left to pay')} dir="ltr"
        >${icons.clock}${formatClock(left)}</span
      >
      ${
        this.#acts.payUrl
          ? html`<a part="pay" class="button accent" href=${this.#acts.payUrl} target="_blank" rel="noopener" @click=${this.#pay}
              >${msg('Pay now')}</a
            >`
          : html`<button
              part="pay"
              class="button accent"
              ?disabled=${this.#acts.busy}
              @click=${() => this.#acts.preparePayment()}
            >
              ${this.#acts.busy ? msg('Preparing the payment…') : msg('Pay now')}
            </button>`
      }
      ${!this.open && this.#acts.failure ? html`<p class="error" role="alert">${errorMessage(this.#acts.failure)}</p>` : nothing}
    </div>`;
  }

  #renderDetails(order: Order, locale: string): TemplateResult {
    const { address } = order;
    return html`${renderSteps(order)} ${renderParcels(this.room?.orders.shipments(order.id))} ${renderItems(order, locale)}
    ${renderSums(order, locale)}
    ${
      address
        ? html`<p class="address muted">
            <bdi
              >${[address.name, address.line1, address.line2, address.postalCode, address.city, address.country].filter(Boolean).join(', ')}</bdi
            >
          </p>`
        : nothing
    }
    ${renderRequest(order)} ${this.#renderActs(order)}`;
  }

  #renderActs(order: Order): TemplateResult | typeof nothing {
    if (this.asking === 'refund' && mayAskBack(order)) {
      return renderRefundForm({
        order,
        busy: this.#acts.busy,
        failure: this.#acts.failure,
        onSend: (request) => void this.#requestRefund(order, request),
        onClose: () => this.#ask(undefined),
      });
    }
    if (this.asking === 'cancel' && order.status === 'reserved') return this.#renderCancel(order);
    return html`${this.#acts.failure ? html`<p class="error" role="alert">${errorMessage(this.#acts.failure)}</p>` : nothing}
    ${
      order.status === 'reserved'
        ? html`<button part="cancel" class="button danger" @click=${() => this.#ask('cancel')}>
            ${msg('Cancel this order')}
          </button>`
        : nothing
    }
    ${
      mayAskBack(order)
        ? html`<button part="refund" class="button" @click=${() => this.#ask('refund')}>${msg('Ask for a refund')}</button>`
        : nothing
    }`;
  }

  #renderCancel(order: Order): TemplateResult {
    return html`<div class="sure" role="group" aria-label=${msg('Cancel this order')}>
      <p>${msg('Cancel it? What is reserved for you goes on sale again.')}</p>
      ${this.#acts.failure ? html`<p class="error" role="alert">${errorMessage(this.#acts.failure)}</p>` : nothing}
      <div class="buttons">
        <button class="button" @click=${() => this.#ask(undefined)}>${msg('Keep it')}</button>
        <button part="confirm-cancel" class="button danger" ?disabled=${this.#acts.busy} @click=${() => this.#cancel(order)}>
          ${msg('Cancel this order')}
        </button>
      </div>
    </div>`;
  }

  protected override roomChanged(_room: LiveRoom | undefined): void {
    this.#forget();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('orderId') && this.hasUpdated) this.#forget();
    if (changed.has('open') && !this.open) this.asking = undefined;
    this.#acts.complete();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const order = this.#order;
    if (order?.status !== 'paid' || !this.#payBegan) return;
    this.#payBegan = false;
    this.dispatchEvent(new OrderEvent('live-order-paid', order));
  }

  #forget(): void {
    this.asking = undefined;
    this.#acts.forget();
    this.#payBegan = false;
  }

  #ask(asking: 'cancel' | 'refund' | undefined): void {
    this.#acts.forgive();
    this.asking = asking;
  }

  readonly #pay = (event: MouseEvent): void => {
    onNavigate(event);
    this.#payBegan = true;
  };

  async #cancel(order: Order): Promise<void> {
    if ((await this.#acts.cancel(order)) && !this.#acts.failure) this.asking = undefined;
  }

  async #requestRefund(order: Order, request: NewRefundRequest): Promise<void> {
    if ((await this.#acts.requestRefund(order, request)) && !this.#acts.failure) this.asking = undefined;
  }
}

/** Paid for, something of it left, and not asked for already. */
const mayAskBack = ({ status, total, refunded, refundRequest }: Order): boolean =>
  (status === 'paid' || status === 'shipped' || status === 'delivered') &&
  refunded.amount < total.amount &&
  refundRequest?.status !== 'open';
