import { type SQL, sql } from 'drizzle-orm';
import { MAX_GIFT_COUNT } from '@vitrine/core/schemas/gift-event.ts';
import type { LiveUser } from '@vitrine/core/schemas/user.ts';
import type { Database } from '../db/client.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Statement } from '../db/write-queue.ts';
import { liveMembers, lives } from '../live/tables.ts';
import { roomEvent } from '../rooms/statements.ts';
import { holds, SHOP, transfer } from '../users/ledger.ts';
import { pointsOf } from '../users/levels.ts';
import type { GiftRow } from './catalogue.ts';
import { giftCombos, gifts, giftSenders, giftSends, giftTotals } from './tables.ts';

/** The same gift again within this time is the same combo, in milliseconds. */
export const COMBO_MS = 5_000;

/** One gift about to be sent. */
export interface Sending {
  id: string;
  changeId: string;
  liveId: string;
  sender: LiveUser;
  gift: GiftRow;
  count: number;
  /** What all of them cost. */
  coins: number;
  billing: 'coins' | 'shop';
  ts: number;
  /** Where it did not come from a page. */
  via?: 'tencent';
}

/** True while the show is on, the gift is what was read, and the sender may send it. Whether they can pay is another question. */
export function sendable({ liveId, sender: { userId }, gift, ts }: Sending): SQL {
  const points = pointsOf(gift.level);
  return sql`exists (select 1 from ${lives} where ${lives.id} = ${liveId} and ${lives.status} = 'live')
    and exists (select 1 from ${gifts} where ${gifts.giftId} = ${gift.giftId} and ${gifts.changeId} = ${gift.changeId}
      and ${gifts.enabled} = 1)
    and not exists (select 1 from ${liveMembers} where ${liveMembers.liveId} = ${liveId} and ${liveMembers.userId} = ${userId}
      and ${liveMembers.bannedUntil} > ${ts})
    and ${points === 0 ? sql`true` : points === Number.POSITIVE_INFINITY ? sql`false` : holds(userId, 'points', points)}`;
}

/** True in the change that sent this gift. */
export const giftSent = ({ id, changeId }: Pick<Sending, 'id' | 'changeId'>): SQL =>
  sql`exists (select 1 from ${giftSends} where ${giftSends.id} = ${id} and ${giftSends.changeId} = ${changeId})`;

/** The row of a gift, if `when`: the guard of a change, or what follows one. */
export function recordGift(
  db: Database,
  { id, changeId, liveId, sender, gift, count, coins, billing, ts }: Sending,
  when: SQL,
): Statement {
  const row = { id, changeId, liveId, userId: sender.userId, giftId: gift.giftId, count, coins, billing, createdAt: ts };
  return insertWhere(db, giftSends, row, when);
}

/** Takes the coins. */
export const chargeGift = (db: Database, { id, changeId, sender, coins, ts }: Sending, happened: SQL): Statement[] =>
  transfer(
    db,
    {
      id: `gift:${id}`,
      changeId,
      unit: 'coins',
      fromUserId: sender.userId,
      toUserId: SHOP,
      amount: coins,
      reason: 'gift',
      createdAt: ts,
    },
    happened,
  );

/** Whatever follows a gift that was paid: a point a coin, the combo, what the show was given, and the room hears of it. */
export function deliverGift(db: Database, sending: Sending, happened: SQL): Statement[] {
  const { id, changeId, liveId, sender, gift, count, coins, ts, via } = sending;
  const { userId, userName, avatarUrl } = sender;
  const { giftId, defaultName: giftName, coins: giftValue, resourceUrl, iconUrl } = gift;
  const points = {
    id: `gift-points:${id}`,
    changeId,
    unit: 'points' as const,
    fromUserId: SHOP,
    toUserId: userId,
    amount: coins,
    reason: 'gift',
    createdAt: ts,
  };
  const goesOn = sql`${giftCombos.until} >= ${ts} and ${giftCombos.count} + ${count} <= ${MAX_GIFT_COUNT}`;
  const fields = JSON.stringify({
    sender,
    giftId,
    giftName,
    giftCount: count,
    giftValue,
    effectUrl: resourceUrl ?? undefined,
    senderId: userId,
    senderName: userName,
    senderAvatar: avatarUrl,
    iconUrl,
    via,
  });
  return [
    ...transfer(db, points, happened),
    sql`insert into ${giftCombos} (live_id, user_id, gift_id, combo_id, count, until)
      select ${liveId}, ${userId}, ${giftId}, ${id}, ${count}, ${ts + COMBO_MS} where ${happened}
      on conflict (live_id, user_id, gift_id) do update set until = excluded.until,
        combo_id = case when ${goesOn} then ${giftCombos.comboId} else excluded.combo_id end,
        count = case when ${goesOn} then ${giftCombos.count} + excluded.count else excluded.count end`,
    // Before the sender's own row, which tells whether they are new here.
    sql`insert into ${giftTotals} (live_id, gifts, coins, senders) select ${liveId}, ${count}, ${coins}, 1 where ${happened}
      on conflict (live_id) do update set gifts = gifts + excluded.gifts, coins = coins + excluded.coins,
        senders = senders + (not exists (select 1 from ${giftSenders} where ${giftSenders.liveId} = ${liveId}
          and ${giftSenders.userId} = ${userId}))`,
    sql`insert into ${giftSenders} (live_id, user_id, user_name, avatar_url, coins, gifts)
      select ${liveId}, ${userId}, ${userName}, ${avatarUrl ?? null}, ${coins}, ${count} where ${happened}
      on conflict (live_id, user_id) do update set coins = coins + excluded.coins, gifts = gifts + excluded.gifts,
        user_name = excluded.user_name, avatar_url = excluded.avatar_url`,
    roomEvent(
      {
        type: 'live_gift',
        liveId,
        ts,
        eventId: id,
        fields: sql`(select json_set(${fields}, '$.comboId', ${giftCombos.comboId}, '$.comboCount', ${giftCombos.count},
          '$.total', json_object('totalGiftsSent', ${giftTotals.gifts}, 'totalGiftCoins', ${giftTotals.coins},
            'totalUniqueGiftSenders', ${giftTotals.senders}))
          from ${giftCombos}, ${giftTotals} where ${giftTotals.liveId} = ${liveId} and ${giftCombos.liveId} = ${liveId}
            and ${giftCombos.userId} = ${userId} and ${giftCombos.giftId} = ${giftId})`,
      },
      happened,
    ),
  ];
}
