import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { PagedList } from '@vitrine/core/paged-list.ts';
import { OrderDeskRepository } from '@vitrine/core/repositories/order-desk-repository.ts';
import type { AttributionQuery, AttributionRow } from '@vitrine/core/schemas/attribution.ts';
import type { Shop } from '@vitrine/core/shop.ts';
import { controls } from '../../shared/controls.styles.ts';
import { formatMoney, localeOf } from '../../shared/format.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { ConsoleSection } from '../console-section.ts';
import { desk } from '../desk.styles.ts';
import { renderSpan, spanOf } from '../span.ts';
import { type Column, renderChips, renderEmpty, renderTable } from '../table.ts';

interface Report {
  readonly by: AttributionQuery['by'];
  readonly from: number | undefined;
  readonly to: number | undefined;
}

const keyOf = ({ popupEventId, liveId, anchorId, revenue }: AttributionRow): string =>
  [popupEventId, liveId, anchorId, revenue.currency].join(' ');

/** Which show, host or card brought how much. */
export class LiveConsoleAttribution extends ConsoleSection {
  static override styles = [tokens, controls, desk];

  #rows: PagedList<AttributionRow, Report> | undefined;

  protected override opened(shop: Shop): void {
    const repository = new OrderDeskRepository(shop);
    this.#rows = new PagedList(
      async ({ by, from, to }) => ({ items: await repository.attribution(by, from, to), cursor: '' }),
      keyOf,
    );
  }

  protected override filtered(): void {
    void this.#rows?.fetch({ by: this.#by, ...spanOf(this.filters) });
  }

  override render() {
    if (!this.#rows) return nothing;
    const locale = localeOf(this);
    const number = (name: string, cell: (row: AttributionRow) => unknown): Column<AttributionRow> => ({
      name,
      cell,
      kind: 'amount',
    });
    const count = (value: number) => new Intl.NumberFormat(locale).format(value);
    return html`<div class="head"><h2>${msg('What sold')}</h2></div>
      ${renderChips(
        msg('By what'),
        [
          { value: 'live', text: msg('By show') },
          { value: 'host', text: msg('By host') },
          { value: 'popup', text: msg('By card') },
        ],
        this.#by,
        (by) => this.filter({ by }),
      )}
      <div class="toolbar">${renderSpan(this.filters, (change) => this.filter(change))}</div>
      ${renderTable<AttributionRow>({
        label: msg('What sold'),
        list: this.#rows,
        keyOf,
        columns: [
          {
            name: msg('Brought by'),
            kind: 'main',
            cell: ({ popupEventId, liveId, anchorId }) => {
              const name = popupEventId ?? liveId ?? anchorId;
              return name ? html`<strong><bdi>${name}</bdi></strong>` : html`<span class="muted">${msg('No show')}</span>`;
            },
          },
          number(msg('Orders'), ({ orders }) => count(orders)),
          number(msg('Paid'), ({ paid }) => count(paid)),
          number(msg('Pieces'), ({ units }) => count(units)),
          number(msg('Revenue'), ({ revenue }) => html`<strong>${formatMoney(revenue, locale)}</strong>`),
          number(msg('Of it given back'), ({ refunded }) => formatMoney(refunded, locale)),
        ],
        empty: renderEmpty(msg('Nothing sold in this time'), msg('Choose other days, or pop up a product in a show.')),
      })}`;
  }

  get #by(): AttributionQuery['by'] {
    const { by } = this.filters;
    return by === 'host' || by === 'popup' ? by : 'live';
  }
}
