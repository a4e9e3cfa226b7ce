import { liveOfName } from '../live/publishing.ts';

/** What somebody sends into a TRTC room, or that they left it. */
export type Picture = 'video' | 'audio' | 'screen';

export interface PictureChange {
  liveId: string;
  hostId: string;
  userId: string;
  kind: Picture | 'everything';
  sending: boolean;
  /** Milliseconds since 1970, by Tencent's clock. */
  at: number;
}

/** Who is on air, from what TRTC tells of each stream: somebody is while they send anything. */
export class Pictures {
  readonly #sending = new Map<string, Map<Picture, boolean>>();
  readonly #at = new Map<string, number>();
  readonly #changed: (name: string, onAir: boolean) => void;

  /** `changed`: told when somebody goes on or off air, under the name that they publish as. */
  constructor(changed: (name: string, onAir: boolean) => void) {
    this.#changed = changed;
  }

  take({ liveId, hostId, userId, kind, sending, at }: PictureChange): void {
    const name = userId === hostId ? liveId : `${liveId}~${userId}`;
    const streams = this.#sending.get(name) ?? new Map<Picture, boolean>();
    const before = isOnAir(streams);
    for (const stream of kind === 'everything' ? (['video', 'audio', 'screen'] as const) : [kind]) {
      const key = `${name} ${stream}`;
      if ((this.#at.get(key) ?? 0) > at) continue;
      this.#at.set(key, at);
      streams.set(stream, sending);
    }
    this.#sending.set(name, streams);
    const after = isOnAir(streams);
    if (before !== after) this.#changed(name, after);
  }

  /** The room is gone, and everybody in it with it. */
  forget(liveId: string): void {
    for (const [name, streams] of this.#sending) {
      if (liveOfName(name) !== liveId) continue;
      this.#sending.delete(name);
      for (const stream of ['video', 'audio', 'screen']) this.#at.delete(`${name} ${stream}`);
      if (isOnAir(streams)) this.#changed(name, false);
    }
  }
}

const isOnAir = (streams: ReadonlyMap<Picture, boolean>): boolean => [...streams.values()].includes(true);
