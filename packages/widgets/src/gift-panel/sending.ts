import type { ReactiveController } from 'lit';
import { errorCode, LiveError, type LiveErrorCode } from '@vitrine/core/errors.ts';
import { giftsOf } from '@vitrine/core/room-gifts.ts';
import { type GiftInfo } from '@vitrine/core/schemas/gift.ts';
import { MAX_GIFT_COUNT } from '@vitrine/core/schemas/gift-event.ts';
import { BeforeGiftEvent, GiftSentEvent } from '../events.ts';
import type { LiveElement } from '../shared/live-element.ts';
import type { Combo } from './combo.ts';

/** Sends gifts for an element, one request at a time: taps that come meanwhile go together in the next one. */
export class Sending implements ReactiveController {
  readonly #host: LiveElement;
  readonly #combo: Combo;
  #waiting: { gift: GiftInfo; count: number } | undefined;
  busy = false;
  failure: LiveErrorCode | undefined;

  constructor(host: LiveElement, combo: Combo) {
    this.#host = host;
    this.#combo = combo;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#waiting = undefined;
  }

  /** A first gift: a second click while it is on its way is the same wish. */
  async send(gift: GiftInfo, count: number): Promise<void> {
    if (!this.busy) await this.#run(gift, count);
  }

  /** One more of the combo. */
  async again(gift: GiftInfo, count: number): Promise<void> {
    if (!this.busy) return this.#run(gift, count);
    const before = this.#waiting?.gift.giftId === gift.giftId ? this.#waiting.count : 0;
    this.#waiting = { gift, count: Math.min(before + count, MAX_GIFT_COUNT) };
  }

  /** Somebody has read why it did not work. */
  forgive(): void {
    this.failure = undefined;
    this.#host.requestUpdate();
  }

  async #run(gift: GiftInfo, count: number): Promise<void> {
    const { room } = this.#host;
    if (!room) return;
    this.busy = true;
    this.failure = undefined;
    this.#host.requestUpdate();
    try {
      await this.#deliver(gift, count);
    } catch (error) {
      this.failure = errorCode(error);
      this.#waiting = undefined;
      this.#combo.end();
    }
    this.busy = false;
    this.#host.requestUpdate();
    const next = this.#waiting;
    this.#waiting = undefined;
    if (next && this.#host.room === room) await this.#run(next.gift, next.count);
  }

  async #deliver(gift: GiftInfo, count: number): Promise<void> {
    const { room } = this.#host;
    if (!room) return;
    const { gifts, wallet } = giftsOf(room);
    const { giftId } = gift;
    const coins = gift.coins * count;
    const choice = { liveId: room.liveId, giftId, count, coins };
    const before = new BeforeGiftEvent(choice);
    if (!this.#host.dispatchEvent(before)) return void (await before.response);
    const held = wallet.wallet;
    // Known without asking. What the server says of it counts all the same.
    if (held?.billing === 'coins' && held.coins < coins) throw new LiveError('insufficient-balance', 'Not enough coins');
    const { eventId } = await gifts.sendGift(giftId, count).finally(() => void wallet.refresh());
    this.#combo.add(giftId, count);
    this.#host.dispatchEvent(new GiftSentEvent(choice, eventId));
  }
}
