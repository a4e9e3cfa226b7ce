import { createHmac, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import type { PaymentProvider, PaymentReport, PaymentRequest } from '../provider.ts';

export interface RedirectOptions {
  /** The shop's checkout. `{items}`, `{order}` and `{payment}` are filled in; the rest goes into the query. */
  url: string;
  /** The shop system signs its webhooks with it. */
  webhookSecret: string;
  /** What of the shop's order has to be our total: all of it, or the goods without shipping and tax. */
  compares: 'total' | 'goods';
}

/** One shop system: how it is told of an order, and how it tells of it. */
export interface Platform {
  id: 'shopify' | 'woocommerce';
  signatureHeader: string;
  /** The name under which the shop's order keeps one of our values. */
  parameter: (name: string) => string;
  /** Reads a body whose signature fits; throws a valibot error for one that does not. */
  read: (body: unknown, headers: Headers, compares: RedirectOptions['compares']) => PaymentReport[];
  /** True for a greeting that is not signed and means nothing. */
  isPing?: (rawBody: string) => boolean;
}

/** Under this name the shop's order must carry our payment's id. */
export const PAYMENT_PARAMETER = 'vitrine_payment';

/** The checkout's address with everything that the shop needs to know of the order, and what brought it. */
function checkoutUrl(template: string, platform: Platform, payment: PaymentRequest): string {
  const { paymentId, description, returnUrl, items, attribution } = payment;
  // Commas and colons of a code must not be taken for ours.
  const lines = items.map(({ skuId, code = skuId, quantity }) => `${encodeURIComponent(code)}:${quantity}`).join(',');
  const filled = template
    .replaceAll('{items}', lines)
    .replaceAll('{order}', encodeURIComponent(description))
    .replaceAll('{payment}', encodeURIComponent(paymentId));
  const url = new URL(filled);
  const told = {
    [PAYMENT_PARAMETER]: paymentId,
    vitrine_order: description,
    live_id: attribution.liveId,
    live_host: attribution.anchorId,
    live_popup: attribution.popupEventId,
  };
  for (const [name, value] of Object.entries(told)) if (value) url.searchParams.set(platform.parameter(name), value);
  if (!template.includes('{items}')) url.searchParams.set('items', lines);
  if (returnUrl) url.searchParams.set('return_to', returnUrl);
  return url.href;
}

function signed(rawBody: string, signature: string | null, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(rawBody).digest();
  const given = Buffer.from(signature ?? '', 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * The shop's own checkout: the buyer is sent there, and its signed order webhook comes back. Money goes back by hand, in the
 * shop's own back office; its webhook says when. There is no way to ask it for its books.
 */
export const createRedirect = (platform: Platform, { url, webhookSecret, compares }: RedirectOptions): PaymentProvider => ({
  id: platform.id,

  async createPayment(payment) {
    return { payUrl: checkoutUrl(url, platform, payment) };
  },

  async refund() {
    // A person does that where the order is; the order keeps saying that it waits.
  },

  async readReports(rawBody, headers) {
    const signature = headers.get(platform.signatureHeader);
    if (signature === null && platform.isPing?.(rawBody)) return [];
    if (!signed(rawBody, signature, webhookSecret)) throw new LiveError('unauthenticated', 'The signature does not fit');
    try {
      return platform.read(JSON.parse(rawBody), headers, compares);
    } catch (cause) {
      if (cause instanceof SyntaxError || cause instanceof v.ValiError) {
        throw new LiveError('invalid', 'The report does not fit', { cause });
      }
      throw cause;
    }
  },
});
