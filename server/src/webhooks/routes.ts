import { Hono } from 'hono';
import * as v from 'valibot';
import { Done, Id, Page } from '@vitrine/core/schemas/common.ts';
import {
  NewWebhook,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookPatch,
  WebhookReplay,
  WebhookRotation,
  WebhookWithSecret,
} from '@vitrine/core/schemas/webhook.ts';
import type { Deps } from '../deps.ts';
import { allow } from '../http/allow.ts';
import { fromCursor, toCursor } from '../http/cursor.ts';
import { emptyBody } from '../http/empty-body.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';
import {
  addEndpoint,
  changeEndpoint,
  deliveriesOf,
  endpointOf,
  endpointsOf,
  removeEndpoint,
  replay,
  rotateSecret,
  toEndpoint,
} from './endpoints.ts';

const OfEndpoint = v.object({ id: Id });
const LogQuery = v.object({
  cursor: v.optional(v.pipe(v.string(), v.maxLength(400))),
  status: v.optional(WebhookDelivery.entries.status),
});

/** Routes under `/api/webhooks`: where the shop's programs are told of what happens. `wake` sends what is due. */
export function webhookRoutes(deps: Pick<Deps, 'db' | 'writes' | 'now'>, wake: () => void) {
  const { db } = deps;
  return new Hono<Env>()
    .use(allow('webhooks.manage'))
    .get('/', describe('List the webhooks', 'Webhooks', { 200: v.object({ items: v.array(WebhookEndpoint) }) }), async (c) =>
      c.json({ items: (await endpointsOf(db)).map(toEndpoint) }),
    )
    .post(
      '/',
      describe('Add a webhook; its secret is shown this once', 'Webhooks', { 201: WebhookWithSecret }),
      valid('json', NewWebhook),
      async (c) => {
        const row = await addEndpoint(deps, c.req.valid('json'));
        return c.json({ ...toEndpoint(row), secret: row.secret }, 201);
      },
    )
    .patch(
      '/:id',
      describe('Change a webhook, or switch it off or on again', 'Webhooks', { 200: WebhookEndpoint }),
      valid('param', OfEndpoint),
      valid('json', WebhookPatch),
      async (c) => {
        const row = await changeEndpoint(deps, c.req.valid('param').id, c.req.valid('json'));
        wake();
        return c.json(toEndpoint(row));
      },
    )
    .delete('/:id', describe('Remove a webhook', 'Webhooks', { 200: Done }), valid('param', OfEndpoint), async (c) => {
      await removeEndpoint(deps, c.req.valid('param').id);
      return c.json({});
    })
    .post(
      '/:id/rotate',
      describe('Replace the secret; the old one signs too for a while', 'Webhooks', { 200: WebhookWithSecret }),
      valid('param', OfEndpoint),
      emptyBody,
      valid('json', WebhookRotation),
      async (c) => {
        const row = await rotateSecret(deps, c.req.valid('param').id, c.req.valid('json').overlapSeconds);
        return c.json({ ...toEndpoint(row), secret: row.secret });
      },
    )
    .get(
      '/:id/deliveries',
      describe('What was sent, newest first', 'Webhooks', { 200: Page(WebhookDelivery) }),
      valid('param', OfEndpoint),
      valid('query', LogQuery),
      async (c) => {
        const { id } = await endpointOf(db, c.req.valid('param').id);
        const { cursor, status } = c.req.valid('query');
        const [before] = fromCursor(cursor, 1) ?? [];
        const { items, more } = await deliveriesOf(db, id, { before: before === undefined ? undefined : String(before), status });
        return c.json({ items, cursor: more ? toCursor([items.at(-1)!.id]) : '' });
      },
    )
    .post(
      '/:id/replay',
      describe('Send again what was not delivered, or everything', 'Webhooks', { 200: Done }),
      valid('param', OfEndpoint),
      emptyBody,
      valid('json', WebhookReplay),
      async (c) => {
        await replay(deps, (await endpointOf(db, c.req.valid('param').id)).id, c.req.valid('json'));
        wake();
        return c.json({});
      },
    );
}
