import * as v from 'valibot';
import { Id, LiveId, Span } from './common.ts';
import { Money } from './money.ts';

/** Query of `GET /api/orders/report`: what to group by, and orders placed from when to before when. */
export const AttributionQuery = v.object({
  by: v.optional(v.picklist(['popup', 'live', 'host']), 'live'),
  ...Span.entries,
});
export type AttributionQuery = v.InferOutput<typeof AttributionQuery>;

/**
 * What one pop-up, show or host brought in one currency; without any of them, what came by itself. `revenue` is of orders
 * that were paid for, before `refunded`.
 */
export const AttributionRow = v.object({
  popupEventId: v.optional(v.string()),
  liveId: v.optional(LiveId),
  anchorId: v.optional(Id),
  orders: v.number(),
  paid: v.number(),
  units: v.number(),
  revenue: Money,
  refunded: Money,
});
export type AttributionRow = v.InferOutput<typeof AttributionRow>;

export const Attribution = v.object({ items: v.array(AttributionRow) });
