import { sql } from 'drizzle-orm';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { Id, Page } from '@vitrine/core/schemas/common.ts';
import {
  NewOrder,
  NewRefund,
  NewRefundRequest,
  NewShipment,
  Payment,
  RefundRefusal,
  Shipment,
  Shipments,
} from '@vitrine/core/schemas/order.ts';
import { OrderStatus } from '@vitrine/core/schemas/order-status.ts';
import { Attribution, AttributionQuery } from '@vitrine/core/schemas/attribution.ts';
import { Refund, StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { may, permit } from '../auth/permissions.ts';
import type { Deps } from '../deps.ts';
import { allow } from '../http/allow.ts';
import { fromCursor, toCursor } from '../http/cursor.ts';
import { emptyBody } from '../http/empty-body.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';
import { NewPayment, type Payments } from '../payments/payments.ts';
import { attributionReport } from './attribution.ts';
import type { PlaceOrder } from './place.ts';
import { orderById, ordersWhere, withoutFlag } from './read.ts';
import { declineRefund, requestRefund } from './refund-requests.ts';
import { releaseOrder } from './release.ts';
import { deliver, ship, shipmentsOf } from './shipments.ts';
import { clearFlag } from './statements.ts';
import { orders, refundRequests } from './tables.ts';

const OfOrder = v.object({ id: Id });
const OrderQuery = v.object({
  cursor: v.optional(v.pipe(v.string(), v.maxLength(200))),
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(100))),
  status: v.optional(OrderStatus),
  /** Everybody's orders; for the shop alone. */
  all: v.optional(v.picklist(['', '1', 'true'])),
  /** With `all`: those that a person has to look at, or whose buyer asks for money back. */
  needs: v.optional(v.picklist(['attention', 'refund'])),
});

const NEEDS = {
  attention: sql`${orders.flag} is not null`,
  refund: sql`exists (select 1 from ${refundRequests} where ${refundRequests.orderId} = ${orders.id} and ${refundRequests.status} = 'open')`,
};

const PLACE_RATES = { user: { points: 5, seconds: 60 }, address: { points: 30, seconds: 60 } };
const PAY_RATES = { user: { points: 10, seconds: 60 } };

