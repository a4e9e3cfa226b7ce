import * as v from 'valibot';
import { Currency } from '@vitrine/core/schemas/money.ts';
import { fromDecimal } from '../../money.ts';
import { type Platform, PAYMENT_PARAMETER } from './redirect.ts';

const Decimal = v.pipe(v.string(), v.maxLength(40));

const Order = v.object({
  id: v.number(),
  status: v.string(),
  currency: Currency,
  total: Decimal,
  line_items: v.optional(v.array(v.object({ total: Decimal })), []),
  refunds: v.optional(v.array(v.object({ id: v.number(), total: Decimal })), []),
  meta_data: v.optional(v.array(v.object({ key: v.string(), value: v.unknown() })), []),
});

/** States in which the money is there, or has been. */
const PAID = new Set(['processing', 'completed', 'refunded']);

/** WooCommerce writes as many digits as it likes: `5.0000`, and a refund's total as `-5.00`. -1 fits no order. */
const minor = (text: string, currency: string): number => fromDecimal(text.replace(/^-/, ''), currency) ?? -1;

/** WooCommerce: a checkout page that takes our values into the order's metadata, and the webhook `order.updated`. */
export const woocommerce: Platform = {
  id: 'woocommerce',
  signatureHeader: 'X-WC-Webhook-Signature',
  parameter: (name) => name,
  isPing: (rawBody) => /^webhook_id=\d+$/.test(rawBody),

  read(body, headers, compares) {
    if (!headers.get('X-WC-Webhook-Topic')?.startsWith('order.')) return [];
    const { id, status, currency, total, line_items, refunds, meta_data } = v.parse(Order, body);
    const paymentId = meta_data.find(({ key }) => key === PAYMENT_PARAMETER || key === `_${PAYMENT_PARAMETER}`)?.value;
    if (typeof paymentId !== 'string' || paymentId === '') return [];
    const goods = line_items.reduce((sum, line) => sum + minor(line.total, currency), 0);
    const facts = { paymentId, currency, reference: String(id) };
    const amount = compares === 'total' ? minor(total, currency) : goods;
    if (status === 'failed' || status === 'cancelled')
      return [{ eventId: `${id}:failed`, type: 'payment.failed', amount, ...facts }];
    if (!PAID.has(status)) return [];
    return [
      { eventId: `${id}:paid`, type: 'payment.captured', amount, ...facts },
      ...refunds.map((refund) => ({
        eventId: `refund_${refund.id}`,
        type: 'payment.refunded' as const,
        byHand: true,
        amount: minor(refund.total, currency),
        ...facts,
      })),
    ];
  },
};
