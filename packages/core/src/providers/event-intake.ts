import * as v from 'valibot';
import { batch } from '../reactive.ts';
import type { RoomBus } from '../room-bus.ts';
import { RoomEvent } from '../schemas/room-event.ts';
import type { CatchUp } from '../schemas/socket.ts';

/** How far in the room's sequence of durable events we are. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/** Where the room is, and its whole state unless what was missed is told. */
export type Welcome = Pick<CatchUp, 'epoch' | 'seq' | 'recovered' | 'snapshot'>;

const Envelope = v.object({ eventId: v.optional(v.string()), seq: v.optional(v.number()), epoch: v.optional(v.string()) });
/** How many ephemeral and private events are remembered, to know a repetition. */
const MAX_REMEMBERED = 1_000;

/** Brings what a provider delivers to the bus: each event once, durable ones in order, unknown ones skipped. */
export class EventIntake {
  readonly #bus: RoomBus;
  readonly #seen = new Set<string>();
  #position: Position | undefined;

  constructor(bus: RoomBus) {
    this.#bus = bus;
  }

  /** What to ask the server to go on from; undefined asks for everything. */
  get position(): Position | undefined {
    return this.#position;
  }

  /** Forgets the position, so that the next welcome must bring a snapshot. */
  forget(): void {
    this.#position = undefined;
  }

  /** Returns false where the welcome does not fit what we have: only joining anew helps. */
  welcome({ recovered, epoch, seq, snapshot }: Welcome): boolean {
    if (recovered && this.#position) {
      return epoch === this.#position.epoch && seq >= this.#position.seq;
    }
    this.#position = { epoch, seq };
    if (snapshot) this.#bus.emitSnapshot(snapshot);
    return true;
  }

  /** Returns false at a gap: something was missed, and what follows it is left for after the recovery. */
  take(events: readonly unknown[]): boolean {
    let complete = true;
    batch(() => {
      complete = events.every((event) => this.#takeOne(event));
    });
    return complete;
  }

  #takeOne(raw: unknown): boolean {
    const envelope = v.safeParse(Envelope, raw);
    if (!envelope.success || !this.#position) return true;
    const { eventId, seq, epoch = this.#position.epoch } = envelope.output;
    if (seq !== undefined) {
      if (epoch !== this.#position.epoch || seq > this.#position.seq + 1) return false;
      if (seq <= this.#position.seq) return true;
      this.#position = { epoch, seq };
    } else if (eventId !== undefined && this.#isRepeated(eventId)) {
      return true;
    }
    // A type from a newer server counts in the sequence, but says nothing to us.
    const event = v.safeParse(RoomEvent, raw);
    if (event.success) this.#tell(event.output);
    return true;
  }

  #isRepeated(eventId: string): boolean {
    const repeated = this.#seen.delete(eventId);
    this.#seen.add(eventId);
    if (this.#seen.size > MAX_REMEMBERED) {
      for (const oldest of this.#seen) {
        this.#seen.delete(oldest);
        break;
      }
    }
    return repeated;
  }

  /** A listener that throws must not cost the room the events that follow. */
  #tell(event: RoomEvent): void {
    try {
      this.#bus.emit(event);
    } catch (error) {
      globalThis.reportError?.(error);
    }
  }
}

const WithBarrages = v.object({ snapshot: v.object({ barrages: v.array(v.unknown()) }) });

/** A newer server may send kinds of barrage that we do not know: one of them must not cost a joiner the whole snapshot. */
export function withKnownBarrages(answer: unknown): unknown {
  if (!v.is(WithBarrages, answer)) return answer;
  const { snapshot } = answer;
  return { ...answer, snapshot: { ...snapshot, barrages: snapshot.barrages.filter((event) => v.is(RoomEvent, event)) } };
}
