import { Hono } from 'hono';
import * as v from 'valibot';
import { Done, Id, LiveId } from '@vitrine/core/schemas/common.ts';
import { GiftId } from '@vitrine/core/schemas/gift-event.ts';
import {
  CatalogueCategory,
  CatalogueGift,
  ClaimBooks,
  GiftCatalogue,
  GiftCategoryFields,
  GiftFields,
  GiftSummary,
  NewGift,
  ResolvedClaim,
  SentGift,
  UsableGifts,
} from '@vitrine/core/schemas/gift.ts';
import { LiveError } from '@vitrine/core/errors.ts';
import { permit } from '../auth/permissions.ts';
import type { Deps } from '../deps.ts';
import { allow } from '../http/allow.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';
import { liveFor } from '../live/access.ts';
import type { Billing } from './billing.ts';
import { catalogueOf, giftLanguage, putCategory, putGift, removeCategory, removeGift, usableGifts } from './catalogue.ts';
import type { Claims } from './claims/claims.ts';
import { claimBooks } from './claims/statements.ts';
import { GIFT_RATES, sendGift } from './send.ts';
import { giftSummary } from './summary.ts';

const OfLive = v.object({ id: LiveId });
const OfGift = v.object({ giftId: GiftId });
const OfCategory = v.object({ categoryId: GiftId });
const OfClaim = v.object({ id: Id });
const InLanguage = v.object({ language: v.optional(v.pipe(v.string(), v.maxLength(35))) });

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
      limits.limit('gift', GIFT_RATES),
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

/**
 * Under `/api/gifts`: the shop's catalogue, and what waits for the shop of the gifts that were sent through the cloud. `changed` hears of
 * every change of the catalogue.
 */
export function catalogueRoutes(deps: Pick<Deps, 'db' | 'writes'>, claims: Claims | undefined, changed: () => void) {
  return new Hono<Env>()
    .use(allow('gifts.manage'))
    .use(async (c, next) => {
      await next();
      if (c.req.method === 'PUT' || c.req.method === 'DELETE') changed();
    })
    .get('/claims', describe('List the gifts whose delivery is for you to decide', 'Gifts', { 200: ClaimBooks }), async (c) =>
      c.json(toBooks(await claimBooks(deps.db))),
    )
    .post(
      '/claims/:id',
      describe('Say whether such a gift was delivered', 'Gifts', { 200: Done }),
      valid('param', OfClaim),
      valid('json', ResolvedClaim),
      async (c) => {
        if (!claims) throw new LiveError('not-found', 'Gifts are not sent through a cloud here');
        await claims.resolve(c.req.valid('param').id, c.req.valid('json').delivered);
        return c.json({});
      },
    )
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

/** The books as the shop reads them. */
function toBooks({ claims, tallies }: Awaited<ReturnType<typeof claimBooks>>): v.InferOutput<typeof ClaimBooks> {
  return {
    claims: claims.map(({ id, liveId, sender, gift, count, coins, status, createdAt }) => ({
      id,
      liveId,
      sender,
      giftId: gift.giftId,
      count,
      coins,
      status: status === 'unpaid' ? 'unpaid' : 'unclear',
      createdAt,
    })),
    shows: tallies.map(({ liveId, coins, unasked, missing }) => ({ liveId, coins, unasked, missing })),
  };
}
