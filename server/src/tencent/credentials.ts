import { Hono } from 'hono';
import { LiveError } from '@vitrine/core/errors.ts';
import { NewTencentCredentials, TencentCredentials, type TencentPurpose } from '@vitrine/core/schemas/tencent.ts';
import { bearer } from '../auth/middleware.ts';
import { permit } from '../auth/permissions.ts';
import type { Principal } from '../auth/principal.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';
import { authorizePublish, liveOfName } from '../live/publishing.ts';
import type { Hub } from '../rooms/hub.ts';
import { type IdentityOf, senderIn } from '../rooms/sender.ts';
import { addressOf, type TencentConfig } from './config.ts';
import type { People } from './people.ts';
import { TencentError } from './rest/error.ts';
import type { RoomKeeper } from './rooms/keeper.ts';
import { MAY_PUBLISH, MAY_WATCH, privateMapKey, userSig } from './user-sig.ts';

/** How long credentials last, in seconds. Nobody can take them back before. */
const SECONDS = 2 * 3600;
/** Tencent takes no longer id. */
const USER_ID_BYTES = 32;
/** A page asks when it joins, when it speaks first, and every two hours. */
const RATES = { user: { points: 30, seconds: 60 }, address: { points: 300, seconds: 60 } };

export interface CredentialsDeps extends Pick<Deps, 'config' | 'db' | 'limits' | 'log' | 'now'> {
  tencent: TencentConfig;
  hub: Hub;
  keeper: RoomKeeper;
  people: People;
  verify: (token: string) => Promise<Principal>;
  identityOf: IdentityOf;
}

/** `/api/tencent/credentials`: what a visitor reaches one room at Tencent with, and no more than they came for. */
export function credentialRoutes({
  config,
  db,
  limits,
  log,
  now,
  tencent,
  hub,
  keeper,
  people,
  verify,
  identityOf,
}: CredentialsDeps) {
  /** Throws where the purpose is not for this visitor; returns what they may do in the TRTC room, if anything. */
  async function rightsFor(
    purpose: TencentPurpose,
    principal: Principal,
    name: string,
    token: string | undefined,
  ): Promise<number | undefined> {
    if (purpose === 'publish') {
      const { hostId } = await authorizePublish({ db, verify }, name, token);
      // A room at Tencent knows a picture by who sends it: nobody would find it under another name.
      const own = principal.userId === hostId ? liveOfName(name) : `${liveOfName(name)}~${principal.userId}`;
      if (name !== own) throw new LiveError('forbidden', 'Only the host sends the picture of the show here');
    }
    if (purpose === 'talk') {
      permit(principal, 'live.chat');
      if (principal.role === 'guest' && !config.guestChat) throw new LiveError('forbidden', 'Sign in to write here');
    }
    return { listen: undefined, talk: undefined, watch: MAY_WATCH, publish: MAY_PUBLISH }[purpose];
  }

  /** The room must be there before somebody enters it. */
  async function prepare(liveId: string): Promise<void> {
    try {
      await keeper.ensure(liveId);
    } catch (error) {
      if (!(error instanceof TencentError)) throw error;
      log.error({ err: error, liveId }, 'a room could not be made at Tencent');
      throw new LiveError('unavailable', 'The room is not ready yet', { retryAfter: 2, cause: error });
    }
  }

  return new Hono<Env>().post(
    '/',
    describe('Get what a room at Tencent is reached with', 'Tencent', { 200: TencentCredentials }),
    limits.limit('tencent:credentials', RATES),
    valid('json', NewTencentCredentials),
    async (c) => {
      const principal = permit(c.get('principal'), 'live.watch');
      const { liveId, purpose, name = liveId } = c.req.valid('json');
      if (liveOfName(name) !== liveId) throw new LiveError('invalid', 'This name belongs to another room');
      const { userId } = principal;
      if (Buffer.byteLength(userId) > USER_ID_BYTES) throw new LiveError('invalid', 'Tencent takes ids of at most 32 bytes');
      const seat = await hub.open(liveId);
      if (!seat) throw new LiveError('not-found', 'There is no such live');
      if (seat.room.standings.of(userId).bannedUntil > now()) throw new LiveError('forbidden', 'You were removed from this room');
      const rights = await rightsFor(purpose, principal, name, bearer(c.req.header('Authorization')));
      await prepare(liveId);

      const seconds = Math.floor(now() / 1000);
      const sigOptions = { userId, ttl: SECONDS, now: seconds };
      const signs = purpose !== 'listen' || principal.role !== 'guest';
      const identity = signs ? await identityOf(userId).catch(() => undefined) : undefined;
      if (signs) {
        people.remember(principal);
        // Signing in makes an account too; this gives it a name and a picture.
        keeper.introduce(principal).catch((error: unknown) => log.warn({ err: error }, 'an account was not introduced'));
      }
      const { cdn, proxies, sdkAppId } = tencent;
      const body: TencentCredentials = {
        sdkAppId,
        userId,
        userSig: signs ? userSig(tencent, sigOptions) : undefined,
        expiresAt: (seconds + SECONDS) * 1000,
        sender: signs ? senderIn(principal, seat.room.rights(seat.facts), identity) : undefined,
        serverAccount: tencent.admin,
        stamped: tencent.webhook !== undefined,
        group: { id: liveId, type: tencent.roomType },
        rtc: {
          roomId: liveId,
          hostId: seat.facts.hostId,
          privateMapKey: rights === undefined ? undefined : privateMapKey(tencent, { ...sigOptions, roomId: liveId, rights }),
        },
        cdn: cdn.playUrl ? { hlsUrl: addressOf(cdn.playUrl, liveId), latencyMs: cdn.latencyMs } : undefined,
        proxies: proxies.chat || proxies.rtc ? proxies : undefined,
      };
      return c.json(body);
    },
  );
}
