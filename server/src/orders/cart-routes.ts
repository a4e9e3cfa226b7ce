import { and, eq, sql } from 'drizzle-orm';
import { type Context, Hono } from 'hono';
import { ulid } from '../ids.ts';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { Id } from '@vitrine/core/schemas/common.ts';
import { Currency } from '@vitrine/core/schemas/money.ts';
import { Cart, CartLinePatch, Estimate, NewCartLine, NewEstimate } from '@vitrine/core/schemas/order.ts';
import { permit } from '../auth/permissions.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Deps } from '../deps.ts';
import { allow } from '../http/allow.ts';
import { emptyBody } from '../http/empty-body.ts';
import type { Once } from '../http/idempotency.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';
import { maxQuantityOf, offersOf, skuIsOffered } from '../products/offers.ts';
import type { Charges } from './cart-charges.ts';
import { estimate } from './cart-estimate.ts';
import { readCart } from './cart-statements.ts';
import { cartLines } from './tables.ts';

/** As many lines as one order may have. */
const MAX_LINES = 100;

const ESTIMATE_RATES = { user: { points: 60, seconds: 60 } };

const CartQuery = v.object({ currency: v.optional(Currency) });
const OfLine = v.object({ id: Id });

/** Routes under `/api/cart`: each answers with the whole cart, in `?currency=` or the shop's own. */
export function cartRoutes(
  { config, db, writes, now, limits, idempotency }: Pick<Deps, 'config' | 'db' | 'writes' | 'now' | 'limits' | 'idempotency'>,
  charges: Charges,
) {
  const owner = (c: Context<Env>): string => permit(c.get('principal'), 'cart.use').userId;
  const cartOf = (c: Context<Env>): Promise<Cart> => readCart(db, owner(c), c.req.query('currency') ?? config.currency);

  /** Adds to the line of this SKU, or makes one. More than there are in stock is allowed: stock may come back. */
  async function add(userId: string, skuId: string, quantity: number, once?: Once): Promise<void> {
    const changeId = ulid();
    const row = { id: ulid(), changeId, userId, skuId, quantity, createdAt: now() };
    const most = maxQuantityOf(skuId);
    const mine = sql`select 1 from ${cartLines} where ${cartLines.userId} = ${userId}`;
    const room = sql`(exists (${mine} and ${cartLines.skuId} = ${skuId})
      or (select count(*) from (${mine})) < ${MAX_LINES}) and ${quantity} <= ${most}`;
    const added = await writes.commit([
      insertWhere(
        db,
        cartLines,
        row,
        sql`${skuIsOffered(skuId)} and ${room} and ${once?.unused ?? sql`true`}`,
      ).onConflictDoUpdate({
        target: [cartLines.userId, cartLines.skuId],
        set: { quantity: sql`${cartLines.quantity} + ${quantity}`, changeId },
        setWhere: sql`${cartLines.quantity} + ${quantity} <= ${most}`,
      }),
      ...(once ? [once.remember(200, {}, sql`exists (${mine} and ${cartLines.changeId} = ${changeId})`)] : []),
    ]);
    if (added) return;
    const offer = (await offersOf(db, [skuId], config.currency)).get(skuId);
    if (!offer?.offered) throw new LiveError('not-found', 'There is no such SKU', { details: { skuId } });
    const lines = await db.select().from(cartLines).where(eq(cartLines.userId, userId));
    const line = lines.find((one) => one.skuId === skuId);
    if ((line?.quantity ?? 0) + quantity > offer.maxQuantity) {
      const { maxQuantity } = offer;
      throw new LiveError('limit-reached', `A cart holds at most ${maxQuantity} of this`, { details: { skuId, maxQuantity } });
    }
    if (!line && lines.length >= MAX_LINES) throw new LiveError('limit-reached', `A cart has at most ${MAX_LINES} lines`);
    throw new LiveError('conflict', 'The cart changed in the meantime; try again');
  }

  /** Sets the quantity of one of the user's own lines; 0 removes it. */
  async function set(userId: string, id: string, quantity: number): Promise<void> {
    const own = and(eq(cartLines.id, id), eq(cartLines.userId, userId));
    const fits = sql`${quantity} <= ${maxQuantityOf(sql`${cartLines.skuId}`)}`;
    const change =
      quantity === 0 ? db.delete(cartLines).where(own) : db.update(cartLines).set({ quantity }).where(and(own, fits));
    if (await writes.commit([change])) return;
    const [line] = await db.select().from(cartLines).where(own);
    if (line) throw new LiveError('limit-reached', 'A cart does not hold so many of this', { details: { skuId: line.skuId } });
    throw new LiveError('not-found', 'The cart has no such line');
  }

  return new Hono<Env>()
    .use(allow('cart.use'))
    .get('/', describe('Read the cart', 'Cart', { 200: Cart }), valid('query', CartQuery), async (c) => c.json(await cartOf(c)))
    .post(
      '/lines',
      describe('Add to the cart; an Idempotency-Key makes a repeat harmless', 'Cart', { 200: Cart }),
      valid('query', CartQuery),
      valid('json', NewCartLine),
      async (c) => {
        const body = c.req.valid('json');
        const userId = owner(c);
        const put = (once?: Once) => add(userId, body.skuId, body.quantity, once);
        if (c.req.header('Idempotency-Key') === undefined) await put();
        else {
          await idempotency(c, 'cart.lines', body, async (once) => {
            await put(once);
            // What is kept is that it happened; a repeat is answered with the cart as it has become.
            return { status: 200, body: {} };
          });
        }
        return c.json(await cartOf(c));
      },
    )
    .post(
      '/estimate',
      describe('What the cart, or other lines, would cost with shipping and tax', 'Cart', { 200: Estimate }),
      limits.limit('estimate', ESTIMATE_RATES),
      emptyBody,
      valid('json', NewEstimate),
      async (c) => {
        const { items, currency = config.currency, destination } = c.req.valid('json');
        const lines =
          items ??
          (await db
            .select()
            .from(cartLines)
            .where(eq(cartLines.userId, owner(c))));
        return c.json(await estimate({ db, charges }, lines, { currency, destination }));
      },
    )
    .patch(
      '/lines/:id',
      describe('Set how many; 0 removes the line', 'Cart', { 200: Cart }),
      valid('param', OfLine),
      valid('query', CartQuery),
      valid('json', CartLinePatch),
      async (c) => {
        await set(owner(c), c.req.valid('param').id, c.req.valid('json').quantity);
        return c.json(await cartOf(c));
      },
    )
    .delete(
      '/lines/:id',
      describe('Remove a line', 'Cart', { 200: Cart }),
      valid('param', OfLine),
      valid('query', CartQuery),
      async (c) => {
        await set(owner(c), c.req.valid('param').id, 0);
        return c.json(await cartOf(c));
      },
    );
}
