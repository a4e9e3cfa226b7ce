import type { EventOf, RoomEvent, RoomEventType } from './schemas/room-event.ts';
import type { Snapshot } from './schemas/socket.ts';

type SnapshotListener = (snapshot: Snapshot) => void;

/** Carries everything that happens in one room, whichever provider delivered it. */
export class RoomBus {
  readonly #listeners = new Map<string, Set<(event: never) => void>>();
  readonly #snapshots = new Set<SnapshotListener>();

  on<T extends RoomEventType>(type: T, listener: (event: EventOf<T>) => void, until: AbortSignal): void {
    if (until.aborted) return;
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
    until.addEventListener('abort', () => listeners.delete(listener), { once: true });
  }

  /** The room's whole state, on joining and whenever too much was missed to be told event by event. */
  onSnapshot(listener: SnapshotListener, until: AbortSignal): void {
    if (until.aborted) return;
    this.#snapshots.add(listener);
    until.addEventListener('abort', () => this.#snapshots.delete(listener), { once: true });
  }

  emit(event: RoomEvent): void {
    for (const listener of this.#listeners.get(event.type) ?? []) listener(event as never);
  }

  emitSnapshot(snapshot: Snapshot): void {
    for (const listener of this.#snapshots) listener(snapshot);
  }
}
