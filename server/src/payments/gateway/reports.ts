import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { Id } from '@vitrine/core/schemas/common.ts';
import { Money } from '@vitrine/core/schemas/money.ts';
import type { PaymentReport } from '../provider.ts';

const Timestamp = v.pipe(v.string(), v.isoTimestamp());

/** The body of the gateway's reports, as Standard Webhooks has it. */
const ReportBody = v.variant('type', [
  v.strictObject({
    type: v.picklist(['payment.captured', 'payment.failed']),
    timestamp: Timestamp,
    data: v.strictObject({ paymentId: Id, ...Money.entries }),
  }),
  v.strictObject({
    type: v.literal('payment.refunded'),
    timestamp: Timestamp,
    data: v.strictObject({ paymentId: Id, ...Money.entries, refundId: Id }),
  }),
]);
export type ReportBody = v.InferOutput<typeof ReportBody>;

const EventId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,128}$/));

/** Signs and reads the built-in gateway's reports: Standard Webhooks, with a key made of the shop's own secret. */
export function createReportSigner(secret: string) {
  const webhook = new Webhook(`whsec_${Buffer.from(secret).toString('base64')}`);

  return {
    /** The headers of one delivery. Signed anew each time, by the real clock, since the receiver refuses what is 300 s old. */
    headers(eventId: string, body: string): Record<string, string> {
      const at = new Date();
      return {
        'Content-Type': 'application/json',
        'webhook-id': eventId,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': webhook.sign(eventId, at, body),
      };
    },

    /** See `PaymentProvider.readReport`. */
    read(rawBody: string, headers: Headers): PaymentReport {
      try {
        webhook.verify(rawBody, Object.fromEntries(headers), { jsonParse: false });
      } catch (cause) {
        throw new LiveError('unauthenticated', 'The signature does not fit, or is too old', { cause });
      }
      const eventId = v.safeParse(EventId, headers.get('webhook-id'));
      const body = v.safeParse(v.pipe(v.string(), v.parseJson(), ReportBody), rawBody);
      if (!eventId.success || !body.success) throw new LiveError('invalid', 'The report does not fit');
      const { type, data } = body.output;
      return { eventId: eventId.output, type, ...data } as PaymentReport;
    },
  };
}

export type ReportSigner = ReturnType<typeof createReportSigner>;
