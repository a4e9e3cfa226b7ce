import type { EventOf, RoomEvent, RoomEventType } from './schemas/room-event.ts';
import type { Snapshot } from './schemas/socket.ts';

type SnapshotListener = (snapshot: Snapshot) => void;

/** Carries everything that happens in one room, whichever provider delivered it. */
export class RoomBus {
  readonly #listeners = new Map<string, Set<(event: never) => void>>();
  readonly #snapshots = new Set<SnapshotListener>();
  readonly #forgetting = new WeakMap<AbortSignal, Set<() => void>>();

  on<T extends RoomEventType>(type: T, listener: (event: EventOf<T>) => void, until: AbortSignal): void {
    if (until.aborted) return;
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
    this.#forgetOn(until, () => listeners.delete(listener));
  }

  /** The room's whole state, on joining and whenever too much was missed to be told event by event. */
  onSnapshot(listener: SnapshotListener, until: AbortSignal): void {
    if (until.aborted) return;
    this.#snapshots.add(listener);
    this.#forgetOn(until, () => this.#snapshots.delete(listener));
  }

  emit(event: RoomEvent): void {
    for (const listener of this.#listeners.get(event.type) ?? []) listener(event as never);
  }

  emitSnapshot(snapshot: Snapshot): void {
    for (const listener of this.#snapshots) listener(snapshot);
  }

  /** One listener a signal: a room's signal ends dozens of subscriptions, which Node would take for a leak. */
  #forgetOn(until: AbortSignal, forget: () => void): void {
    const known = this.#forgetting.get(until);
    if (known) return void known.add(forget);
    const all = new Set([forget]);
    this.#forgetting.set(until, all);
    until.addEventListener('abort', () => all.forEach((act) => act()), { once: true });
  }
}
