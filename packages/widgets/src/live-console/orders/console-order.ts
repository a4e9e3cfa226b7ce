import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { LiveErrorCode } from '@vitrine/core/errors.ts';
import type { OrderDeskRepository } from '@vitrine/core/repositories/order-desk-repository.ts';
import type { Address, Shipment } from '@vitrine/core/schemas/order.ts';
import type { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { controls } from '../../shared/controls.styles.ts';
import { errorMessage, messageOf } from '../../shared/error-message.ts';
import { formatMoney, localeOf } from '../../shared/format.ts';
import { icons } from '../../shared/icons.ts';
import { messageIcons } from '../../shared/message-icons.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { consoleIcons } from '../console-icons.ts';
import { desk } from '../desk.styles.ts';
import { Notices } from '../notices.ts';
import { Questions, textIn } from '../questions.ts';
import { renderFailure, renderWaiting } from '../table.ts';
import { formatWhen } from '../when.ts';
import { renderStatus } from './order-words.ts';
import { leftOf, readRefund, refundQuestion } from './refund-question.ts';

/** One order in full, and what can be done with it now. */
export class LiveConsoleOrder extends LitElement {
  static override styles = [
    tokens,
    controls,
    desk,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: calc(var(--_space) * 4);
        align-items: start;
      }
      .alert {
        border-color: var(--_warning);
      }
      .total td {
        font-weight: 600;
      }
      .card > .actions {
        justify-content: start;
        margin-block-start: calc(var(--_space) * 3);
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
  readonly #questions = new Questions(this);

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
        <button class="button icon plain" aria-label=${msg('All orders')} @click=${() => this.dispatchEvent(new Event('back'))}>
          ${consoleIcons.back}
        </button>
        <h2>${order ? msg(str`Order ${order.number}`) : msg('Order')}</h2>
        ${order ? renderStatus(order.status) : nothing}
      </div>
      ${
        order ? this.#renderOrder(order) : failure ? renderFailure(failure, () => void this.#read()) : renderWaiting(msg('Order'))
      }
      ${this.#questions.render()} ${this.#notices.render()}`;
  }

  #renderOrder(order: StoredOrder): TemplateResult {
    return html`${this.#renderAlerts(order)}
      <div class="columns">
        <div>
          <section class="card">
            <h3>${msg('What was bought')}</h3>
            ${this.#renderItems(order)}
            ${
              canRefund(order)
                ? html`<div class="actions">
                    <button class="button danger" ?disabled=${this.#notices.busy} @click=${() => this.#refund(order)}>
                      ${msg('Give money back…')}
                    </button>
                  </div>`
                : nothing
            }
            ${
              order.status === 'reserved'
                ? html`<div class="actions">
                    <button class="button danger" ?disabled=${this.#notices.busy} @click=${() => this.#cancel(order)}>
                      ${msg('Cancel the order…')}
                    </button>
                  </div>`
                : nothing
            }
          </section>
          ${this.#renderParcels(order)}
        </div>
        <section class="card">${this.#renderFacts(order)}</section>
      </div>`;
  }

  #renderAlerts(order: StoredOrder): TemplateResult {
    const { flag, refundRequest: wish } = order;
    const locale = localeOf(this);
    return html`${
      flag
        ? html`<section class="card alert">
            <h3>${msg('This order does not add up')}</h3>
            <p>
              ${msg('The payment provider reported another amount or currency, or could not give money back. Compare the payment there with this order.')}
            </p>
            <div class="actions">
              <button class="button" ?disabled=${this.#notices.busy} @click=${() => this.#clearFlag(order)}>
                ${messageIcons.flag} ${msg('I have looked at it')}
              </button>
            </div>
          </section>`
        : nothing
    }
    ${
      wish
        ? html`<section class="card ${wish.status === 'open' ? 'alert' : ''}">
            <h3>${wishTitle(wish.status)}</h3>
            <p class="hint">${formatWhen(wish.at, locale)}</p>
            <p dir="auto">${wish.reason}</p>
            ${wish.lines ? html`<p class="muted" dir="auto">${linesText(order, wish.lines)}</p>` : nothing}
            ${wish.answer ? html`<p dir="auto"><strong>${msg('Your answer')}:</strong> ${wish.answer}</p>` : nothing}
            ${
              wish.status === 'open'
                ? html`<div class="actions">
                    <button class="button accent" ?disabled=${this.#notices.busy} @click=${() => this.#refund(order)}>
                      ${msg('Give it back…')}
                    </button>
                    <button class="button" ?disabled=${this.#notices.busy} @click=${() => this.#decline(order)}>
                      ${msg('Decline…')}
                    </button>
                  </div>`
                : nothing
            }
          </section>`
        : nothing
    }`;
  }

  #renderItems({ items, total, shipping, tax, refunded, refunding }: StoredOrder): TemplateResult {
    const locale = localeOf(this);
    const line = (name: string, value: string, kind = '') =>
      html`<tr class=${kind}>
        <td class="main">${name}</td>
        <td class="amount">${value}</td>
      </tr>`;
    return html`<table aria-label=${msg('What was bought')}>
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

  #renderParcels(order: StoredOrder): TemplateResult | typeof nothing {
    const { status } = order;
    const open = status === 'paid' || status === 'shipped';
    if (!open && this.parcels.length === 0) return nothing;
    return html`<section class="card">
      <h3>${msg('Parcels')}</h3>
      ${
        this.parcels.length === 0
          ? html`<p class="muted">${msg('Not sent yet.')}</p>`
          : html`<ul class="parcels">
              ${this.parcels.map(this.#renderParcel)}
            </ul>`
      }
      ${
        open
          ? html`<div class="actions">
              <button
                class="button ${status === 'paid' ? 'accent' : ''}"
                ?disabled=${this.#notices.busy}
                @click=${() => this.#ship(order)}
              >
                ${status === 'paid' ? msg('Ship…') : msg('Another parcel…')}
              </button>
              ${
                status === 'shipped'
                  ? html`<button class="button accent" ?disabled=${this.#notices.busy} @click=${() => this.#deliver(order)}>
                      ${icons.check} ${msg('It has arrived')}
                    </button>`
                  : nothing
              }
            </div>`
          : nothing
      }
    </section>`;
  }

  readonly #renderParcel = ({ carrier, tracking, url, createdAt }: Shipment) => {
    const link = safeUrl(url);
    return html`<li>
      <strong dir="auto">${carrier}</strong>
      ${link ? html`<a href=${link} target="_blank" rel="noopener noreferrer">${tracking}</a>` : html`<span>${tracking}</span>`}
      <span class="hint">${formatWhen(createdAt, localeOf(this))}</span>
    </li>`;
  };

  #renderFacts({ createdAt, buyerId, address, liveId, popupEventId, anchorId }: StoredOrder): TemplateResult {
    const fact = (name: string, value: unknown) =>
      html`<dt>${name}</dt>
        <dd>${value}</dd>`;
    return html`<dl class="facts">
      ${fact(msg('Placed'), formatWhen(createdAt, localeOf(this)))} ${fact(msg('Buyer'), html`<bdi>${buyerId}</bdi>`)}
      ${fact(
        msg('Goes to'),
        address
          ? html`<address dir="auto">${addressLines(address).map((line) => html`<span>${line}</span>`)}</address>`
          : html`<span class="muted">${msg('No address was given')}</span>`,
      )}
      ${liveId ? fact(msg('Show'), html`<bdi>${liveId}</bdi>`) : nothing}
      ${anchorId ? fact(msg('Host'), html`<bdi>${anchorId}</bdi>`) : nothing}
      ${popupEventId ? fact(msg('By the card'), html`<bdi>${popupEventId}</bdi>`) : nothing}
    </dl>`;
  }

  async #ship({ id }: StoredOrder): Promise<void> {
    const answer = await this.#questions.ask({
      title: msg('Ship'),
      text: msg('The buyer hears of it at once.'),
      confirm: msg('Note the parcel'),
      body: html`<label>
          <span>${msg('Carrier')}</span>
          <input name="carrier" required maxlength="80" autocomplete="off" autofocus />
        </label>
        <label>
          <span>${msg('Tracking number')}</span>
          <input name="tracking" required maxlength="120" autocomplete="off" spellcheck="false" />
        </label>
        <label>
          <span>${msg('Where it can be followed (a link, if there is one)')}</span>
          <input name="url" type="url" maxlength="2048" autocomplete="off" />
        </label>`,
      check: (given) => {
        if (!textIn(given, 'carrier') || !textIn(given, 'tracking')) return msg('Both carrier and tracking number are needed.');
        const url = textIn(given, 'url');
        return url && !safeUrl(url) ? msg('Only http: and https: links can be used.') : undefined;
      },
    });
    if (!answer) return;
    const url = textIn(answer, 'url');
    const parcel = { carrier: textIn(answer, 'carrier'), tracking: textIn(answer, 'tracking'), ...(url ? { url } : {}) };
    await this.#notices.act(async () => this.desk?.ship(id, parcel), msg('The parcel is noted'));
    await this.#read();
  }

  async #deliver({ id }: StoredOrder): Promise<void> {
    await this.#notices.act(async () => this.desk?.deliver(id), msg('The order is delivered'));
    await this.#read();
  }

  async #cancel({ id, number }: StoredOrder): Promise<void> {
    const answer = await this.#questions.ask({
      title: msg(str`Cancel order ${number}?`),
      text: msg('Its goods go on sale again. Who wants them has to order anew.'),
      confirm: msg('Cancel the order'),
      danger: true,
    });
    if (!answer) return;
    await this.#notices.act(async () => this.desk?.cancel(id), msg('The order is cancelled'));
    await this.#read();
  }

  async #refund(order: StoredOrder): Promise<void> {
    const answer = await this.#questions.ask(refundQuestion(order, localeOf(this)));
    const refund = answer && readRefund(order, answer);
    if (!refund || typeof refund === 'string') return;
    await this.#notices.act(
      async () => this.desk?.refund(order.id, refund),
      msg('The money is on its way back'),
      undefined,
      (code) => this.#refundFailure(order, code),
    );
    await this.#read();
  }

  #refundFailure({ id }: StoredOrder, code: LiveErrorCode): string {
    if (this.desk?.isRefundUnsettled(id)) {
      return msg('No answer came: the money may be on its way. Ask for the same again to be sure; it goes back once.');
    }
    return code === 'key-reused'
      ? msg('What you asked for before had arrived. Look at what was given back, then ask for the rest.')
      : errorMessage(code);
  }

  async #decline({ id }: StoredOrder): Promise<void> {
    const answer = await this.#questions.ask({
      title: msg('Decline'),
      confirm: msg('Decline'),
      danger: true,
      body: html`<label>
        <span>${msg('What the buyer reads')}</span>
        <textarea name="answer" rows="3" required maxlength="500" autofocus></textarea>
      </label>`,
      check: (given) => (textIn(given, 'answer') ? undefined : msg('Say why.')),
    });
    if (!answer) return;
    await this.#notices.act(async () => this.desk?.decline(id, textIn(answer, 'answer')), msg('The buyer hears of it'));
    await this.#read();
  }

  async #clearFlag({ id }: StoredOrder): Promise<void> {
    await this.#notices.act(async () => this.desk?.clearFlag(id), msg('The mark is taken off'));
    await this.#read();
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

const addressLines = ({ name, line1, line2, postalCode, city, country, phone }: Address): string[] =>
  [name, line1, line2, [postalCode, city].filter(Boolean).join(' '), country, phone].flatMap((line) => line ?? []);

function wishTitle(status: NonNullable<StoredOrder['refundRequest']>['status']): string {
  if (status === 'open') return msg('The buyer wants money back');
  return status === 'granted' ? msg('The buyer got money back') : msg('You declined to give money back');
}

const linesText = ({ items }: StoredOrder, lines: readonly { skuId: string; quantity: number }[]): string =>
  lines.map(({ skuId, quantity }) => `${quantity} × ${items.find((item) => item.skuId === skuId)?.title ?? skuId}`).join(', ');
