import type { RoomEvent } from '@vitrine/core/schemas/room-event.ts';

const toFrame = (events: readonly RoomEvent[]): Buffer => Buffer.from(JSON.stringify({ type: 'events', events }));

/** Events that go out together: one frame, serialized once, for all sockets of a room. */
export class Batch {
  readonly #events: readonly RoomEvent[];
  readonly #firstSeq: number;
  /** The youngest `seq` in it; 0 where all events are ephemeral. */
  readonly lastSeq: number;
  #frame: Buffer | undefined;

  constructor(events: readonly RoomEvent[]) {
    this.#events = events;
    const seqs = events.flatMap(({ seq }) => seq ?? []);
    this.#firstSeq = Math.min(...seqs);
    this.lastSeq = Math.max(0, ...seqs);
  }

  /** The frame for a socket that has been told everything up to `seq`; undefined where nothing is left to tell. */
  frameAfter(seq: number): Buffer | undefined {
    // A room without durable events in it has Infinity here: everybody shares the frame.
    if (this.#firstSeq > seq) return (this.#frame ??= toFrame(this.#events));
    const rest = this.#events.filter((event) => event.seq === undefined || event.seq > seq);
    return rest.length > 0 ? toFrame(rest) : undefined;
  }
}
