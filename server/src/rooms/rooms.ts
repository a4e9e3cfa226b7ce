import type { Server } from 'node:http';
import type { Principal } from '../auth/principal.ts';
import type { Deps } from '../deps.ts';
import { BarrageDoor } from './barrage.ts';
import { BarrageLog } from './barrage-log.ts';
import { type Broadcaster, embeddedBroadcaster } from './broadcaster.ts';
import { Gateway } from './gateway.ts';
import { Hub } from './hub.ts';
import { Likes } from './likes.ts';
import { roomMetrics } from './metrics.ts';
import { Relay, type RelayOptions } from './relay.ts';

/** Open sockets that one user may have, before the shop's factor: a few tabs and a second device. */
const SOCKETS_PER_USER = 10;
/** How long a socket may stay unknown, in milliseconds. */
const AUTH_MS = 5_000;

export interface RoomsOptions {
  /** Turns a token into whoever it stands for; throws `unauthenticated`. */
  verify: (token: string) => Promise<Principal>;
  /** Another provider's way to the rooms; by default our own sockets. */
  broadcaster?: Broadcaster;
  authMs?: number;
  relay?: Pick<RelayOptions, 'backoff'>;
}

export type Rooms = ReturnType<typeof createRooms>;

/** Everything that happens in rooms: sockets in, events out, talk, likes, and who is there. Starts at once. */
export function createRooms(
  deps: Pick<Deps, 'config' | 'db' | 'writes' | 'limits' | 'log' | 'metrics' | 'now'>,
  { verify, broadcaster, authMs = AUTH_MS, relay: relayOptions = {} }: RoomsOptions,
) {
  const { config, db, writes, limits, log, now } = deps;
  const metrics = roomMetrics(deps.metrics);
  const barrages = new BarrageLog({ db, writes, log });
  const maxSockets = Math.max(1, Math.round(SOCKETS_PER_USER * config.rateLimitFactor));
  const hub = new Hub({ db, log, now, barrages, maxSockets, onFrame: metrics.onFrame });
  const stopForgetting = writes.onCommit(() => hub.snapshots.forget());
  const barrage = new BarrageDoor({ config, limits, now, log: barrages });
  const likes = new Likes(deps, (event) => hub.deliver(event));
  const relay = new Relay(deps, broadcaster ?? embeddedBroadcaster(hub), { ...relayOptions, onDead: metrics.onDead });
  const gateway = new Gateway({ config, limits, now, log, hub, barrage, verify, authMs });
  metrics.watch({ sockets: () => gateway.size, lag: () => relay.lag() });
  relay.start();

  return {
    hub,
    relay,
    barrage,
    likes,
    /** How many sockets are open. */
    sockets: (): number => gateway.size,
    /** Takes the sockets of this HTTP server. */
    attach: (server: Pick<Server, 'on'>): void => gateway.attach(server),
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
      await barrages.flush();
      stopForgetting();
    },
  };
}
