import { Stripe } from 'stripe';
import { LiveError } from '@vitrine/core/errors.ts';
import type { PaymentProvider, PaymentReport } from '../provider.ts';

export interface StripeOptions {
  secretKey: string;
  webhookSecret: string;
  /** A stand-in for Stripe's own address. */
  apiBase?: string | undefined;
}

/** Seconds after which a signature is too old. */
const TOLERANCE = 300;

/** Without decimals by ISO 4217, but Stripe counts them in hundredths all the same. */
const COUNTED_IN_HUNDREDTHS = new Set(['ISK', 'UGX']);
const toStripe = (amount: number, currency: string): number => (COUNTED_IN_HUNDREDTHS.has(currency) ? amount * 100 : amount);
const fromStripe = (amount: number, currency: string): number => (COUNTED_IN_HUNDREDTHS.has(currency) ? amount / 100 : amount);

/** What a session says once it is decided. The ids name facts, so that an event and Stripe's books tell the same thing once. */
function ofSession(session: Stripe.Checkout.Session, outcome: 'captured' | 'failed' | undefined): PaymentReport[] {
  const paymentId = session.client_reference_id;
  if (!paymentId || !outcome) return [];
  const currency = (session.currency ?? '').toUpperCase();
  const amount = fromStripe(session.amount_total ?? 0, currency);
  return [{ eventId: `${session.id}:${outcome}`, type: `payment.${outcome}`, paymentId, amount, currency }];
}

const outcomeOf = ({ payment_status, status }: Stripe.Checkout.Session): 'captured' | 'failed' | undefined => {
  if (payment_status === 'paid' || payment_status === 'no_payment_required') return 'captured';
  return status === 'expired' ? 'failed' : undefined;
};

function ofRefund(refund: Stripe.Refund, paymentId: string | undefined): PaymentReport[] {
  const { id, status, metadata } = refund;
  const refundId = metadata?.refundId;
  if (!paymentId) return [];
  const currency = refund.currency.toUpperCase();
  const facts = { paymentId, amount: fromStripe(refund.amount, currency), currency };
  if (status === 'succeeded') return [{ eventId: `${id}:done`, type: 'payment.refunded', refundId, ...facts }];
  const over = status === 'failed' || status === 'canceled';
  return over && refundId ? [{ eventId: `${id}:failed`, type: 'refund.failed', refundId, ...facts }] : [];
}

const idOf = (part: string | { id: string } | null | undefined): string | undefined =>
  typeof part === 'string' ? part : part?.id;

/** Stripe's own pay page, a Checkout Session an attempt. It carries our ids, so that whatever Stripe tells finds its order. */
export function createStripe({ secretKey, webhookSecret, apiBase }: StripeOptions): PaymentProvider {
  const base = apiBase ? new URL(apiBase) : undefined;
  const stripe = new Stripe(secretKey, {
    timeout: 10_000,
    maxNetworkRetries: 1,
    telemetry: false,
    ...(base && {
      host: base.hostname,
      port: base.port || (base.protocol === 'https:' ? 443 : 80),
      protocol: base.protocol === 'https:' ? ('https' as const) : ('http' as const),
    }),
  });

  /** A refund that somebody made at Stripe names the payment intent, and that one names our payment. */
  async function paymentOf(refund: Stripe.Refund): Promise<string | undefined> {
    if (refund.metadata?.paymentId) return refund.metadata.paymentId;
    const intent = idOf(refund.payment_intent);
    return intent ? (await stripe.paymentIntents.retrieve(intent)).metadata.paymentId : undefined;
  }

  async function ofEvent(event: Stripe.Event): Promise<PaymentReport[]> {
    switch (event.type) {
      case 'checkout.session.completed':
      case 'checkout.session.async_payment_succeeded':
      case 'checkout.session.expired':
        return ofSession(event.data.object, outcomeOf(event.data.object));
      case 'checkout.session.async_payment_failed':
        return ofSession(event.data.object, 'failed');
      case 'refund.created':
      case 'refund.updated':
      case 'refund.failed':
      case 'charge.refund.updated':
        return ofRefund(event.data.object, await paymentOf(event.data.object));
      default:
        return [];
    }
  }

  return {
    id: 'stripe',

    async createPayment({ paymentId, amount, currency, description, returnUrl, baseUrl }) {
      const back = returnUrl || `${baseUrl}/pay/done`;
      const session = await stripe.checkout.sessions.create(
        {
          mode: 'payment',
          client_reference_id: paymentId,
          // One line, so that Stripe cannot come to another total than we did.
          line_items: [
            {
              quantity: 1,
              price_data: {
                currency: currency.toLowerCase(),
                unit_amount: toStripe(amount, currency),
                product_data: { name: description },
              },
            },
          ],
          payment_intent_data: { metadata: { paymentId } },
          metadata: { paymentId },
          success_url: back,
          cancel_url: back,
        },
        { idempotencyKey: `pay_${paymentId}` },
      );
      if (!session.url) throw new LiveError('unavailable', 'The payment company gave no page to pay on');
      return { payUrl: session.url, reference: session.id };
    },

    async refund({ refundId, paymentId, amount, currency, reference }) {
      const session = await stripe.checkout.sessions.retrieve(reference ?? '');
      const intent = idOf(session.payment_intent);
      if (!intent) throw new Error('Stripe knows no payment of this session');
      await stripe.refunds.create(
        { payment_intent: intent, amount: toStripe(amount, currency), metadata: { refundId, paymentId } },
        { idempotencyKey: `refund_${refundId}` },
      );
    },

    async readReports(rawBody, headers) {
      let event: Stripe.Event;
      try {
        event = stripe.webhooks.constructEvent(rawBody, headers.get('stripe-signature') ?? '', webhookSecret, TOLERANCE);
      } catch (cause) {
        if (cause instanceof SyntaxError) throw new LiveError('invalid', 'The report does not fit', { cause });
        throw new LiveError('unauthenticated', 'The signature does not fit, or is too old', { cause });
      }
      return ofEvent(event);
    },

    async lookUp({ paymentId, reference }) {
      const session = await stripe.checkout.sessions.retrieve(reference ?? '');
      const intent = idOf(session.payment_intent);
      const refunds = intent ? (await stripe.refunds.list({ payment_intent: intent, limit: 100 })).data : [];
      return [...ofSession(session, outcomeOf(session)), ...refunds.flatMap((refund) => ofRefund(refund, paymentId))];
    },

    async close({ reference }) {
      const session = await stripe.checkout.sessions.retrieve(reference ?? '');
      if (session.status === 'open') await stripe.checkout.sessions.expire(session.id);
    },
  };
}
