import { type ShoppingRoom, shoppingRoom } from '@vitrine/core/shopping-room.ts';
import type { LiveRoom } from './context.ts';
import { LiveElement } from './live-element.ts';

/** What the elements share that sell: whatever room they are given, they see it as its customer. */
export abstract class ShoppingElement extends LiveElement {
  override get room(): ShoppingRoom | undefined {
    const seen = super.room;
    return seen && shoppingRoom(seen);
  }
  override set room(room: LiveRoom | undefined) {
    super.room = room;
  }
}
