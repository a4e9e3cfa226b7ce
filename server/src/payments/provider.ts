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
  /** What is bought, for a provider that makes an order of its own. */
  items: readonly {
    skuId: string;
    /** The shop's own code of it, where it has one. */
    code?: string | undefined;
    productId: string;
    title: string;
    quantity: number;
    unitPrice: number;
  }[];
  /** Which show, host and pop-up brought the order. */
  attribution: { liveId?: string | undefined; anchorId?: string | undefined; popupEventId?: string | undefined };
}

export interface RefundRequest {
  /** Our own id of the refund; the provider acts at most once on it, however often it is asked. */
  refundId: string;
  paymentId: string;
  amount: number;
  currency: string;
  /** What the provider called the payment when it was made. */
  reference: string | null;
}

/**
 * What a provider reports about one payment. `eventId` names the fact: the same one may come again, and late. A refund
 * without a `refundId` of ours was made at the provider itself.
 */
export type PaymentReport = {
  eventId: string;
  /** Ours; empty where the provider names only its own, which is then the `reference`. */
  paymentId: string;
  amount: number;
  currency: string;
  /** What the provider calls the payment, where we did not know before. */
  reference?: string | undefined;
} & (
  | { type: 'payment.captured' | 'payment.failed' }
  | {
      type: 'payment.refunded';
      refundId?: string | undefined;
      /** Made by a person where we could not ask: it settles a refund of the same amount that waits for one. */
      byHand?: boolean | undefined;
    }
  | { type: 'refund.failed'; refundId: string }
);

/** One payment as we know it, to ask a provider about. */
export interface KnownPayment {
  paymentId: string;
  amount: number;
  currency: string;
  reference: string | null;
}

/** One way to be paid. Nothing it answers makes an order paid: only its signed reports and its own books do. */
export interface PaymentProvider {
  readonly id: string;
  /** Throws where it cannot; the buyer may try again. */
  createPayment(payment: PaymentRequest): Promise<{ payUrl: string; reference?: string }>;
  /** Asks for money to go back; that it did is reported. */
  refund(refund: RefundRequest): Promise<void>;
  /**
   * Checks a report's signature over the raw body, then reads it. Throws `unauthenticated` for a signature that does not fit
   * or is older than 300 s, `invalid` for a body that does not. Empty for what is none of our business.
   */
  readReports(rawBody: string, headers: Headers): Promise<PaymentReport[]>;
  /** What its own books say of a payment whose reports may have been lost. Absent where there is no way to ask. */
  lookUp?(payment: KnownPayment): Promise<PaymentReport[]>;
  /** Ends a payment page that nobody should pay on any more. Absent where there is no way to. */
  close?(payment: KnownPayment): Promise<void>;
}
