import { type SQL, sql } from 'drizzle-orm';
import type { Order } from '@vitrine/core/schemas/order.ts';
import { type RefundRequest } from '@vitrine/core/schemas/order.ts';
import type { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import type { Database } from '../db/client.ts';
import { refunds } from '../payments/tables.ts';
import { orderItems, orders, refundRequests } from './tables.ts';

/** The order as its buyer may see it. */
export const withoutFlag = (order: StoredOrder): StoredOrder => ({ ...order, flag: undefined });

interface Row extends Pick<StoredOrder, 'id' | 'number' | 'status' | 'buyerId' | 'expiresAt' | 'createdAt'> {
  currency: string;
  total: number;
  refunded: number;
  refunding: number;
  shipping: number;
  tax: number;
  taxIncluded: 0 | 1;
  liveId: string | null;
  anchorId: string | null;
  popupEventId: string | null;
  address: string | null;
  flag: 'mismatch' | null;
  refundRequest: string | null;
  items: string;
}

interface ItemRow extends Omit<Order['items'][number], 'unitPrice' | 'imageUrl'> {
  imageUrl: string | null;
  unitPrice: number;
}

function toRequest(json: string): RefundRequest {
  const { lines, answer, ...row } = JSON.parse(json) as RefundRequest & {
    lines: RefundRequest['lines'] | null;
    answer: string | null;
  };
  return { ...row, ...(lines === null ? {} : { lines }), ...(answer === null ? {} : { answer }) };
}

function toOrder(stored: Row): StoredOrder {
  const {
    currency,
    total,
    refunded,
    refunding,
    shipping,
    tax,
    taxIncluded,
    liveId,
    anchorId,
    popupEventId,
    address,
    flag,
    refundRequest,
    items,
    ...row
  } = stored;
  return {
    ...row,
    total: { amount: total, currency },
    refunded: { amount: refunded, currency },
    ...(refunding === 0 ? {} : { refunding: { amount: refunding, currency } }),
    shipping: { amount: shipping, currency },
    tax: { amount: tax, currency },
    taxIncluded: taxIncluded === 1,
    items: (JSON.parse(items) as ItemRow[]).map(({ imageUrl, unitPrice, ...item }) => ({
      ...item,
      ...(imageUrl === null ? {} : { imageUrl }),
      unitPrice: { amount: unitPrice, currency },
    })),
    ...(liveId === null ? {} : { liveId }),
    ...(anchorId === null ? {} : { anchorId }),
    ...(popupEventId === null ? {} : { popupEventId }),
    ...(address === null ? {} : { address: JSON.parse(address) as Order['address'] }),
    ...(refundRequest === null ? {} : { refundRequest: toRequest(refundRequest) }),
    ...(flag === null ? {} : { flag }),
  };
}

/** Orders with their items, newest first. */
export async function ordersWhere(db: Database, where: SQL, limit: number): Promise<StoredOrder[]> {
  const rows = await db.all<Row>(sql`
    select ${orders.id} as "id", ${orders.number} as "number", ${orders.status} as "status", ${orders.buyerId} as "buyerId",
      ${orders.currency} as "currency", ${orders.total} as "total", ${orders.refunded} as "refunded",
      ${orders.shipping} as "shipping", ${orders.tax} as "tax", ${orders.taxIncluded} as "taxIncluded", ${orders.liveId} as "liveId",
      ${orders.anchorId} as "anchorId", ${orders.popupEventId} as "popupEventId", ${orders.address} as "address",
      ${orders.expiresAt} as "expiresAt", ${orders.createdAt} as "createdAt",
      ${orders.flag} as "flag",
      (select coalesce(sum(r.amount), 0) from ${refunds} r
        where r.status = 'requested' and r.order_id = ${orders.id} and r.reason = 'asked') as "refunding",
      (select json_object('status', r.status, 'reason', r.reason, 'lines', json(r.lines), 'answer', r.answer, 'at', r.created_at)
        from ${refundRequests} r where r.order_id = ${orders.id}) as "refundRequest",
      (select json_group_array(json_object('skuId', i.sku_id, 'productId', i.product_id, 'title', i.title,
          'options', json(i.options), 'imageUrl', i.image_url, 'quantity', i.quantity, 'unitPrice', i.unit_price))
        from (select * from ${orderItems} where ${orderItems.orderId} = ${orders.id} order by rowid) i) as "items"
    from ${orders} where ${where} order by ${orders.id} desc limit ${limit}`);
  return rows.map(toOrder);
}

/** The order of this id, whoever asks. */
export async function orderById(db: Database, id: string): Promise<StoredOrder | undefined> {
  const [order] = await ordersWhere(db, sql`${orders.id} = ${id}`, 1);
  return order;
}
