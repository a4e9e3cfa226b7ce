import { type HostRoom, hostRoom } from '@vitrine/core/host-room.ts';
import type { LiveRoom } from '../shared/context.ts';
import { LiveElement } from '../shared/live-element.ts';

/** What the studio and its parts share: whatever room they are given, they see it as its host. */
export abstract class StudioElement extends LiveElement {
  override get room(): HostRoom | undefined {
    const seen = super.room;
    return seen && hostRoom(seen);
  }
  override set room(room: LiveRoom | undefined) {
    super.room = room;
  }
}
