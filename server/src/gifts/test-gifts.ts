import { sql } from 'drizzle-orm';
import type * as v from 'valibot';
import { type GiftFields, SentGift } from '@vitrine/core/schemas/gift.ts';
import { users } from '../auth/tables.ts';
import type { SafeFetch } from '../http/safe-fetch.ts';
import { ulid } from '../ids.ts';
import { lives } from '../live/tables.ts';
import { roomEvents } from '../rooms/tables.ts';
import { read, setUp, type SetUpOptions } from '../testing/set-up.ts';
import { holdingsOf, SHOP, transfer } from '../users/ledger.ts';
import { createGifts } from './create-gifts.ts';

export type Gifts = Awaited<ReturnType<typeof setUpGifts>>;

export const SECRET = `whsec_${Buffer.from('a-secret-of-the-billing-for-tests').toString('base64')}`;

/** A show that is on, three gifts, and a clock that the test moves. `fetch` is the shop's billing. */
export async function setUpGifts({ fetch, ...options }: SetUpOptions & { fetch?: SafeFetch } = {}) {
  const clock = { now: 1_700_000_000_000 };
  let domain!: ReturnType<typeof createGifts>;
  const server = await setUp({
    now: () => clock.now,
    ...options,
    env: { ...options.env, ...(fetch ? { GIFT_BILLING_URL: 'https://bill.example/gifts', GIFT_BILLING_SECRET: SECRET } : {}) },
    mount(app, deps) {
      domain = createGifts(deps, { fetch });
      app.route('/api/lives', domain.liveRoutes);
      app.route('/api/gifts', domain.catalogueRoutes);
    },
  });
  const { db, writes } = server.deps;
  let keys = 0;

  async function ask(method: string, path: string, by: string, body?: unknown, headers: Record<string, string> = {}) {
    const role = by === 'admin' || by === 'guest' || by === 'host' ? by : 'viewer';
    return server.app.request(path, {
      method,
      headers: await server.as(role, role === 'viewer' ? { userId: by, name: `Name of ${by}` } : {}, headers),
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }
  const show = { changeId: 'c', epoch: 'e', title: 'Friday', hostId: 'host', currency: 'USD', streamKey: 'k', createdAt: 1 };
  const put = (giftId: string, more: Partial<v.InferInput<typeof GiftFields>> = {}) =>
    ask('PUT', `/api/gifts/${giftId}`, 'admin', {
      defaultName: `The ${giftId}`,
      iconUrl: 'https://shop.example/gift.svg',
      coins: 5,
      categoryIds: ['all'],
      ...more,
    });

  if (!options.dataDir) {
    await db.insert(lives).values({ ...show, id: 'friday', status: 'live' });
    await db.insert(lives).values({ ...show, id: 'monday', status: 'scheduled' });
    for (const id of ['ann', 'bob']) {
      await db.insert(users).values({ id, sub: `shop-${id}`, changeId: 'c', name: `Name of ${id}`, createdAt: 1 });
    }
    await ask('PUT', '/api/gifts/categories/all', 'admin', { defaultName: 'All' });
    await put('rose', { names: { 'zh-Hans': { name: '玫瑰' } } });
    await put('rocket', { coins: 1000, level: 3, resourceUrl: 'https://shop.example/rocket.json' });
  }

  return {
    ...server,
    clock,
    ask,
    put,
    settle: domain.settle,
    stop: domain.stop,
    /** Gives or takes coins or points. */
    async give(userId: string, amount: number, unit: 'coins' | 'points' = 'coins'): Promise<void> {
      const entry = { id: ulid(), changeId: ulid(), unit, reason: 'test', createdAt: 1 };
      await writes.commit(transfer(db, { ...entry, fromUserId: SHOP, toUserId: userId, amount }, sql`true`));
    },
    holds: (userId: string) => holdingsOf(db, userId),
    send: (by: string, giftId: string, count = 1, key = `key-${++keys}`, live = 'friday') =>
      ask('POST', `/api/lives/${live}/gifts`, by, { giftId, count }, { 'Idempotency-Key': key }),
    async sent(by: string, giftId: string, count = 1): Promise<SentGift> {
      return read(SentGift, this.send(by, giftId, count));
    },
    /** The gifts that the room was told of, oldest first. */
    async told(): Promise<Record<string, unknown>[]> {
      const rows = await db
        .select()
        .from(roomEvents)
        .where(sql`${roomEvents.type} = 'live_gift'`)
        .orderBy(roomEvents.id);
      return rows.map(({ body, eventId, seq }) => ({ eventId, seq, ...(JSON.parse(body) as object) }));
    },
    async count(table: string): Promise<number> {
      const [row] = await db.all<{ n: number }>(sql`select count(*) as n from ${sql.identifier(table)}`);
      return row!.n;
    },
  };
}
