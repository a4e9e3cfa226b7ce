import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { LiveRoom } from '../shared/context.ts';
import { controls } from '../shared/controls.styles.ts';
import { errorMessage } from '../shared/error-message.ts';
import { icons } from '../shared/icons.ts';
import { renderLoadFailure } from '../shared/load-failure.ts';
import { ShoppingElement } from '../shared/shopping-element.ts';
import { NearEnd } from '../shared/near-end.ts';
import { tokens } from '../shared/tokens.styles.ts';
import styles from './order-list.styles.ts';

/**
 * The visitor's orders at this shop, the newest first. They follow what happens to them, and older ones come as one scrolls.
 *
 * @element order-list
 * @slot empty - Shown while the visitor has ordered nothing.
 * @csspart list - The list of orders.
 * @csspart more - The button that loads older orders.
 * @fires {BeforeNavigateEvent} live-before-navigate - Cancelable, before the payment or the carrier's page is opened.
 * @fires {BeforeCancelOrderEvent} live-before-cancel-order - Cancelable.
 * @fires {OrderEvent} live-order-cancelled - What was reserved is on sale again.
 * @fires {OrderEvent} live-order-paid - A payment that was begun here is confirmed.
 * @fires {BeforeRefundRequestEvent} live-before-refund-request - Cancelable.
 * @fires {OrderEvent} live-refund-requested - The shop knows of it.
 */
export class OrderList extends ShoppingElement {
  static override styles = [tokens, controls, styles];

  constructor() {
    super();
    const end = () => this.renderRoot.querySelector('[part="more"]');
    // After a failure the visitor decides when to try again.
    this.addController(new NearEnd(end, () => this.room?.orders.failure === undefined && this.#more()));
  }

  override render() {
    const { orders = [], hasMore = true, failure } = this.room?.orders ?? {};
    if (orders.length === 0 && failure)
      return renderLoadFailure(msg('Your orders could not be loaded'), errorMessage(failure), this.#more);
    if (orders.length === 0) return hasMore ? this.#renderSkeleton() : this.#renderEmpty();
    return html`<ul part="list" class="list" aria-label=${msg('Your orders')}>
        ${repeat(
          orders,
          ({ id }) => id,
          ({ id }) => html`<li><order-card .room=${this.room} order-id=${id}></order-card></li>`,
        )}
      </ul>
      ${failure ? html`<p class="error" role="alert">${errorMessage(failure)}</p>` : nothing}
      ${hasMore ? html`<button part="more" class="button more" @click=${this.#more}>${msg('Older orders')}</button>` : nothing}`;
  }

  #renderSkeleton(): TemplateResult {
    const row = html`<li class="blank" aria-hidden="true">
      <span class="skeleton bar"></span><span class="skeleton bar short"></span>
    </li>`;
    return html`<p class="visually-hidden" role="status">${msg('Loading your orders')}</p>
      <ul class="list" role="presentation">
        ${[row, row, row]}
      </ul>`;
  }

  #renderEmpty(): TemplateResult {
    return html`<slot name="empty">
      <div class="notice">
        ${icons.bag}
        <strong>${msg('No orders yet')}</strong>
        <p>${msg('What you order will be here, until it is at your door.')}</p>
      </div>
    </slot>`;
  }

  protected override roomChanged(room: LiveRoom | undefined): void {
    if (room) this.#more();
  }

  readonly #more = (): void => void this.room?.orders?.fetchNext();
}
