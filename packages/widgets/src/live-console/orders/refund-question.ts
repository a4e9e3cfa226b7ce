import { msg, str } from '@lit/localize';
import { html } from 'lit';
import { parseAmount, writeAmount } from '@vitrine/core/amount.ts';
import type { NewRefund } from '@vitrine/core/schemas/order.ts';
import type { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { formatMoney } from '../../shared/format.ts';
import { type Question, textIn } from '../questions.ts';

/** What neither went back nor is on its way, in minor units. */
export const leftOf = ({ total, refunded, refunding }: StoredOrder): number =>
  total.amount - refunded.amount - (refunding?.amount ?? 0);

/** Asks how much goes back: all, some lines, or an amount. A buyer's wish is filled in. */
export function refundQuestion(order: StoredOrder, locale: string): Question {
  const { items, total, refundRequest } = order;
  const left = { amount: leftOf(order), currency: total.currency };
  const wish = refundRequest?.status === 'open' ? refundRequest.lines : undefined;
  const way = wish ? 'lines' : 'rest';
  const radio = (value: string, text: string) =>
    html`<label class="check">
      <input type="radio" name="way" value=${value} ?checked=${value === way} ?autofocus=${value === way} />
      <span>${text}</span>
    </label>`;
  return {
    title: msg('Give money back'),
    text: msg('The payment provider is asked at once, and this cannot be undone.'),
    confirm: msg('Give it back'),
    danger: true,
    check: (answer) => {
      const refund = readRefund(order, answer);
      return typeof refund === 'string' ? refund : undefined;
    },
    body: html`<fieldset>
        <legend class="visually-hidden">${msg('How much')}</legend>
        ${radio('rest', msg(str`All that is left: ${formatMoney(left, locale)}`))} ${radio('lines', msg('Some of the goods'))}
        ${items.map(
          ({ skuId, title, quantity }) =>
            html`<label>
              <span dir="auto">${msg(str`${title}: how many of ${quantity}`)}</span>
              <input
                name="line:${skuId}"
                type="number"
                min="0"
                max=${quantity}
                step="1"
                inputmode="numeric"
                value=${String(wish?.find((line) => line.skuId === skuId)?.quantity ?? 0)}
              />
            </label>`,
        )}
        ${radio('amount', msg('An amount'))}
        <label>
          <span>${msg(str`Amount in ${total.currency}, at most ${writeAmount(left)}`)}</span>
          <input name="amount" inputmode="decimal" autocomplete="off" maxlength="20" />
        </label>
      </fieldset>
      <label class="check">
        <input type="checkbox" name="restock" />
        <span>${msg('The goods came back: put them on sale again')}</span>
      </label>`,
  };
}

/** The refund that was asked for, or why it is none. */
export function readRefund(order: StoredOrder, answer: FormData): NewRefund | string {
  const { items, total } = order;
  const restock = answer.has('restock');
  const way = textIn(answer, 'way');
  if (way === 'amount') {
    const amount = parseAmount(textIn(answer, 'amount'), total.currency);
    if (!amount) return msg('That is no amount.');
    if (amount > leftOf(order)) return msg('That is more than is left.');
    // An amount alone does not say what came back.
    return restock ? msg('Choose the goods that came back instead of an amount.') : { amount, restock: false };
  }
  if (way !== 'lines') return { restock };
  const lines = items.flatMap(({ skuId }) => {
    const quantity = Number(textIn(answer, `line:${skuId}`));
    return quantity > 0 ? [{ skuId, quantity }] : [];
  });
  return lines.length === 0 ? msg('Say how many of which goods.') : { lines, restock };
}
