import { eq, type SQL, sql } from 'drizzle-orm';
import { ulid } from '../../ids.ts';
import { LiveError } from '@vitrine/core/errors.ts';
import { insertWhere } from '../../db/insert-where.ts';
import type { Deps } from '../../deps.ts';
import type { PaymentProvider } from '../provider.ts';
import { gatewayDeliveries, gatewayPayments } from '../tables.ts';
import { queueReport } from './deliveries.ts';
import type { ReportBody, ReportSigner } from './reports.ts';

type RefundBody = Extract<ReportBody, { type: 'payment.refunded' }>;

export type GatewayPayment = typeof gatewayPayments.$inferSelect;

/** The built-in gateway: a provider with its own books and pay page, which charges nobody. */
export interface Gateway extends PaymentProvider {
  find(id: string): Promise<GatewayPayment | undefined>;
  /** The buyer's answer on the pay page. Only the first one counts; a second changes nothing. */
  settle(id: string, outcome: 'captured' | 'declined'): Promise<void>;
}

const settled = (id: string, changeId: string): SQL =>
  sql`exists (select 1 from ${gatewayPayments} where ${gatewayPayments.id} = ${id} and ${gatewayPayments.changeId} = ${changeId})`;

const reportBody = (
  type: 'payment.captured' | 'payment.failed',
  { reference, amount, currency }: GatewayPayment,
  now: number,
): ReportBody => ({
  type,
  timestamp: new Date(now).toISOString(),
  data: { paymentId: reference, amount, currency },
});

/** `wake` is called when there is a report to deliver. */
export function createGateway(
  { db, writes, now }: Pick<Deps, 'db' | 'writes' | 'now'>,
  signer: ReportSigner,
  wake: () => void,
): Gateway {
  const byReference = async (reference: string): Promise<GatewayPayment | undefined> =>
    (await db.select().from(gatewayPayments).where(eq(gatewayPayments.reference, reference)))[0];

  return {
    id: 'builtin',
    readReports: async (rawBody, headers) => [signer.read(rawBody, headers)],

    async lookUp({ paymentId }) {
      const payment = await byReference(paymentId);
      if (!payment || payment.status === 'open') return [];
      const { amount, currency, status } = payment;
      const settlement = status === 'declined' ? 'payment.failed' : 'payment.captured';
      const given = await db
        .select({ body: gatewayDeliveries.body, id: gatewayDeliveries.id })
        .from(gatewayDeliveries)
        .where(
          sql`substr(${gatewayDeliveries.id}, 1, 7) = 'refund_' and ${gatewayDeliveries.body} ->> '$.data.paymentId' = ${paymentId}`,
        );
      return [
        {
          eventId: `${payment.id}_${status === 'declined' ? 'failed' : 'captured'}`,
          type: settlement,
          paymentId,
          amount,
          currency,
        },
        ...given.map(({ id, body }) => ({
          eventId: id,
          type: 'payment.refunded' as const,
          ...(JSON.parse(body) as RefundBody).data,
        })),
      ];
    },

    async find(id) {
      const [payment] = await db.select().from(gatewayPayments).where(eq(gatewayPayments.id, id));
      return payment;
    },

    async createPayment({ paymentId, amount, currency, description, returnUrl, baseUrl }) {
      const id = ulid();
      await writes.commit([
        insertWhere(
          db,
          gatewayPayments,
          {
            id,
            changeId: ulid(),
            reference: paymentId,
            description,
            returnUrl,
            amount,
            currency,
            status: 'open',
            refunded: 0,
            createdAt: now(),
          },
          sql`true`,
        ).onConflictDoNothing(),
      ]);
      return { payUrl: `${baseUrl}/pay/${(await byReference(paymentId))!.id}` };
    },

    async settle(id, status) {
      const payment = await this.find(id);
      if (!payment) throw new LiveError('not-found', 'There is no such payment');
      const changeId = ulid();
      const type = status === 'captured' ? 'payment.captured' : 'payment.failed';
      const happened = await writes.commit([
        db
          .update(gatewayPayments)
          .set({ status, changeId })
          .where(sql`${gatewayPayments.id} = ${id} and ${gatewayPayments.status} = 'open'`),
        queueReport(
          db,
          `${id}_${status === 'captured' ? 'captured' : 'failed'}`,
          now(),
          reportBody(type, payment, now()),
          settled(id, changeId),
        ),
      ]);
      if (happened) wake();
    },

    async refund({ refundId, paymentId, amount, currency }) {
      const payment = await byReference(paymentId);
      if (!payment) throw new LiveError('not-found', 'There is no such payment');
      const changeId = ulid();
      const reportId = `refund_${refundId}`;
      const body: ReportBody = {
        type: 'payment.refunded',
        timestamp: new Date(now()).toISOString(),
        data: { paymentId, amount, currency, refundId },
      };
      const happened = await writes.commit([
        db
          .update(gatewayPayments)
          .set({
            changeId,
            refunded: sql`${gatewayPayments.refunded} + ${amount}`,
            status: sql`case when ${gatewayPayments.refunded} + ${amount} >= ${gatewayPayments.amount} then 'refunded' else 'captured' end`,
          })
          .where(
            sql`${gatewayPayments.id} = ${payment.id} and ${gatewayPayments.status} = 'captured' and ${gatewayPayments.currency} = ${currency}
              and ${gatewayPayments.refunded} + ${amount} <= ${gatewayPayments.amount}
              and not exists (select 1 from ${gatewayDeliveries} where ${gatewayDeliveries.id} = ${reportId})`,
          ),
        queueReport(db, reportId, now(), body, settled(payment.id, changeId)),
      ]);
      if (happened) wake();
    },
  };
}
