import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { PagedList } from '@vitrine/core/paged-list.ts';
import { OrderDeskRepository } from '@vitrine/core/repositories/order-desk-repository.ts';
import { OrderStatus } from '@vitrine/core/schemas/order-status.ts';
import type { StoredOrder, StrayReport } from '@vitrine/core/schemas/order-desk.ts';
import type { Shop } from '@vitrine/core/shop.ts';
import { controls } from '../../shared/controls.styles.ts';
import { formatMoney, localeOf } from '../../shared/format.ts';
import { icons } from '../../shared/icons.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { ConsoleSection } from '../console-section.ts';
import { desk } from '../desk.styles.ts';
import { renderChips, renderEmpty, renderTable } from '../table.ts';
import { formatWhen } from '../when.ts';
import { renderStatus, statusName } from './order-words.ts';
import { keyOfStray, renderUnknownPayments } from './unknown-payments.ts';

/** Everybody's orders: what is to be packed, what needs a person, and one of them in full. */
export class LiveConsoleOrders extends ConsoleSection {
  static override styles = [tokens, controls, desk];

  #desk: OrderDeskRepository | undefined;
  #strays: PagedList<StrayReport, object> | undefined;

  protected override opened(shop: Shop): void {
    const repository = new OrderDeskRepository(shop);
    this.#desk = repository;
    this.#strays = new PagedList(async () => ({ items: await repository.strays(), cursor: '' }), keyOfStray);
  }

  protected override filtered(): void {
    const { order, show = '' } = this.filters;
    if (order) return;
    if (show === 'strays') void this.#strays?.fetch({});
    else void this.#desk?.orders.fetch(queryOf(show));
  }

  override render() {
    const { order, show = '' } = this.filters;
    if (!this.#desk) return nothing;
    if (order) {
      return html`<live-console-order
        .desk=${this.#desk}
        .orderId=${order}
        @back=${() => this.filter({ order: undefined })}
      ></live-console-order>`;
    }
    const choices = [
      { value: '', text: msg('All') },
      { value: 'paid', text: statusName('paid') },
      { value: 'refund', text: msg('Money wanted back') },
      { value: 'attention', text: msg('Does not add up') },
      ...OrderStatus.options.filter((status) => status !== 'paid').map((status) => ({ value: status, text: statusName(status) })),
      { value: 'strays', text: msg('Unknown payments') },
    ];
    return html`<div class="head">
        <h2>${msg('Orders')}</h2>
        <button class="button" @click=${() => this.filtered()}>${icons.retry} ${msg('Read again')}</button>
      </div>
      ${renderChips(msg('Which orders'), choices, show, (value) => this.filter({ show: value }))}
      ${show === 'strays' ? this.#renderStrays({ desk: this.#desk, list: this.#strays! }) : this.#renderOrders(this.#desk, show)}
      ${this.notices.render()}`;
  }

  #renderOrders({ orders }: OrderDeskRepository, show: string): TemplateResult {
    const locale = localeOf(this);
    return renderTable<StoredOrder>({
      label: msg('Orders'),
      list: orders,
      keyOf: ({ id }) => id,
      columns: [
        {
          name: msg('Order'),
          kind: 'main',
          cell: ({ id, number, items }) => html`
            <button class="link number" @click=${() => this.filter({ order: id })}>${number}</button>
            <span class="hint" dir="auto">${summaryOf(items)}</span>
          `,
        },
        { name: msg('State'), cell: (order) => renderState(order) },
        { name: msg('Placed'), cell: ({ createdAt }) => formatWhen(createdAt, locale) },
        { name: msg('For'), cell: ({ address, buyerId }) => html`<bdi>${address?.name ?? buyerId}</bdi>` },
        { name: msg('Total'), kind: 'amount', cell: ({ total }) => html`<strong>${formatMoney(total, locale)}</strong>` },
      ],
      empty: show
        ? renderEmpty(
            msg('No such orders'),
            msg('Look at all of them, or come back later.'),
            html`<button class="button" @click=${() => this.filter({ show: '' })}>${msg('All orders')}</button>`,
          )
        : renderEmpty(msg('No orders yet'), msg('Pop up a product in a show: what viewers order is listed here.')),
    });
  }

  #renderStrays({ desk: repository, list }: { desk: OrderDeskRepository; list: PagedList<StrayReport, object> }): TemplateResult {
    return renderUnknownPayments({
      list,
      locale: localeOf(this),
      busy: this.notices.busy,
      going: this.notices.goingKey,
      onTry: (stray) => this.#lookAgain(repository, stray),
      onSettle: (stray) =>
        this.notices.later(keyOfStray(stray), msg('The payment is off the list'), async (leaving) => {
          await repository.settleStray(stray, leaving);
          await list.refresh();
        }),
    });
  }

  async #lookAgain(repository: OrderDeskRepository, stray: StrayReport): Promise<void> {
    const known = await this.notices.act(() => repository.tryStray(stray));
    if (known === undefined) return;
    this.notices.say(known ? msg('It belongs to an order now') : msg('No order is known for it, still'));
    await this.#strays?.refresh();
  }
}

/** One chip stands for a state, or for what needs a person. */
function queryOf(show: string): { status?: OrderStatus; needs?: 'attention' | 'refund' } {
  if (show === 'attention' || show === 'refund') return { needs: show };
  const status = OrderStatus.options.find((option) => option === show);
  return status ? { status } : {};
}

const renderState = ({ status, flag, refundRequest, refunded }: StoredOrder): TemplateResult =>
  html`${renderStatus(status)} ${flag ? html`<span class="state bad">${msg('Does not add up')}</span>` : nothing}
  ${refundRequest?.status === 'open' ? html`<span class="state warn">${msg('Money wanted back')}</span>` : nothing}
  ${refunded.amount > 0 && status !== 'refunded' ? html`<span class="state">${msg('Partly refunded')}</span>` : nothing}`;

function summaryOf(items: StoredOrder['items']): string {
  const [first] = items;
  if (!first) return '';
  const more = items.length - 1;
  const text = `${first.quantity} × ${first.title}`;
  return more > 0 ? msg(str`${text} and ${more} more`) : text;
}
