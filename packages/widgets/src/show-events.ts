/** Something happened: it cannot be stopped any more. */
export abstract class LiveEvent extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true });
  }
}

/** The show began or ended. */
export class ShowEvent extends LiveEvent {
  readonly liveId: string;

  constructor(type: 'live-started' | 'live-ended', liveId: string) {
    super(type);
    this.liveId = liveId;
  }
}

/** The picture runs, was paused, waits for something, or may not start by itself. */
export class PlaybackEvent extends LiveEvent {
  readonly liveId: string;

  constructor(type: 'live-playing' | 'live-paused' | 'live-waiting' | 'live-blocked', liveId: string) {
    super(type);
    this.liveId = liveId;
  }
}
