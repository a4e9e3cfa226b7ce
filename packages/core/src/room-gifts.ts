import type { LiveRoom } from './live-room.ts';
import { WalletRepository } from './repositories/wallet-repository.ts';
import { GiftStore } from './stores/gift-store.ts';

/** What a room's gifts are made of. */
export interface RoomGifts {
  readonly gifts: GiftStore;
  /** What the visitor can spend. */
  readonly wallet: WalletRepository;
}

/** Only a memory of what hangs on each room, and gone with it. */
const known = new WeakMap<AbortSignal, RoomGifts>();

/** The gifts of a room, always the same ones for the same room. Made on demand, so that a room's first load is no larger for them. */
export function giftsOf(room: LiveRoom): RoomGifts {
  const before = known.get(room.closed);
  if (before) return before;
  const made = {
    gifts: new GiftStore(room),
    wallet: new WalletRepository({ ...room, userId: () => room.login.loginUserInfo?.userId }),
  };
  known.set(room.closed, made);
  return made;
}
