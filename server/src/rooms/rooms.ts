import type { Server } from 'node:http';
import { chatRules } from '@vitrine/core/chat-rules.ts';
import type { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import type { Principal } from '../auth/principal.ts';
import type { Deps } from '../deps.ts';
import { ChatGuard, type IsFollower } from '../moderation/chat-guard.ts';
import { holdBack } from '../moderation/held.ts';
import { BarrageDoor } from './barrage.ts';
import { BarrageLog } from './barrage-log.ts';
import { carriedBroadcaster, type Carrier, embeddedBroadcaster } from './broadcaster.ts';
import { Gateway } from './gateway.ts';
import { Hub } from './hub.ts';
import { Likes } from './likes.ts';
import { roomMetrics } from './metrics.ts';
import { Relay, type RelayOptions } from './relay.ts';
import type { IdentityOf } from './sender.ts';

/** Open sockets that one user may have, before the shop's factor: a few tabs and a second device. */
const SOCKETS_PER_USER = 10;
/** How long a socket may stay unknown, in milliseconds. */
const AUTH_MS = 5_000;

export interface RoomsOptions {
  /** Turns a token into whoever it stands for; throws `unauthenticated`. */
  verify: (token: string) => Promise<Principal>;
  /** Another provider's way to the rooms; by default our own sockets. */
  carrier?: Carrier | undefined;
  authMs?: number;
  /** What the shop says of its users' standing; by default nothing. */
  identityOf?: IdentityOf;
  /** Who follows whom; by default nobody anybody. */
  isFollower?: IsFollower;
  relay?: Pick<RelayOptions, 'backoff'>;
}

export type Rooms = ReturnType<typeof createRooms>;

/** Everything that happens in rooms: sockets in, events out, talk, likes, and who is there. Starts at once. */
export function createRooms(
  deps: Pick<Deps, 'config' | 'db' | 'writes' | 'limits' | 'log' | 'metrics' | 'now'>,
  {
    verify,
    carrier,
    authMs = AUTH_MS,
    identityOf = async () => undefined,
    isFollower = async () => false,
    relay: relayOptions = {},
  }: RoomsOptions,
) {
  const { config, db, writes, limits, log, now } = deps;
  const metrics = roomMetrics(deps.metrics);
  const barrages = new BarrageLog({ db, writes, log });
  const maxSockets = Math.max(1, Math.round(SOCKETS_PER_USER * config.rateLimitFactor));
  const carry = carrier && ((event: RoomEvent): void => carrier.tell(event));
  const guard = new ChatGuard(deps, isFollower);
  const hub = new Hub({
    db,
    log,
    now,
    barrages,
    maxSockets,
    identityOf,
    chatRulesOf: async (liveId) => chatRules(await guard.settings(liveId)),
    rateFactor: config.rateLimitFactor,
    onFrame: metrics.onFrame,
    carry,
    // A count that is lost is told again with the next one.
    carryPrivate: carrier && ((userId, event) => void carrier.sendPrivate(userId, event).catch(() => {})),
  });
  const stopForgetting = writes.onCommit(() => hub.snapshots.forget());
  const barrage = new BarrageDoor({
    config,
    limits,
    now,
    log,
    barrages,
    guard,
    identityOf,
    holdBack: (event, rule) => holdBack(deps, hub, event, rule),
    onCrowded: metrics.onCrowded,
  });
  const likes = new Likes(deps, (event) => hub.deliver(event));
  const broadcaster = carrier ? carriedBroadcaster(hub, carrier) : embeddedBroadcaster(hub);
  const relay = new Relay(deps, broadcaster, { ...relayOptions, onDead: metrics.onDead });
  const gateway = new Gateway({ config, limits, now, log, hub, barrage, verify, authMs });
  metrics.watch({ sockets: () => gateway.size, lag: () => relay.lag() });
  relay.start();

  return {
    hub,
    identityOf,
    barrages,
    relay,
    barrage,
    guard,
    likes,
    /** How many sockets are open. */
    sockets: (): number => gateway.size,
    /** Takes the sockets of this HTTP server. Where another provider carries the rooms, there are none. */
    attach(server: Pick<Server, 'on'>): void {
      if (!carrier) gateway.attach(server);
    },
    /** Somebody publishes under this name, or stopped. */
    mediaChanged: (name: string, onAir: boolean): void => hub.mediaChanged(name, onAir),
    /** The media engine was replaced: nobody is on air until they publish again. */
    mediaRestarted: (): void => hub.mediaRestarted(),
    /** Closes every socket with 1012 and writes what is still in memory; the database may be closed after. */
    async close(): Promise<void> {
      await gateway.close();
      hub.close();
      await likes.close();
      await relay.close();
      carrier?.close();
      await barrages.flush();
      stopForgetting();
    },
  };
}
