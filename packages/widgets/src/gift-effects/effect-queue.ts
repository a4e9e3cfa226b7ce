import type { ReceivedGift } from '@vitrine/core/stores/gift-store.ts';

/** What waits to be played over the picture. */
export interface Effect {
  /** Of the combo: more of the same do not play once more, they count up. */
  readonly id: string;
  readonly gift: ReceivedGift['gift'];
  readonly senderName: string;
  readonly mine: boolean;
  /** What the combo cost so far. */
  readonly coins: number;
  readonly count: number;
}

const MAX_WAITING = 12;

/**
 * One effect plays at a time, or ten rockets would be one white picture. One's own come first, then what cost most, then what
 * came first; where too many wait, the cheapest are dropped: their senders are named in the rows all the same.
 */
export class EffectQueue {
  #waiting: Effect[] = [];
  #playing: Effect | undefined;

  get playing(): Effect | undefined {
    return this.#playing;
  }
  get length(): number {
    return this.#waiting.length;
  }

  /** Takes a gift in. True where something else is to be shown now: a new effect, or a higher count of the one that plays. */
  add({ gift, comboId: id, comboCount: count, sender }: ReceivedGift, mine: boolean): boolean {
    const effect: Effect = { id, gift, senderName: sender.userName, mine, coins: gift.coins * count, count };
    if (this.#playing?.id === id) {
      if (count > this.#playing.count) this.#playing = effect;
      return true;
    }
    const waiting = this.#waiting.findIndex((one) => one.id === id);
    if (waiting >= 0) this.#waiting[waiting] = effect;
    else this.#waiting.push(effect);
    // A stable sort: what came first stays first.
    this.#waiting = this.#waiting.toSorted((a, b) => Number(b.mine) - Number(a.mine) || b.coins - a.coins).slice(0, MAX_WAITING);
    if (this.#playing) return false;
    this.next();
    return true;
  }

  /** The one that played is over. */
  next(): Effect | undefined {
    this.#playing = this.#waiting.shift();
    return this.#playing;
  }

  clear(): void {
    this.#waiting = [];
    this.#playing = undefined;
  }
}
