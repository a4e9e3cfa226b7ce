/** What a provider is asked to collect. `amount` is in minor units of `currency`. */
export interface PaymentRequest {
  /** Our own id of the payment; the provider's reports name it. */
  paymentId: string;
  amount: number;
  currency: string;
  /** What the buyer reads on the pay page: the order's number. */
  description: string;
  /** Where the buyer goes afterwards; an allowed page of the shop, or '' for the provider's own. */
  returnUrl: string;
  /** Our server as the buyer reaches it. */
  baseUrl: string;
}

export interface RefundRequest {
  /** Our own id of the refund; the provider acts at most once on it, however often it is asked. */
  refundId: string;
  paymentId: string;
  amount: number;
  currency: string;
}

/** What a provider reports about one payment. `eventId` is the provider's own; the same report may come again, and late. */
export type PaymentReport = { eventId: string; paymentId: string; amount: number; currency: string } & (
  | { type: 'payment.captured' | 'payment.failed' }
  | { type: 'payment.refunded'; refundId: string }
);

/** One way to be paid. Nothing it answers makes an order paid: only its signed reports do. */
export interface PaymentProvider {
  readonly id: string;
  createPayment(payment: PaymentRequest): Promise<{ payUrl: string }>;
  /** Asks for money to go back; that it did is reported. */
  refund(refund: RefundRequest): Promise<void>;
  /**
   * Checks a report's signature over the raw body, then reads it. Throws `unauthenticated` for a signature that does not fit
   * or is older than 300 s, `invalid` for a body that does not. Undefined for a report that is none of our business.
   */
  readReport(rawBody: string, headers: Headers): PaymentReport | undefined;
}
