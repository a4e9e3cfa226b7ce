import type { Request } from './http.ts';
import type { RoomChannel } from './providers/provider.ts';
import type { RoomBus } from './room-bus.ts';

/** What the parts of one room are built from; each names the slice it needs. */
export interface RoomDeps {
  readonly liveId: string;
  readonly request: Request;
  readonly bus: RoomBus;
  readonly channel: RoomChannel;
  /** The signed-in visitor; a signal inside. */
  readonly userId: () => string | undefined;
  /** Aborts when the room closes. */
  readonly closed: AbortSignal;
}
