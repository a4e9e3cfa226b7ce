import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { PagedList } from '@vitrine/core/paged-list.ts';
import type { StrayReport } from '@vitrine/core/schemas/order-desk.ts';
import { formatMoney } from '../../shared/format.ts';
import { icons } from '../../shared/icons.ts';
import { renderEmpty, renderTable } from '../table.ts';
import { formatWhen } from '../when.ts';

export interface UnknownPayments {
  list: PagedList<StrayReport, object>;
  locale: string;
  busy: boolean;
  /** The key of the one that is about to go. */
  going: string | undefined;
  onTry: (stray: StrayReport) => void;
  onSettle: (stray: StrayReport) => void;
}

export const keyOfStray = ({ provider, eventId }: StrayReport): string => `${provider} ${eventId}`;

/** Reports of payments that belong to no order: what they mean, what to do, and how to be done with them. */
export function renderUnknownPayments({ list, locale, busy, going, onTry, onSettle }: UnknownPayments): TemplateResult {
  return html`<p class="muted stale">
      ${msg('Payments that the provider reported, and that belong to no order here. Look them up there, and give the money back if nobody knows them.')}
    </p>
    ${renderTable<StrayReport>({
      label: msg('Unknown payments'),
      list: {
        items: list.items?.filter((stray) => keyOfStray(stray) !== going),
        failure: list.failure,
        busy: list.busy,
        hasMore: false,
        refresh: () => list.refresh(),
        fetchMore: () => list.fetchMore(),
      },
      keyOf: keyOfStray,
      columns: [
        { name: msg('Payment'), kind: 'main', cell: (stray) => html`<code>${nameOf(stray)}</code>` },
        { name: msg('Provider'), cell: ({ provider }) => provider },
        { name: msg('Report'), cell: ({ type }) => reportName(type) },
        { name: msg('Received'), cell: ({ receivedAt }) => formatWhen(receivedAt, locale) },
        {
          name: msg('State'),
          cell: ({ givenUp }) =>
            givenUp
              ? html`<span class="state bad">${msg('Waits for you')}</span>`
              : html`<span class="state">${msg('Still being tried')}</span>`,
        },
        { name: msg('Amount'), kind: 'amount', cell: ({ amount, currency }) => amountText(amount, currency, locale) },
        {
          name: msg('What to do'),
          kind: 'act',
          cell: (stray) =>
            html`<button
                class="button plain"
                aria-label=${msg(str`Look again: ${nameOf(stray)}`)}
                ?disabled=${busy}
                @click=${() => onTry(stray)}
              >
                ${icons.retry} ${msg('Look again')}
              </button>
              ${
                stray.givenUp
                  ? html`<button
                      class="button"
                      aria-label=${msg(str`I have settled it: ${nameOf(stray)}`)}
                      ?disabled=${busy}
                      @click=${() => onSettle(stray)}
                    >
                      ${icons.check} ${msg('I have settled it')}
                    </button>`
                  : nothing
              }`,
        },
      ],
      empty: renderEmpty(msg('Nothing unknown'), msg('Every payment that was reported belongs to an order.')),
    })}`;
}

const nameOf = ({ reference, paymentId }: StrayReport): string => reference ?? paymentId;

/** What a report says, as far as we know the word. */
function reportName(type: string): string {
  switch (type) {
    case 'payment.captured':
      return msg('Paid');
    case 'payment.failed':
      return msg('Not paid');
    case 'payment.refunded':
      return msg('Given back');
    case 'refund.failed':
      return msg('Could not be given back');
    default:
      return type;
  }
}

/** The currency is the provider's word: one that nobody knows must not break the list. */
function amountText(amount: number, currency: string, locale: string): string {
  try {
    return formatMoney({ amount, currency }, locale);
  } catch {
    return `${amount} ${currency}`;
  }
}
