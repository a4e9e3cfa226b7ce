import { moderationOf } from '@vitrine/core/room-moderation.ts';
import type { ModerationStore } from '@vitrine/core/stores/moderation-store.ts';
import type { LiveUser } from '@vitrine/core/schemas/user.ts';
import { LiveElement } from '../../shared/live-element.ts';
import { Notices } from '../notices.ts';

/** Whom, and perhaps which message, something is about to be done about. */
export interface Target {
  readonly user: Pick<LiveUser, 'userId' | 'userName' | 'role'>;
  readonly message?: { readonly id: string; readonly text: string };
}

/** A moderator wants to act. It does not leave the console. */
export class ActEvent extends Event {
  static readonly type = 'act';
  readonly about: Target;

  constructor(about: Target) {
    super(ActEvent.type, { bubbles: true });
    this.about = about;
  }
}

/** What the parts of the moderators' room share. */
export abstract class RoomPart extends LiveElement {
  protected readonly notices = new Notices(this);

  protected get moderation(): ModerationStore | undefined {
    return this.room && moderationOf(this.room);
  }

  protected actOn(about: Target): void {
    this.dispatchEvent(new ActEvent(about));
  }
}
