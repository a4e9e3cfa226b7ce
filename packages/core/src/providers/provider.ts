import type { LiveErrorCode } from '../errors.ts';
import type { TokenSource } from '../http.ts';
import type { RoomBus } from '../room-bus.ts';
import type { ServerClock } from '../server-clock.ts';

/**
 * The seam between a room and whatever carries it: the embedded engine, Tencent, or the simulation of stories and tests.
 * A provider only delivers. What a message means is decided by the stores, what is allowed by the server.
 */
export interface Provider {
  readonly channel: RoomChannel;
  readonly media: MediaLink;
}

/** What a provider gets to carry one room. */
export interface ProviderDeps {
  /** Base URL without a trailing slash. */
  readonly server: string;
  readonly liveId: string;
  /** Where events and snapshots go. */
  readonly bus: RoomBus;
  readonly token: TokenSource;
  /** Who `token` speaks for; a signal inside. A change means that private events are somebody else's from now on. */
  readonly userId: () => string | undefined;
  readonly clock: ServerClock;
  /** Aborts when the room closes. */
  readonly closed: AbortSignal;
}

/** How far the room's channel is: `recovering` means that events may be missing until it is `open` again. */
export type ChannelState = 'connecting' | 'open' | 'recovering' | 'closed';

/** Carries the messages of one room. Events go to the RoomBus, never back through here. */
export interface RoomChannel {
  readonly state: ChannelState;
  /** Why the channel closed for good (`unauthenticated`, `forbidden`, …); undefined while it still tries. */
  readonly failure: LiveErrorCode | undefined;
  /**
   * Resolves when the room has accepted the text; rejects with a LiveError that says why not, with the room's rule in
   * `details.rule`. `id` makes a retry harmless; `replyTo` is the `eventId` of the message that it answers.
   */
  sendText(text: string, id: string, replyTo?: string): Promise<void>;
  /** Like `sendText`, for a custom message whose `businessID` the shop allows. */
  sendCustom(businessID: string, data: unknown, id: string): Promise<void>;
  close(): void;
}

/** Sends and receives pictures and sound. */
export interface MediaLink {
  /**
   * Sends the tracks under `name` (`{liveId}`, `{liveId}~{guestId}`, `{liveId}~low`) and keeps them on air: a lost connection is
   * made again by itself until `close()`. Rejects when the first attempt is refused.
   */
  publish(tracks: MediaStream, name: string): Promise<Publication>;
  /** Plays `name` into the element and keeps it playing until `close()`; a picture that is not there yet is `waiting`, not an error. */
  play(name: string, into: HTMLVideoElement): Promise<Playback>;
  close(): void;
}

/** AtomicXCore's NetworkInfo.quality: 0 unknown, 1 excellent … 5 very bad, 6 down. */
export type NetworkQuality = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export type PublicationState = 'connecting' | 'live' | 'reconnecting' | 'closed';

/** What the host sends. All fields are signals inside: reading them in a render or an effect follows them. */
export interface Publication {
  readonly state: PublicationState;
  readonly quality: NetworkQuality;
  /** Kilobits a second that really leave the machine. */
  readonly kbps: number;
  /** Round trip to the server in milliseconds, undefined until measured. */
  readonly rtt: number | undefined;
  /** Puts another track in place of the one of its kind without a new connection; `null` sends nothing of that kind. */
  replaceTrack(kind: 'audio' | 'video', track: MediaStreamTrack | null): Promise<void>;
  close(): Promise<void>;
}

/** `waiting`: nobody publishes. `full`: the engine takes no more viewers now; it tries again by itself. */
export type PlaybackState = 'connecting' | 'playing' | 'waiting' | 'reconnecting' | 'full' | 'closed';

/** What a viewer receives. All fields are signals inside. */
export interface Playback {
  readonly state: PlaybackState;
  readonly quality: NetworkQuality;
  /** Pixel size of the picture, undefined before the first frame. */
  readonly size: { width: number; height: number } | undefined;
  /** Milliseconds that the picture is behind the host, where that is worth waiting for: 0 for WebRTC. */
  readonly latency: number;
  /** Tries again now, for example because the room said that the engine restarted or the machine came online. */
  retry(): void;
  close(): void;
}
