import { Hono } from 'hono';
import * as v from 'valibot';
import { Done, LiveId } from '@vitrine/core/schemas/common.ts';
import { GiftId } from '@vitrine/core/schemas/gift-event.ts';
import {
  CatalogueCategory,
  CatalogueGift,
  GiftCatalogue,
  GiftCategoryFields,
  GiftFields,
  GiftSummary,
  NewGift,
  SentGift,
  UsableGifts,
} from '@vitrine/core/schemas/gift.ts';
import { permit } from '../auth/permissions.ts';
import type { Deps } from '../deps.ts';
import { allow } from '../http/allow.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';
import { liveFor } from '../live/access.ts';
import type { Billing } from './billing.ts';
import { catalogueOf, giftLanguage, putCategory, putGift, removeCategory, removeGift, usableGifts } from './catalogue.ts';
import { sendGift } from './send.ts';
import { giftSummary } from './summary.ts';

const OfLive = v.object({ id: LiveId });
const OfGift = v.object({ giftId: GiftId });
const OfCategory = v.object({ categoryId: GiftId });
const InLanguage = v.object({ language: v.optional(v.pipe(v.string(), v.maxLength(35))) });

/** A finger that taps a combo is as fast as this; more at once is what `count` is for. */
const SEND_RATES = { user: { points: 25, seconds: 5 } };

type GiftDeps = Pick<Deps, 'db' | 'writes' | 'now' | 'limits' | 'idempotency'>;

/** Under `/api/lives/:id/gifts`: what can be sent into a room, and sending it. `shop` bills where the shop does that itself. */
export function liveGiftRoutes(deps: GiftDeps, shop: Billing | undefined) {
  const { db, limits, idempotency } = deps;
  return new Hono<Env>()
    .get(
      '/:id/gifts',
      describe('List the gifts that can be sent', 'Gifts', { 200: UsableGifts }),
      valid('param', OfLive),
      valid('query', InLanguage),
      async (c) => {
        await liveFor(db, c.get('principal'), 'live.read', c.req.valid('param').id);
        return c.json({ categories: await usableGifts(db, giftLanguage(c.req.valid('query').language)) });
      },
    )
    .post(
      '/:id/gifts',
      describe('Send a gift: charged first, then told', 'Gifts', { 201: SentGift }),
      allow('gifts.send'),
      limits.limit('gift', SEND_RATES),
      valid('param', OfLive),
      valid('json', NewGift),
      async (c) => {
        const principal = permit(c.get('principal'), 'gifts.send');
        const { id: liveId } = c.req.valid('param');
        const body = c.req.valid('json');
        return idempotency(c, `gift:${liveId}`, body, async (once) => ({
          status: 201,
          body: await sendGift(deps, principal, { liveId, ...body }, once, shop),
        }));
      },
    )
    .get(
      '/:id/gifts/summary',
      describe('What a show was given, and by whom', 'Gifts', { 200: GiftSummary }),
      valid('param', OfLive),
      async (c) => {
        const { id } = await liveFor(db, c.get('principal'), 'live.read', c.req.valid('param').id);
        return c.json(await giftSummary(db, id));
      },
    );
}

/** Under `/api/gifts`: the shop's catalogue. */
export function catalogueRoutes(deps: Pick<Deps, 'db' | 'writes'>) {
  return new Hono<Env>()
    .use(allow('gifts.manage'))
    .get('/', describe('Read the whole catalogue', 'Gifts', { 200: GiftCatalogue }), async (c) =>
      c.json(await catalogueOf(deps.db)),
    )
    .put(
      '/categories/:categoryId',
      describe('Add or change a category', 'Gifts', { 200: CatalogueCategory }),
      valid('param', OfCategory),
      valid('json', GiftCategoryFields),
      async (c) => {
        return c.json(await putCategory(deps, { ...c.req.valid('param'), ...c.req.valid('json') }));
      },
    )
    .delete(
      '/categories/:categoryId',
      describe('Remove an empty category', 'Gifts', { 200: Done }),
      valid('param', OfCategory),
      async (c) => {
        await removeCategory(deps, c.req.valid('param').categoryId);
        return c.json({});
      },
    )
    .put(
      '/:giftId',
      describe('Add or change a gift', 'Gifts', { 200: CatalogueGift }),
      valid('param', OfGift),
      valid('json', GiftFields),
      async (c) => {
        return c.json(await putGift(deps, { ...c.req.valid('param'), ...c.req.valid('json') }));
      },
    )
    .delete('/:giftId', describe('Remove a gift', 'Gifts', { 200: Done }), valid('param', OfGift), async (c) => {
      await removeGift(deps, c.req.valid('param').giftId);
      return c.json({});
    });
}
