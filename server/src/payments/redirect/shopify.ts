import * as v from 'valibot';
import { Currency } from '@vitrine/core/schemas/money.ts';
import { fromDecimal } from '../../money.ts';
import { type Platform, PAYMENT_PARAMETER } from './redirect.ts';

const Id = v.union([v.number(), v.string()]);
const Price = v.object({ amount: v.string(), currency_code: Currency });
const PriceSet = v.optional(v.object({ presentment_money: Price }));

const PaidOrder = v.object({
  id: Id,
  currency: Currency,
  total_price: v.string(),
  subtotal_price: v.string(),
  total_price_set: PriceSet,
  subtotal_price_set: PriceSet,
  note_attributes: v.optional(v.array(v.object({ name: v.string(), value: v.nullable(v.string()) })), []),
});

const Refund = v.object({
  id: Id,
  order_id: Id,
  transactions: v.array(v.object({ kind: v.string(), status: v.string(), amount: v.string(), currency: Currency })),
});

/** The buyer's currency, where the shop sells in several. An amount that the currency cannot have fits no order. */
const amountOf = (text: string, currency: string, set: v.InferOutput<typeof PriceSet>) => {
  const { amount, currency_code } = set?.presentment_money ?? { amount: text, currency_code: currency };
  return { amount: fromDecimal(amount, currency_code) ?? -1, currency: currency_code };
};

/** Shopify: a cart permalink with attributes, and the webhooks `orders/paid` and `refunds/create`. */
export const shopify: Platform = {
  id: 'shopify',
  signatureHeader: 'X-Shopify-Hmac-Sha256',
  parameter: (name) => `attributes[${name}]`,

  read(body, headers, compares) {
    const topic = headers.get('X-Shopify-Topic');
    if (topic === 'orders/paid') {
      const order = v.parse(PaidOrder, body);
      const paymentId = order.note_attributes.find(({ name }) => name === PAYMENT_PARAMETER)?.value;
      // An order that did not come from a show.
      if (!paymentId) return [];
      const money =
        compares === 'total'
          ? amountOf(order.total_price, order.currency, order.total_price_set)
          : amountOf(order.subtotal_price, order.currency, order.subtotal_price_set);
      return [{ eventId: `${order.id}:paid`, type: 'payment.captured', paymentId, reference: String(order.id), ...money }];
    }
    if (topic === 'refunds/create') {
      const { id, order_id, transactions } = v.parse(Refund, body);
      return transactions
        .filter(({ kind, status }) => kind === 'refund' && status === 'success')
        .map(({ amount, currency }, index) => ({
          eventId: `refund_${id}_${index}`,
          type: 'payment.refunded' as const,
          byHand: true,
          paymentId: '',
          reference: String(order_id),
          amount: fromDecimal(amount, currency) ?? -1,
          currency,
        }));
    }
    return [];
  },
};
