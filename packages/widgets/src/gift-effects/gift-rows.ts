import { msg, str } from '@lit/localize';
import { giftsOf } from '@vitrine/core/room-gifts.ts';
import type { ReceivedGift } from '@vitrine/core/stores/gift-store.ts';
import type { LiveRoom } from '../shared/context.ts';

/** A combo is one row: written once nothing was added to it for so long, in milliseconds. */
const SETTLED_MS = 1_500;

const written = new WeakSet<AbortSignal>();

/** Writes a row into the room's list of messages for every gift, on this page alone; once a room, whoever asks. */
export function writeGiftRows(room: LiveRoom): void {
  if (written.has(room.closed)) return;
  written.add(room.closed);
  const waiting = new Map<string, { gift: ReceivedGift; timer: ReturnType<typeof setTimeout> }>();
  const write = (gift: ReceivedGift) => {
    waiting.delete(gift.comboId);
    const { sender, comboCount } = gift;
    const textContent = msg(str`${sender.userName} sent ${gift.gift.name} ×${comboCount}`);
    room.barrage.appendLocalTip({ textContent, businessID: 'live_gift', data: gift, sender });
  };
  giftsOf(room).gifts.onReceiveGift((gift) => {
    const before = waiting.get(gift.comboId);
    clearTimeout(before?.timer);
    const latest = before && before.gift.comboCount > gift.comboCount ? before.gift : gift;
    waiting.set(gift.comboId, { gift: latest, timer: setTimeout(() => write(latest), SETTLED_MS) });
  }, room.closed);
  room.closed.addEventListener('abort', () => waiting.forEach(({ timer }) => clearTimeout(timer)), { once: true });
}
