import type { ReactiveController } from 'lit';
import { LiveError } from '@vitrine/core/errors.ts';
import { giftsOf } from '@vitrine/core/room-gifts.ts';
import { type GiftInfo } from '@vitrine/core/schemas/gift.ts';
import { MAX_GIFT_COUNT } from '@vitrine/core/schemas/gift-event.ts';
import { BeforeGiftEvent, GiftSentEvent } from '../events.ts';
import { Acting } from '../shared/acting.ts';
import type { LiveElement } from '../shared/live-element.ts';
import type { Combo } from './combo.ts';

/** Sends gifts for an element, one request at a time: taps that come meanwhile go together in the next one. */
export class Sending extends Acting<LiveElement> implements ReactiveController {
  readonly #combo: Combo;
  #waiting: { gift: GiftInfo; count: number } | undefined;

  constructor(host: LiveElement, combo: Combo) {
    super(host);
    this.#combo = combo;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#waiting = undefined;
  }

  /** A first gift: a second click while it is on its way is the same wish. */
  async send(gift: GiftInfo, count: number): Promise<void> {
    if (!this.busy) await this.#send(gift, count);
  }

  /** One more of the combo. */
  async again(gift: GiftInfo, count: number): Promise<void> {
    if (!this.busy) return this.#send(gift, count);
    const before = this.#waiting?.gift.giftId === gift.giftId ? this.#waiting.count : 0;
    this.#waiting = { gift, count: Math.min(before + count, MAX_GIFT_COUNT) };
  }

  async #send(gift: GiftInfo, count: number): Promise<void> {
    const { room } = this.host;
    if (!room) return;
    await this.run(() => this.#deliver(gift, count));
    if (this.failure) {
      this.#waiting = undefined;
      this.#combo.end();
    }
    const next = this.#waiting;
    this.#waiting = undefined;
    if (next && this.host.room === room) await this.#send(next.gift, next.count);
  }

  async #deliver(gift: GiftInfo, count: number): Promise<void> {
    const { room } = this.host;
    if (!room) return;
    const { gifts, wallet } = giftsOf(room);
    const { giftId } = gift;
    const coins = gift.coins * count;
    const choice = { liveId: room.liveId, giftId, count, coins };
    const before = new BeforeGiftEvent(choice);
    if (!this.host.dispatchEvent(before)) return void (await before.response);
    const held = wallet.wallet;
    // Known without asking. What the server says of it counts all the same.
    if (held?.billing === 'coins' && held.coins < coins) throw new LiveError('insufficient-balance', 'Not enough coins');
    const { eventId } = await gifts.sendGift(giftId, count).finally(() => void wallet.refresh());
    this.#combo.add(giftId, count);
    this.host.dispatchEvent(new GiftSentEvent(choice, eventId));
  }
}
