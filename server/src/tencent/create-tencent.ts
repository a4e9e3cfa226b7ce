import { eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { Counter } from 'prom-client';
import type { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import type { Principal } from '../auth/principal.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../http/env.ts';
import type { Claims } from '../gifts/claims/claims.ts';
import type { CountCoins } from '../gifts/claims/rooms.ts';
import { lives } from '../live/tables.ts';
import type { Carrier } from '../rooms/broadcaster.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { createCloud } from './cloud/api.ts';
import { CdnRelay } from './cloud/cdn-relay.ts';
import type { TencentConfig } from './config.ts';
import { credentialRoutes } from './credentials.ts';
import { type CatalogueSyncOptions, GiftCatalogueSync } from './gifts/catalogue-sync.ts';
import { People } from './people.ts';
import { Pictures } from './pictures.ts';
import { TencentPresence } from './presence.ts';
import { RestClient, type RestOptions } from './rest/client.ts';
import { avChatRooms } from './rooms/av-chat-rooms.ts';
import { TencentCarrier } from './rooms/carrier.ts';
import { TencentError } from './rest/error.ts';
import { RoomKeeper } from './rooms/keeper.ts';
import { liveEngineRooms } from './rooms/live-engine-rooms.ts';
import { Receiver } from './webhooks/receive.ts';
import { webhookRoutes } from './webhooks/routes.ts';

export interface Tencent {
  /** The way out to the rooms. */
  carrier: Carrier;
  /** How many coins of gifts Tencent counted in a room, where its own apps can send some and ask us before. */
  countCoins: CountCoins | undefined;
  /** Our catalogue of gifts was changed. */
  catalogueChanged(): void;
  /** What it needs of the rooms, once they are there: routes under `/api/tencent`, and what runs by itself. */
  connect(options: {
    rooms: Pick<Rooms, 'hub' | 'barrage' | 'identityOf' | 'mediaChanged'>;
    verify: (token: string) => Promise<Principal>;
    claims?: Pick<Claims, 'claim' | 'roomMade'> | undefined;
  }): {
    routes: Hono<Env>;
    start(): Promise<void>;
    /** Resolves once nothing is being brought to Tencent's catalogue. */
    idle(): Promise<void>;
    close(): void;
  };
}

export interface TencentOptions {
  rest?: Pick<RestOptions, 'timeout' | 'backoff' | 'speed'>;
  /** How often rooms are counted, in milliseconds. */
  countEvery?: number;
  catalogue?: CatalogueSyncOptions;
}

/** The rooms of this shop on Tencent's cloud: everything that another provider would do differently. */
export function createTencent(
  deps: Pick<Deps, 'config' | 'db' | 'writes' | 'limits' | 'log' | 'metrics' | 'now'>,
  tencent: TencentConfig,
  { rest: restOptions, countEvery, catalogue: catalogueOptions }: TencentOptions = {},
): Tencent {
  const { db, log, now } = deps;
  const calls = new Counter({
    name: 'vitrine_tencent_calls_total',
    help: 'Answers of Tencent’s REST API, by command and ErrorCode',
    labelNames: ['command', 'code'],
    registers: [deps.metrics],
  });
  const onCall = (command: string, code: number): void => calls.inc({ command, code });
  const rest = new RestClient(tencent, { now, onCall, ...restOptions });
  const { admin } = tencent;
  const kind = tencent.roomType === 'Live' ? liveEngineRooms(rest, admin) : avChatRooms(rest, admin);
  const keeper = new RoomKeeper(deps, rest, kind);
  const catalogue = tencent.roomType === 'Live' ? new GiftCatalogueSync(deps, rest, catalogueOptions) : undefined;
  const people = new People(db);
  const cloud = tencent.cloud && createCloud(tencent.cloud, now);
  const cdn = cloud && tencent.cdn.pushUrl ? new CdnRelay(deps, tencent, cloud) : undefined;
  const rtcTells = tencent.webhook?.rtcKey !== undefined;
  let mediaChanged: Rooms['mediaChanged'] = () => {};

  /** Neither the room nor these wait for each other: a cloud takes its time, and the room should hear at once. */
  async function onEvent(event: RoomEvent): Promise<void> {
    const { type, liveId } = event;
    if (type === 'member.banned' && event.until > now()) {
      const banned = { SdkAppId: tencent.sdkAppId, RoomId: liveId, UserIds: [event.userId] };
      cloud?.call('RemoveUserByStrRoomId', banned).catch((error: unknown) => log.warn({ err: error }, 'TRTC put nobody out'));
    }
    if (type !== 'live.started' && type !== 'live.ended') return;
    const on = type === 'live.started';
    void (on ? cdn?.start(liveId) : cdn?.stop(liveId));
    // Where TRTC does not tell us who sends what, a show has a picture from its start to its end.
    if (!rtcTells) mediaChanged(liveId, on);
  }

  async function countCoins(liveId: string): Promise<number | undefined> {
    try {
      return (await rest.call('roomStatistics', { RoomId: liveId })).Response.TotalGiftCoins;
    } catch (error) {
      if (error instanceof TencentError && error.noSuchRoom) return undefined;
      throw error;
    }
  }

  const carrier = new TencentCarrier({ rest, kind, keeper, admin, log, now, onEvent });

  return {
    carrier,
    catalogueChanged: () => catalogue?.changed(),
    countCoins: tencent.roomType === 'Live' && tencent.webhook ? countCoins : undefined,
    connect({ rooms, verify, claims }) {
      if (claims) keeper.onMade = (liveId) => claims.roomMade(liveId);
      const { hub, identityOf } = rooms;
      mediaChanged = rooms.mediaChanged;
      const presence = new TencentPresence({ hub, people, identityOf, kind, log, every: countEvery });
      const pictures = new Pictures(rooms.mediaChanged);
      const receiver = new Receiver({ rooms, people, presence, keeper, claims, admin, log, now });
      const credentials = credentialRoutes({ ...deps, tencent, hub, keeper, people, verify, identityOf });
      const routes = new Hono<Env>().route('/credentials', credentials);
      if (tencent.webhook) routes.route('/webhook', webhookRoutes({ tencent, receiver, pictures, hub, now, log }));

      return {
        routes,
        /** Comes back to what was under way when the last process ended. */
        async start() {
          const on = await db.select({ id: lives.id }).from(lives).where(eq(lives.status, 'live'));
          for (const { id } of on) {
            await hub.open(id);
            if (!rtcTells) mediaChanged(id, true);
          }
          catalogue?.changed();
          await keeper.catchUp();
          await cdn?.resume();
        },
        idle: async () => catalogue?.idle(),
        close() {
          presence.close();
          catalogue?.close();
          keeper.close();
          rest.close();
        },
      };
    },
  };
}
