import { desc, eq } from 'drizzle-orm';
import type { GiftSummary } from '@vitrine/core/schemas/gift.ts';
import type { Database } from '../db/client.ts';
import { giftSenders, giftTotals } from './tables.ts';

const TOP = 20;

/** What a show was given, and by whom most of it. */
export async function giftSummary(db: Database, liveId: string): Promise<GiftSummary> {
  const [total] = await db.select().from(giftTotals).where(eq(giftTotals.liveId, liveId));
  const top = await db
    .select()
    .from(giftSenders)
    .where(eq(giftSenders.liveId, liveId))
    .orderBy(desc(giftSenders.coins), giftSenders.userId)
    .limit(TOP);
  return {
    totalGiftsSent: total?.gifts ?? 0,
    totalGiftCoins: total?.coins ?? 0,
    totalUniqueGiftSenders: total?.senders ?? 0,
    topSenders: top.map(({ userId, userName, avatarUrl, coins, gifts }) => ({
      sender: { userId, userName, ...(avatarUrl ? { avatarUrl } : {}) },
      coins,
      gifts,
    })),
  };
}
