import { ulid } from 'ulid';
import { LiveError } from '../../errors.ts';
import type { GiftInfo, SentGift, TopUp } from '../../schemas/gift.ts';
import type { LiveUser } from '../../schemas/user.ts';
import type { ShopState } from './shop-state.ts';

const COMBO_MS = 5_000;

function giftOf({ categories }: ShopState, giftId: string): GiftInfo {
  const gift = categories.flatMap(({ giftList }) => giftList).find((one) => one.giftId === giftId);
  if (!gift) throw new LiveError('not-found', 'There is no such gift');
  return gift;
}

/** Tells the room of a gift, as if it had been paid. */
export function tellGift(state: ShopState, giftId: string, count: number, sender: LiveUser): string {
  const { name, coins, iconUrl, resourceUrl } = giftOf(state, giftId);
  const eventId = ulid();
  const key = `${sender.userId} ${giftId}`;
  const goesOn = state.combo.giftId === key && state.combo.until >= Date.now();
  const combo = { comboId: goesOn ? state.combo.comboId : eventId, count: (goesOn ? state.combo.count : 0) + count };
  state.combo = { ...combo, giftId: key, until: Date.now() + COMBO_MS };
  const { totalGiftsSent, totalGiftCoins } = state.total;
  state.total = {
    totalGiftsSent: totalGiftsSent + count,
    totalGiftCoins: totalGiftCoins + coins * count,
    totalUniqueGiftSenders: 1,
  };
  state.emit({
    type: 'live_gift',
    eventId,
    sender,
    giftId,
    giftName: name,
    giftCount: count,
    giftValue: coins,
    effectUrl: resourceUrl,
    senderId: sender.userId,
    senderName: sender.userName,
    senderAvatar: sender.avatarUrl,
    iconUrl,
    comboId: combo.comboId,
    comboCount: combo.count,
    total: state.total,
  });
  return eventId;
}

/** Charges the visitor, and then tells the room. */
export function sendGift(state: ShopState, { giftId, count }: { giftId: string; count: number }): SentGift {
  const gift = giftOf(state, giftId);
  const coins = gift.coins * count;
  if (state.wallet.level < gift.level) throw new LiveError('forbidden', 'Not at this level');
  if (state.wallet.billing === 'coins') {
    if (state.wallet.coins < coins) throw new LiveError('insufficient-balance', 'Not enough coins');
    state.wallet = { ...state.wallet, coins: state.wallet.coins - coins };
  }
  const { id: userId, name: userName, role } = state.session.user;
  return { eventId: tellGift(state, giftId, count, { userId, userName, role }), giftId, count, coins };
}

/** Opens a payment for coins. */
export function topUp({ wallet }: ShopState, packageId: string): TopUp {
  const offer = wallet.packages.find((one) => one.packageId === packageId);
  if (!offer) throw new LiveError('not-found', 'These coins are not for sale');
  const id = ulid();
  const payUrl = `https://pay.example.com/${id}`;
  return { id, coins: offer.coins, price: offer.price, status: 'created', payUrl, createdAt: Date.now() };
}
