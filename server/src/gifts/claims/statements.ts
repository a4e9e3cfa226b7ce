import { and, asc, desc, eq, inArray, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { insertWhere } from '../../db/insert-where.ts';
import type { Statement } from '../../db/write-queue.ts';
import { SHOP, transfer } from '../../users/ledger.ts';
import type { Sending } from '../statements.ts';
import { giftClaims, giftTallies } from '../tables.ts';

export type Claim = typeof giftClaims.$inferSelect;
export type Tally = typeof giftTallies.$inferSelect;

/** As many as a person looks at. */
const MOST_WAITING = 100;

/** The claim of this key; undefined where nobody asked for it. */
export async function claimOf(db: Database, key: string): Promise<Claim | undefined> {
  return (await db.select().from(giftClaims).where(eq(giftClaims.key, key)))[0];
}

/** The claim of this id, if it waits for the shop. */
export async function waitingClaim(db: Database, id: string): Promise<Claim | undefined> {
  const waiting = inArray(giftClaims.status, ['unclear', 'unpaid']);
  return (
    await db
      .select()
      .from(giftClaims)
      .where(and(eq(giftClaims.id, id), waiting))
  )[0];
}

/** What the cloud has still to count in a room, the oldest first: all of it, since only the sum is known. */
export const heldIn = (db: Database, liveId: string): Promise<Claim[]> =>
  db
    .select()
    .from(giftClaims)
    .where(and(eq(giftClaims.liveId, liveId), eq(giftClaims.status, 'held')))
    .orderBy(asc(giftClaims.id));

/** The rooms whose sums are to be looked at, and when the last gift was sent there. */
export async function openRooms(db: Database): Promise<{ liveId: string; lastAt: number }[]> {
  return db.all(sql`select live_id as "liveId", (select max(created_at) from ${giftClaims} where live_id = rooms.live_id) as "lastAt"
    from (select live_id from ${giftClaims} where status = 'held' union select live_id from ${giftTallies} where audit = 1) as rooms`);
}

/** What was counted in a room so far. */
export async function tallyOf(db: Database, liveId: string): Promise<Tally> {
  const [tally] = await db.select().from(giftTallies).where(eq(giftTallies.liveId, liveId));
  return tally ?? { liveId, changeId: '', coins: 0, unasked: 0, missing: 0, audit: false };
}

/** What waits for the shop, and the shows whose sums differ from the cloud's. */
export async function claimBooks(db: Database): Promise<{ claims: Claim[]; tallies: Tally[] }> {
  const [claims, tallies] = await Promise.all([
    db
      .select()
      .from(giftClaims)
      .where(inArray(giftClaims.status, ['unclear', 'unpaid']))
      .orderBy(desc(giftClaims.id))
      .limit(MOST_WAITING),
    db
      .select()
      .from(giftTallies)
      .where(or(ne(giftTallies.unasked, 0), ne(giftTallies.missing, 0)))
      .orderBy(desc(giftTallies.liveId))
      .limit(MOST_WAITING),
  ]);
  return { claims, tallies };
}

/** True while nobody asked for this gift. */
export const keyFree = (key: string): SQL => sql`not exists (select 1 from ${giftClaims} where ${giftClaims.key} = ${key})`;

/** True in the change that wrote or settled this claim. */
export const claimChanged = (id: string, changeId: string): SQL =>
  sql`exists (select 1 from ${giftClaims} where ${giftClaims.id} = ${id} and ${giftClaims.changeId} = ${changeId})`;

/** The row of a claim that was paid. */
export function recordClaim(db: Database, { sender, ts, ...sending }: Sending, key: string, when: SQL): Statement {
  const row: Claim = {
    ...sending,
    key,
    sender,
    userId: sender.userId,
    charged: true,
    status: 'held',
    createdAt: ts,
    settledAt: null,
  };
  return insertWhere(db, giftClaims, row, when);
}

/** The cloud asked again: perhaps for the same gift, perhaps for another in the same second. Nobody pays before that is known. */
export const recordRepeat = (db: Database, first: Claim, id: string, changeId: string, now: number): Statement =>
  insertWhere(
    db,
    giftClaims,
    { ...first, id, changeId, key: `${first.key} ${id}`, charged: false, status: 'held', createdAt: now, settledAt: null },
    sql`exists (select 1 from ${giftClaims} where ${giftClaims.id} = ${first.id} and ${giftClaims.status} <> 'returned')`,
  );

/** Says what became of a claim, if it is still as it was read; the guard of a change. */
export const settleClaim = (
  db: Database,
  { id, status: before }: Pick<Claim, 'id' | 'status'>,
  status: Claim['status'],
  changeId: string,
  now: number,
  when = sql`true`,
): Statement =>
  db
    .update(giftClaims)
    .set({ status, changeId, settledAt: now })
    .where(sql`${giftClaims.id} = ${id} and ${giftClaims.status} = ${before} and ${when}`);

/** Gives the coins of a claim back. */
export const returnCoins = (db: Database, { id, userId, coins }: Claim, changeId: string, now: number, when: SQL): Statement[] =>
  transfer(
    db,
    {
      id: `gift-back:${id}`,
      changeId,
      unit: 'coins',
      fromUserId: SHOP,
      toUserId: userId,
      amount: coins,
      reason: 'gift-back',
      createdAt: now,
    },
    when,
  );

/** What changes about a tally: each is added, but for `audit`. */
export interface TallyChange {
  coins?: number;
  unasked?: number;
  missing?: number;
  audit?: boolean;
}

export function changeTally(
  liveId: string,
  { coins = 0, unasked = 0, missing = 0, audit }: TallyChange,
  changeId: string,
  when = sql`true`,
): Statement {
  return sql`insert into ${giftTallies} (live_id, change_id, coins, unasked, missing, audit)
    select ${liveId}, ${changeId}, ${coins}, ${unasked}, ${missing}, ${Number(audit ?? false)} where ${when}
    on conflict (live_id) do update set change_id = excluded.change_id, coins = coins + excluded.coins,
      unasked = unasked + excluded.unasked, missing = missing + excluded.missing,
      audit = ${audit === undefined ? sql`audit` : sql`excluded.audit`}`;
}

/** The cloud begins to count a room anew: what it has not told about the one before, nobody will ever know. */
export const roomMadeAnew = (db: Database, liveId: string, changeId: string, now: number): [Statement, ...Statement[]] => [
  db.update(giftTallies).set({ coins: 0, audit: false, changeId }).where(eq(giftTallies.liveId, liveId)),
  db
    .update(giftClaims)
    .set({ status: 'unclear', changeId, settledAt: now })
    .where(and(eq(giftClaims.liveId, liveId), eq(giftClaims.status, 'held'))),
];
