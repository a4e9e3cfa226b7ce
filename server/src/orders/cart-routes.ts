import { and, eq, sql } from 'drizzle-orm';
import { type Context, Hono } from 'hono';
import { ulid } from '../ids.ts';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { Id } from '@vitrine/core/schemas/common.ts';
import { Currency } from '@vitrine/core/schemas/money.ts';
import { Cart, CartLinePatch, NewCartLine } from '@vitrine/core/schemas/order.ts';
import { permit } from '../auth/permissions.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Deps } from '../deps.ts';
import { allow } from '../http/allow.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';
import { skuIsOffered } from '../products/offers.ts';
import { readCart } from './cart-statements.ts';
import { cartLines } from './tables.ts';

/** As many lines as one order may have. */
const MAX_LINES = 100;

const CartQuery = v.object({ currency: v.optional(Currency) });
const OfLine = v.object({ id: Id });

/** Routes under `/api/cart`: each answers with the whole cart, in `?currency=` or the shop's own. */
export function cartRoutes({ config, db, writes, now }: Pick<Deps, 'config' | 'db' | 'writes' | 'now'>) {
  const owner = (c: Context<Env>): string => permit(c.get('principal'), 'cart.use').userId;
  const cartOf = (c: Context<Env>): Promise<Cart> => readCart(db, owner(c), c.req.query('currency') ?? config.currency);

  /** Adds to the line of this SKU, or makes one. More than there are in stock is allowed: stock may come back. */
  async function add(userId: string, skuId: string, quantity: number): Promise<void> {
    const lines = await db.select({ skuId: cartLines.skuId }).from(cartLines).where(eq(cartLines.userId, userId));
    if (lines.length >= MAX_LINES && !lines.some((line) => line.skuId === skuId)) {
      throw new LiveError('limit-reached', `A cart has at most ${MAX_LINES} lines`);
    }
    const row = { id: ulid(), userId, skuId, quantity, createdAt: now() };
    const added = await writes.commit([
      insertWhere(db, cartLines, row, skuIsOffered(skuId)).onConflictDoUpdate({
        target: [cartLines.userId, cartLines.skuId],
        set: { quantity: sql`${cartLines.quantity} + ${quantity}` },
        setWhere: sql`${cartLines.quantity} + ${quantity} <= 999`,
      }),
    ]);
    if (added) return;
    const [line] = await db
      .select()
      .from(cartLines)
      .where(and(eq(cartLines.userId, userId), eq(cartLines.skuId, skuId)));
    if (line && line.quantity + quantity > 999) throw new LiveError('limit-reached', 'A line holds at most 999');
    throw new LiveError('not-found', 'There is no such SKU', { details: { skuId } });
  }

  /** Sets the quantity of one of the user's own lines; 0 removes it. */
  async function set(userId: string, id: string, quantity: number): Promise<void> {
    const own = and(eq(cartLines.id, id), eq(cartLines.userId, userId));
    const change = quantity === 0 ? db.delete(cartLines).where(own) : db.update(cartLines).set({ quantity }).where(own);
    if (!(await writes.commit([change]))) throw new LiveError('not-found', 'The cart has no such line');
  }

  return new Hono<Env>()
    .use(allow('cart.use'))
    .get('/', describe('Read the cart', 'Cart', { 200: Cart }), valid('query', CartQuery), async (c) => c.json(await cartOf(c)))
    .post(
      '/lines',
      describe('Add to the cart', 'Cart', { 200: Cart }),
      valid('query', CartQuery),
      valid('json', NewCartLine),
      async (c) => {
        const { skuId, quantity } = c.req.valid('json');
        await add(owner(c), skuId, quantity);
        return c.json(await cartOf(c));
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
