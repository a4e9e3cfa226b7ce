import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { OrderDeskRepository } from '@vitrine/core/repositories/order-desk-repository.ts';
import type { Shipment } from '@vitrine/core/schemas/order.ts';
import type { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { controls } from '../../shared/controls.styles.ts';
import { messageOf } from '../../shared/error-message.ts';
import { localeOf } from '../../shared/format.ts';
import { icons } from '../../shared/icons.ts';
import { messageIcons } from '../../shared/message-icons.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { consoleIcons } from '../console-icons.ts';
import { desk } from '../desk.styles.ts';
import { Notices } from '../notices.ts';
import { renderFailure, renderWaiting } from '../table.ts';
import { formatWhen } from '../when.ts';
import { OrderActs } from './order-acts.ts';
import { orderDetails, renderFacts, renderItems, renderParcels } from './order-details.ts';
import { renderStatus } from './order-words.ts';
import { leftOf } from './refund-question.ts';

type Wish = NonNullable<StoredOrder['refundRequest']>;

/** One order in full, and what can be done with it now. */
export class LiveConsoleOrder extends LitElement {
  static override styles = [
    tokens,
    controls,
    desk,
    orderDetails,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: calc(var(--_space) * 4);
        align-items: start;
      }
      .card + .columns {
        margin-block-start: calc(var(--_space) * 4);
      }
      .alert {
        border-color: var(--_warning);
      }
      .card > .actions {
        justify-content: start;
        margin-block-start: calc(var(--_space) * 3);
      }
      @container (max-width: 640px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) desk?: OrderDeskRepository;
  @property() orderId = '';

  readonly #notices = new Notices(this);
  readonly #acts = new OrderActs(this, this.#notices, () => this.#read());

  @state() private order: StoredOrder | undefined;
  @state() private parcels: readonly Shipment[] = [];
  @state() private failure = '';

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('desk') || changed.has('orderId')) void this.#read();
  }

  override render() {
    const { order, failure } = this;
    return html`<div class="head">
        <button
          class="button icon plain back"
          aria-label=${msg('All orders')}
          @click=${() => this.dispatchEvent(new Event('back'))}
        >
          ${consoleIcons.back}
        </button>
        <h2>${order ? msg(str`Order ${order.number}`) : msg('Order')}</h2>
        ${order ? renderStatus(order.status) : nothing}
      </div>
      ${
        order ? this.#renderOrder(order) : failure ? renderFailure(failure, () => void this.#read()) : renderWaiting(msg('Order'))
      }
      ${this.#acts.render()} ${this.#notices.render()}`;
  }

  #renderOrder(order: StoredOrder): TemplateResult {
    const { flag, refundRequest } = order;
    const locale = localeOf(this);
    return html`${flag ? this.#renderFlag(order) : nothing} ${refundRequest ? this.#renderWish(order, refundRequest) : nothing}
      <div class="columns">
        <div>
          <section class="card">
            <h3>${msg('What was bought')}</h3>
            ${renderItems(order, locale)}
            ${
              canRefund(order)
                ? this.#renderActions(this.#renderAct('danger', msg('Give money back…'), () => this.#acts.refund(order)))
                : nothing
            }
            ${
              order.status === 'reserved'
                ? this.#renderActions(this.#renderAct('danger', msg('Cancel the order…'), () => this.#acts.cancel(order)))
                : nothing
            }
          </section>
          ${this.#renderParcels(order)}
        </div>
        <section class="card">${renderFacts(order, locale)}</section>
      </div>`;
  }

  #renderFlag(order: StoredOrder): TemplateResult {
    return html`<section class="card alert">
      <h3>${msg('This order does not add up')}</h3>
      <p>
        ${msg('The payment provider reported another amount or currency, or could not give money back. Compare the payment there with this order.')}
      </p>
      ${this.#renderActions(
        this.#renderAct('', html`${messageIcons.flag} ${msg('I have looked at it')}`, () => this.#acts.clearFlag(order)),
      )}
    </section>`;
  }

  #renderWish(order: StoredOrder, { status, at, reason, lines, answer }: Wish): TemplateResult {
    return html`<section class="card ${status === 'open' ? 'alert' : ''}">
      <h3>${wishTitle(status)}</h3>
      <p class="hint">${formatWhen(at, localeOf(this))}</p>
      <p dir="auto">${reason}</p>
      ${lines ? html`<p class="muted" dir="auto">${linesText(order, lines)}</p>` : nothing}
      ${answer ? html`<p dir="auto"><strong>${msg('Your answer')}:</strong> ${answer}</p>` : nothing}
      ${
        status === 'open'
          ? this.#renderActions(
              this.#renderAct('accent', msg('Give it back…'), () => this.#acts.refund(order)),
              this.#renderAct('', msg('Decline…'), () => this.#acts.decline(order)),
            )
          : nothing
      }
    </section>`;
  }

  #renderParcels(order: StoredOrder): TemplateResult | typeof nothing {
    const { status } = order;
    const open = status === 'paid' || status === 'shipped';
    if (!open && this.parcels.length === 0) return nothing;
    return html`<section class="card">
      <h3>${msg('Parcels')}</h3>
      ${renderParcels(this.parcels, localeOf(this))}
      ${
        open
          ? this.#renderActions(
              // One button, whatever it says: the focus comes back to it from the question.
              status === 'paid'
                ? this.#renderAct('accent', msg('Ship…'), () => this.#acts.ship(order))
                : this.#renderAct('', msg('Another parcel…'), () => this.#acts.ship(order)),
              status === 'shipped'
                ? this.#renderAct('accent', html`${icons.check} ${msg('It has arrived')}`, () => this.#acts.deliver(order))
                : nothing,
            )
          : nothing
      }
    </section>`;
  }

  #renderActions(...acts: readonly (TemplateResult | typeof nothing)[]): TemplateResult {
    return html`<div class="actions">${acts}</div>`;
  }

  #renderAct(kind: 'accent' | 'danger' | '', text: unknown, act: () => void): TemplateResult {
    return html`<button class="button ${kind}" ?disabled=${this.#notices.busy} @click=${act}>${text}</button>`;
  }

  async #read(): Promise<void> {
    const { desk: repository, orderId } = this;
    if (!repository || !orderId) return;
    if (this.order?.id !== orderId) this.order = undefined;
    this.failure = '';
    try {
      const [order, parcels] = await Promise.all([repository.read(orderId), repository.shipments(orderId)]);
      if (orderId !== this.orderId) return;
      this.order = order;
      this.parcels = parcels;
    } catch (error) {
      if (this.order) this.#notices.fail(error);
      else this.failure = messageOf(error);
    }
  }
}

const canRefund = (order: StoredOrder): boolean => ['paid', 'shipped', 'delivered'].includes(order.status) && leftOf(order) > 0;

function wishTitle(status: Wish['status']): string {
  if (status === 'open') return msg('The buyer wants money back');
  return status === 'granted' ? msg('The buyer got money back') : msg('You declined to give money back');
}

const linesText = ({ items }: StoredOrder, lines: readonly { skuId: string; quantity: number }[]): string =>
  lines.map(({ skuId, quantity }) => `${quantity} × ${items.find((item) => item.skuId === skuId)?.title ?? skuId}`).join(', ');
