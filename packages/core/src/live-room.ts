import { followReconnects } from './follow-reconnects.ts';
import { createRequest, normalizeServer, type Request } from './http.ts';
import type { Provider, ProviderDeps, RoomChannel } from './providers/provider.ts';
import { createSessionProvider } from './providers/session-provider.ts';
import { computed } from './reactive.ts';
import { RoomBus } from './room-bus.ts';
import { ServerClock } from './server-clock.ts';
import { BarrageStore } from './stores/barrage-store.ts';
import { LikeStore } from './stores/like-store.ts';
import { LiveAudienceStore } from './stores/live-audience-store.ts';
import { LiveListStore } from './stores/live-list-store.ts';
import { LoginStore } from './stores/login-store.ts';
import { TimedMediaLink } from './timed-media-link.ts';

/** Everything that a visitor knows of one live show. Elements get it by context and read the slice they need. What not every page needs is made on demand, by `shoppingRoom()`, `giftsOf()`, `hostRoom()` and `moderationOf()`. */
export interface LiveRoom {
  readonly liveId: string;
  /** Base URL of the server, without a trailing slash. */
  readonly server: string;
  readonly bus: RoomBus;
  readonly channel: RoomChannel;
  readonly media: TimedMediaLink;
  readonly request: Request;
  /** The server's time, by which offers and mutes end. */
  readonly clock: ServerClock;
  readonly login: LoginStore;
  readonly liveList: LiveListStore;
  readonly barrage: BarrageStore;
  readonly like: LikeStore;
  readonly audience: LiveAudienceStore;
  /** Aborts when the room closes. */
  readonly closed: AbortSignal;
  close(): void;
}

export interface RoomOptions {
  /** Base URL of the server. */
  server: string;
  liveId: string;
  /** The shop's token of the visitor; without it they are a guest. */
  token?: () => Promise<string | undefined>;
  /** By default what the visitor's session names. */
  provider?: (deps: ProviderDeps) => Provider;
  /** Shared by the rooms of one server; made from `token` where it is missing. */
  login?: LoginStore;
}

/** What `createRoom` supplies and simulations replace. */
export interface RoomParts {
  server: string;
  liveId: string;
  request: Request;
  login: LoginStore;
  provider: (deps: ProviderDeps) => Provider;
}

/** Joins a room at once; `close()` leaves it. */
export function createRoom({ server, liveId, token, provider, login }: RoomOptions): LiveRoom {
  const base = normalizeServer(server);
  const store = login ?? new LoginStore({ server: base, shopToken: token });
  const bySession = (deps: ProviderDeps) => createSessionProvider(deps, () => store.provider);
  const request = createRequest(base, (renew) => store.token(renew));
  return assembleRoom({ server: base, liveId, request, login: store, provider: provider ?? bySession });
}

/** Builds the parts of a room and joins them; for simulations, everybody else calls `createRoom`. */
export function assembleRoom({ server, liveId, request, login, provider }: RoomParts): LiveRoom {
  const closing = new AbortController();
  const closed = closing.signal;
  const bus = new RoomBus();
  const clock = new ServerClock();
  // A renewed session of the same user must not look like a change.
  const user = computed(() => login.loginUserInfo?.userId);
  const userId = () => user.value;
  const token = (renew?: boolean) => login.token(renew);
  const { channel, media: link } = provider({ server, liveId, bus, token, userId, clock, closed });
  const media = new TimedMediaLink(link, liveId);
  const deps = { liveId, request, bus, channel, userId, closed };
  const close = () => {
    if (closed.aborted) return;
    channel.close();
    media.close();
    closing.abort();
  };
  const liveList = new LiveListStore({ ...deps, leave: close });
  const room: LiveRoom = {
    liveId,
    server,
    bus,
    channel,
    media,
    request,
    clock,
    login,
    liveList,
    barrage: new BarrageStore(deps),
    like: new LikeStore(deps),
    audience: new LiveAudienceStore(deps),
    closed,
    close,
  };
  closed.addEventListener(
    'abort',
    followReconnects(channel, () => readAgain(room)),
    { once: true },
  );
  void liveList.joinLive();
  return room;
}

/** Metadata is not told: after a gap it is read again. */
function readAgain({ liveList, audience }: LiveRoom): void {
  void liveList.joinLive();
  audience.refresh();
}