/** Routes under `/api/orders`. Somebody else's order is as unknown as one that does not exist. */
export function orderRoutes(
  deps: Pick<Deps, 'config' | 'db' | 'writes' | 'now' | 'limits' | 'idempotency'>,
  payments: Pick<Payments, 'open' | 'refund'>,
  placeOrder: PlaceOrder,
) {
  const { config, db, limits, idempotency } = deps;

  /** The order in the path: the caller's own, or anybody's for the shop. */
  async function orderOf(c: Context<Env>): Promise<StoredOrder> {
    const principal = permit(c.get('principal'), 'orders.place');
    const order = await orderById(db, c.req.param('id') ?? '');
    if (!order || (order.buyerId !== principal.userId && !may(principal, 'orders.manage'))) {
      throw new LiveError('not-found', 'There is no such order');
    }
    return may(principal, 'orders.manage') ? order : withoutFlag(order);
  }

  return new Hono<Env>()
    .use(allow('orders.place'))
    .post(
      '/',
      describe('Place an order', 'Orders', { 201: StoredOrder }),
      limits.limit('order', PLACE_RATES),
      valid('json', NewOrder),
      async (c) => {
        const { userId, role } = permit(c.get('principal'), 'orders.place');
        if (role === 'guest' && !config.guestOrders) throw new LiveError('forbidden', 'Sign in to order');
        const body = c.req.valid('json');
        return idempotency(c, 'orders', body, async (once) => ({
          status: 201,
          body: await placeOrder(userId, body, once),
        }));
      },
    )
    .get(
      '/',
      describe('List orders, newest first', 'Orders', { 200: Page(StoredOrder) }),
      valid('query', OrderQuery),
      async (c) => {
        const { cursor, limit = 20, status, all, needs } = c.req.valid('query');
        const { userId } = permit(c.get('principal'), all === undefined ? 'orders.place' : 'orders.manage');
        const [before] = fromCursor(cursor, 1) ?? [];
        const items = await ordersWhere(
          db,
          sql`${all === undefined ? sql`${orders.buyerId} = ${userId}` : sql`true`}
          and ${status === undefined ? sql`true` : sql`${orders.status} = ${status}`}
          and ${all === undefined || needs === undefined ? sql`true` : NEEDS[needs]}
          and ${before === undefined ? sql`true` : sql`${orders.id} < ${before}`}`,
          limit + 1,
        );
        const page = items.slice(0, limit).map(all === undefined ? withoutFlag : (order) => order);
        return c.json({ items: page, cursor: items.length > limit ? toCursor([page.at(-1)!.id]) : '' });
      },
    )
    .get(
      '/report',
      describe('What popups, lives or hosts brought', 'Orders', { 200: Attribution }),
      allow('orders.manage'),
      valid('query', AttributionQuery),
      async (c) => c.json({ items: await attributionReport(db, c.req.valid('query')) }),
    )
    .get('/:id', describe('Read an order', 'Orders', { 200: StoredOrder }), valid('param', OfOrder), async (c) =>
      c.json(await orderOf(c)),
    )
    .post(
      '/:id/pay',
      describe('Where to pay a reserved order', 'Orders', { 200: Payment }),
      limits.limit('pay', PAY_RATES),
      valid('param', OfOrder),
      emptyBody,
      valid('json', NewPayment),
      async (c) => {
        const payUrl = await payments.open(await orderOf(c), {
          returnUrl: c.req.valid('json').returnUrl,
          baseUrl: config.publicUrl ?? new URL(c.req.url).origin,
        });
        return c.json({ payUrl });
      },
    )
    .post(
      '/:id/cancel',
      describe('Cancel a reserved order', 'Orders', { 200: StoredOrder }),
      valid('param', OfOrder),
      async (c) => {
        const order = await orderOf(c);
        const cancelled = await releaseOrder(deps, order, 'cancelled');
        const now = await orderOf(c);
        if (!cancelled && now.status !== 'cancelled') {
          throw new LiveError('conflict', `The order is ${now.status}: it cannot be cancelled`, {
            details: { status: now.status },
          });
        }
        return c.json(now);
      },
    )
    .post(
      '/:id/refund',
      describe('Give money back: an amount, some lines, or all that is left', 'Orders', { 202: Refund }),
      allow('orders.manage'),
      valid('param', OfOrder),
      emptyBody,
      valid('json', NewRefund),
      async (c) => {
        const body = c.req.valid('json');
        const order = await orderOf(c);
        return idempotency(c, `refund:${order.id}`, body, async (once) => ({
          status: 202,
          body: await payments.refund(order, body, once),
        }));
      },
    )
    .post(
      '/:id/refund-request',
      describe('Ask the shop for money back', 'Orders', { 200: StoredOrder }),
      limits.limit('refund-request', PAY_RATES),
      valid('param', OfOrder),
      valid('json', NewRefundRequest),
      async (c) => {
        await requestRefund(deps, await orderOf(c), c.req.valid('json'));
        return c.json(await orderOf(c));
      },
    )
    .post(
      '/:id/refund-request/decline',
      describe("Answer a buyer's wish for money back with no", 'Orders', { 200: StoredOrder }),
      allow('orders.manage'),
      valid('param', OfOrder),
      valid('json', RefundRefusal),
      async (c) => {
        await declineRefund(deps, await orderOf(c), c.req.valid('json').answer);
        return c.json(await orderOf(c));
      },
    )
    .delete(
      '/:id/flag',
      describe('Somebody has looked at a flagged order', 'Orders', { 200: StoredOrder }),
      allow('orders.manage'),
      valid('param', OfOrder),
      async (c) => {
        const { id } = await orderOf(c);
        await deps.writes.commit([clearFlag(id)]);
        return c.json(await orderOf(c));
      },
    )
    .post(
      '/:id/delivered',
      describe('Note that a shipped order has arrived', 'Orders', { 200: StoredOrder }),
      allow('orders.manage'),
      valid('param', OfOrder),
      async (c) => {
        await deliver(deps, await orderOf(c));
        return c.json(await orderOf(c));
      },
    )
    .post(
      '/:id/shipments',
      describe('Note a parcel', 'Orders', { 201: Shipment }),
      allow('orders.manage'),
      valid('param', OfOrder),
      valid('json', NewShipment),
      async (c) => c.json(await ship(deps, await orderOf(c), c.req.valid('json')), 201),
    )
    .get(
      '/:id/shipments',
      describe('The parcels of an order', 'Orders', { 200: Shipments }),
      valid('param', OfOrder),
      async (c) => c.json({ items: await shipmentsOf(db, (await orderOf(c)).id) }),
    );
}
