import * as v from 'valibot';
import { Id, Int, Text, Timestamp } from './common.ts';

/** What the shop's own programs can hear of. */
export const WebhookType = v.picklist([
  'order.placed',
  'order.paid',
  'order.shipped',
  'order.refunded',
  'live.started',
  'live.ended',
  'product.sold-out',
]);
export type WebhookType = v.InferOutput<typeof WebhookType>;

const Types = v.pipe(v.array(WebhookType), v.minLength(1), v.maxLength(WebhookType.options.length));
const EndpointUrl = v.pipe(v.string(), v.maxLength(2048), v.url('a URL'), v.regex(/^https?:\/\//, 'an http or https URL'));

/** Body of `POST /api/webhooks`. */
export const NewWebhook = v.object({ url: EndpointUrl, types: v.optional(Types, () => [...WebhookType.options]) });

/** Body of `PATCH /api/webhooks/:id`. */
export const WebhookPatch = v.object({
  url: v.optional(EndpointUrl),
  types: v.optional(Types),
  enabled: v.optional(v.boolean()),
});

/** An address that is told of what happens, without its secret. */
export const WebhookEndpoint = v.object({
  id: Id,
  url: v.string(),
  types: v.array(WebhookType),
  enabled: v.boolean(),
  /** Why sending was stopped by the server itself. */
  disabledReason: v.optional(v.string()),
  createdAt: Timestamp,
});
export type WebhookEndpoint = v.InferOutput<typeof WebhookEndpoint>;

/** An endpoint with the secret that verifies its messages (`whsec_…`): shown once, when it is made. */
export const WebhookWithSecret = v.object({ ...WebhookEndpoint.entries, secret: v.string() });

/** Body of `POST /api/webhooks/:id/rotate`: for how many seconds the old secret still signs beside the new one. */
export const WebhookRotation = v.object({ overlapSeconds: v.optional(Int(0, 7 * 86_400), 86_400) });

/** Body of `POST /api/webhooks/:id/replay`: everything since then that was not delivered, or all of it. */
export const WebhookReplay = v.object({ since: v.optional(Timestamp, 0), delivered: v.optional(v.boolean(), false) });

/** One message to one endpoint, and what became of it. */
export const WebhookDelivery = v.object({
  id: Id,
  messageId: Id,
  endpointId: Id,
  type: WebhookType,
  body: v.string(),
  status: v.picklist(['waiting', 'delivered', 'failed']),
  attempts: v.number(),
  nextAttemptAt: v.optional(Timestamp),
  lastStatus: v.optional(v.number()),
  lastError: v.optional(v.string()),
  createdAt: Timestamp,
  finishedAt: v.optional(Timestamp),
});
export type WebhookDelivery = v.InferOutput<typeof WebhookDelivery>;

/** The body of a message: Standard Webhooks' `type`, `timestamp` and `data`. */
export const WebhookMessage = v.object({
  type: WebhookType,
  timestamp: v.pipe(v.string(), v.isoTimestamp()),
  data: v.record(Text(40), v.unknown()),
});
