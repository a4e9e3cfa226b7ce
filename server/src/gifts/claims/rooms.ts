import type { Deps } from '../../deps.ts';
import { ulid } from '../../ids.ts';
import { decide, SETTLED } from './decide.ts';
import type { Outcomes } from './outcomes.ts';
import { changeTally, type Claim, heldIn, openRooms, tallyOf } from './statements.ts';

/** How soon after a gift the cloud may be asked what it counted in a room, in milliseconds, and how often at least. */
export const SOON = 250;
const SELDOM = 5_000;

/** How many coins the cloud counted in a room; undefined where the room is gone. Rejects where it does not say. */
export type CountCoins = (liveId: string) => Promise<number | undefined>;

const sumOf = (claims: readonly Claim[]): number => claims.reduce((sum, { coins }) => sum + coins, 0);

/** Settles rooms by what the cloud counted in them: those that are due, or all. `answered` are the claims that we said yes to in time. */
export function createRoomSettling(
  { db, writes, now, log }: Pick<Deps, 'db' | 'writes' | 'now' | 'log'>,
  { deliver, giveBack, leave }: Outcomes,
  count: CountCoins,
  answered: Set<string>,
): (all: boolean) => Promise<void> {
  const askedAt = new Map<string, number>();

  async function settleRoom(liveId: string, lastAt: number): Promise<void> {
    const total = await count(liveId);
    // Read only now: whatever the cloud counted was written here before.
    const [held, tally] = await Promise.all([heldIn(db, liveId), tallyOf(db, liveId)]);
    const quiet = now() - lastAt >= SETTLED;
    if (total === undefined) return quiet ? giveUp(liveId, held) : undefined;
    let missing = tally.coins + sumOf(held) - total;
    if (missing < 0) {
      log.warn({ liveId, coins: -missing }, 'the cloud counted gifts that it did not ask us about');
      await writes.commit([changeTally(liveId, { coins: -missing, unasked: -missing }, ulid())]);
      missing = 0;
    }
    const decision = decide(
      held.map((claim) => ({ ...claim, answered: answered.has(claim.id) })),
      missing,
      now(),
    );
    const claimsOf = (ids: readonly string[]): Claim[] => {
      const chosen = new Set(ids);
      return held.filter(({ id }) => chosen.has(id));
    };
    const delivered = claimsOf(decision.delivered);
    const returned = claimsOf(decision.returned);
    const unclear = claimsOf(decision.unclear);
    // Where it is not certain, the sums are compared once more when it is quiet.
    const audit = decision.presumed || returned.length > 0 || unclear.length > 0 ? { audit: true } : {};
    await Promise.all([
      ...delivered.map(async (claim) => {
        const counted = { coins: claim.coins, ...audit };
        if (!(await deliver(claim, counted))) await leave(claim, 'unpaid', counted);
      }),
      ...returned.map((claim) => giveBack(claim, audit)),
      ...unclear.map((claim) => leave(claim, 'unclear', audit)),
    ]);
    for (const { id } of [...delivered, ...returned, ...unclear]) answered.delete(id);
    if (unclear.length > 0) {
      log.error({ liveId, gifts: decision.unclear }, 'nobody can say which of these gifts were delivered');
      const counted = sumOf(unclear) - Math.max(0, missing - sumOf(returned));
      await writes.commit([changeTally(liveId, { coins: counted }, ulid())]);
    }
    if (quiet && held.length === delivered.length + returned.length + unclear.length) await close(liveId, total);
  }

  async function giveUp(liveId: string, held: readonly Claim[]): Promise<void> {
    log.error({ liveId, gifts: held.length }, 'a room went away before it had told which gifts it counted');
    await Promise.all(held.map((claim) => leave(claim, 'unclear', {})));
    await writes.commit([changeTally(liveId, { audit: false }, ulid())]);
  }

  /** Everything is settled: whatever differs now stays so. */
  async function close(liveId: string, total: number): Promise<void> {
    const { coins, audit } = await tallyOf(db, liveId);
    const missing = Math.max(0, coins - total);
    if (missing === 0 && !audit) return;
    if (missing > 0) log.error({ liveId, coins: missing }, 'gifts were delivered that the cloud did not count');
    await writes.commit([changeTally(liveId, { coins: -missing, missing, audit: false }, ulid())]);
  }

  /** The younger the last gift, the sooner. */
  const isDue = (liveId: string, lastAt: number): boolean => {
    const wait = Math.min(SELDOM, Math.max(SOON, (now() - lastAt) / 2));
    return now() - (askedAt.get(liveId) ?? 0) >= wait;
  };

  return async function settleRooms(all): Promise<void> {
    const rooms = await openRooms(db);
    for (const liveId of askedAt.keys()) if (!rooms.some((room) => room.liveId === liveId)) askedAt.delete(liveId);
    await Promise.all(
      rooms.map(async ({ liveId, lastAt }) => {
        if (!all && !isDue(liveId, lastAt)) return;
        askedAt.set(liveId, now());
        await settleRoom(liveId, lastAt).catch((err: unknown) =>
          log.warn({ err, liveId }, 'the gifts of a room were not settled; it will be tried again'),
        );
      }),
    );
  };
}
