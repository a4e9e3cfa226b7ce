import { LiveBeforeEvent, LiveEvent } from '../events.ts';

/** The visitor is about to follow the host, or (`following` is false) to do so no longer. */
export class BeforeFollowEvent extends LiveBeforeEvent {
  static readonly type = 'live-before-follow';
  readonly hostId: string;
  readonly following: boolean;

  constructor(hostId: string, following: boolean) {
    super(BeforeFollowEvent.type);
    this.hostId = hostId;
    this.following = following;
  }
}

/** The visitor follows the host, or does so no longer. */
export class FollowEvent extends LiveEvent {
  readonly hostId: string;

  constructor(type: 'live-followed' | 'live-unfollowed', hostId: string) {
    super(type);
    this.hostId = hostId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'live-before-follow': BeforeFollowEvent;
    'live-followed': FollowEvent;
    'live-unfollowed': FollowEvent;
  }
}
