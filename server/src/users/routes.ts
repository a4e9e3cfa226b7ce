import { eq, or, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { Id } from '@vitrine/core/schemas/common.ts';
import {
  Following,
  FoundUsers,
  NewTransfer,
  OwnProfile,
  ShopIdentity,
  Transfer,
  TransferPage,
  type Unit,
  UserProfile,
} from '@vitrine/core/schemas/user.ts';
import { permit } from '../auth/permissions.ts';
import { users } from '../auth/tables.ts';
import type { Deps } from '../deps.ts';
import { allow } from '../http/allow.ts';
import { fromCursor, toCursor } from '../http/cursor.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';
import { ulid } from '../ids.ts';
import { follow, followingOf, unfollow } from './follows.ts';
import { saveIdentity, shopIdentityOf } from './identities.ts';
import { holdingsOf, SHOP, transfer, transferred } from './ledger.ts';
import { levelOf } from './levels.ts';
import { transfers } from './tables.ts';

const OfUser = v.object({ id: Id });
const UserQuery = v.object({ q: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(512)) });
const TransferQuery = v.object({ cursor: v.optional(v.pipe(v.string(), v.maxLength(200))) });
const PAGE = 50;
const FOLLOW_RATES = { user: { points: 30, seconds: 60 } };

type UserDeps = Pick<Deps, 'db' | 'writes' | 'now' | 'limits' | 'idempotency'>;

/** Routes under `/api/users`. Names, pictures and identities are the shop's to give; levels, points, coins and follows are ours. */
export function userRoutes(deps: UserDeps) {
  const { db, writes, now, limits, idempotency } = deps;

  /** The shop's user of this id. Guests have no profile. */
  async function userOf(id: string) {
    const [user] = await db.select().from(users).where(eq(users.id, id));
    if (!user) throw new LiveError('not-found', 'There is no such user');
    return user;
  }

  async function profileOf(id: string, askedBy: string | undefined): Promise<UserProfile> {
    const { name, avatarUrl } = await userOf(id);
    const { level } = levelOf((await holdingsOf(db, id)).points);
    return {
      userId: id,
      userName: name,
      ...(avatarUrl ? { avatarUrl } : {}),
      ...(await shopIdentityOf(db, id)),
      level,
      ...(await followingOf(db, id, askedBy)),
    };
  }

  /** The movements of what a user holds, newest first. */
  async function movesOf(userId: string, before: string | number | undefined): Promise<v.InferOutput<typeof TransferPage>> {
    const rows = await db.all<Transfer & { rowid: number }>(sql`
      select rowid, ${transfers.id} as "id", ${transfers.unit} as "unit", ${transfers.reason} as "reason", ${transfers.createdAt} as "at",
        case when ${transfers.toUserId} = ${userId} then ${transfers.amount} else -${transfers.amount} end as "amount"
      from ${transfers} where (${transfers.fromUserId} = ${userId} or ${transfers.toUserId} = ${userId})
        and ${before === undefined ? sql`true` : sql`rowid < ${before}`}
      order by rowid desc limit ${PAGE + 1}`);
    const items = rows.slice(0, PAGE).map(({ id, unit, amount, reason, at }) => ({ id, unit, amount, reason, at }));
    return { items, cursor: rows.length > PAGE ? toCursor([rows[PAGE - 1]!.rowid]) : '' };
  }

  return new Hono<Env>()
    .get(
      '/',
      describe('Find a user by id, or by your own id of them', 'Users', { 200: FoundUsers }),
      allow('users.find'),
      valid('query', UserQuery),
      async (c) => {
        const { q } = c.req.valid('query');
        const found = await db
          .select({ id: users.id })
          .from(users)
          .where(or(eq(users.id, q), eq(users.sub, q)));
        return c.json({ items: await Promise.all(found.map(({ id }) => profileOf(id, c.get('principal')?.userId))) });
      },
    )
    .get('/me', describe('Read your own profile', 'Users', { 200: OwnProfile }), allow('users.self'), async (c) => {
      const { userId, name, avatarUrl } = permit(c.get('principal'), 'users.self');
      const { points, coins } = await holdingsOf(db, userId);
      return c.json({
        userId,
        userName: name,
        ...(avatarUrl ? { avatarUrl } : {}),
        ...(await shopIdentityOf(db, userId)),
        ...levelOf(points),
        points,
        coins,
        ...(await followingOf(db, userId, undefined)),
      });
    })
    .get(
      '/me/transfers',
      describe('What you were given and what you spent', 'Users', { 200: TransferPage }),
      allow('users.self'),
      valid('query', TransferQuery),
      async (c) => {
        const [before] = fromCursor(c.req.valid('query').cursor, 1) ?? [];
        return c.json(await movesOf(permit(c.get('principal'), 'users.self').userId, before));
      },
    )
    .get(
      '/:id',
      describe('Read a profile', 'Users', { 200: UserProfile }),
      allow('users.read'),
      valid('param', OfUser),
      async (c) => c.json(await profileOf(c.req.valid('param').id, c.get('principal')?.userId)),
    )
    .put(
      '/:id/follow',
      describe('Follow somebody', 'Users', { 200: Following }),
      allow('users.follow'),
      limits.limit('follow', FOLLOW_RATES),
      valid('param', OfUser),
      async (c) => {
        const { userId } = permit(c.get('principal'), 'users.follow');
        const { id } = await userOf(c.req.valid('param').id);
        if (id === userId) throw new LiveError('invalid', 'Nobody follows themselves');
        await follow(deps, userId, id);
        return c.json(await followingOf(db, id, userId));
      },
    )
    .delete(
      '/:id/follow',
      describe('Follow somebody no longer', 'Users', { 200: Following }),
      allow('users.follow'),
      valid('param', OfUser),
      async (c) => {
        const { userId } = permit(c.get('principal'), 'users.follow');
        const { id } = c.req.valid('param');
        await unfollow(deps, userId, id);
        return c.json(await followingOf(db, id, userId));
      },
    )
    .put(
      '/:id/identity',
      describe('Say how a user is shown: badges, colour of the name, bubble', 'Users', { 200: UserProfile }),
      allow('users.identify'),
      valid('param', OfUser),
      valid('json', ShopIdentity),
      async (c) => {
        const { id } = await userOf(c.req.valid('param').id);
        await writes.commit([saveIdentity(id, c.req.valid('json'))]);
        return c.json(await profileOf(id, c.get('principal')?.userId));
      },
    )
    .post(
      '/:id/transfers',
      describe('Give points or coins, or take them', 'Users', { 201: Transfer }),
      allow('users.grant'),
      valid('param', OfUser),
      valid('json', NewTransfer),
      async (c) => {
        const { id: userId } = await userOf(c.req.valid('param').id);
        const body = c.req.valid('json');
        return idempotency(c, `transfer:${userId}`, body, async (once) => {
          const { unit, amount, reason } = body;
          const given = amount > 0;
          const [id, changeId, at] = [ulid(), ulid(), now()];
          const reply: Transfer = { id, unit: unit satisfies Unit, amount, reason, at };
          const entry = {
            id,
            changeId,
            unit,
            fromUserId: given ? SHOP : userId,
            toUserId: given ? userId : SHOP,
            amount: Math.abs(amount),
            reason,
            createdAt: at,
          };
          const done = await writes.commit([
            ...transfer(db, entry, once.unused),
            once.remember(201, reply, transferred(id, changeId)),
          ]);
          if (!done) throw new LiveError('insufficient-balance', 'The user does not have that much');
          return { status: 201, body: reply };
        });
      },
    );
}
