import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importJWK, type JWTPayload, jwtVerify, type JWTVerifyOptions, SignJWT } from 'jose';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { Role } from '@vitrine/core/schemas/user.ts';
import { checkedShopIdentity } from '../users/identities.ts';
import type { Principal } from './principal.ts';

/** How long a session lasts, in seconds; an open page renews it. */
const SESSION_SECONDS = 15 * 60;
/** How long a guest who stays away is still the same guest, in seconds. */
const GUEST_SECONDS = 180 * 24 * 3600;
/** The longest life of a token that the shop signs, in seconds. */
const SHOP_TOKEN_SECONDS = 3600;

/** How many checked sessions are remembered. */
const MAX_SESSIONS = 20_000;

/** What the shop's backend says of its user. */
const ShopClaims = v.object({
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
  name: v.optional(v.pipe(v.string(), v.maxLength(100))),
  avatar: v.optional(v.string()),
  /** What is wrong in it is left out, as with the avatar: nobody is kept out of a show by a colour. */
  identity: v.optional(v.pipe(v.unknown(), v.transform(checkedShopIdentity))),
  role: v.picklist(['viewer', 'host', 'moderator', 'agent', 'admin']),
  rooms: v.optional(v.array(v.pipe(v.string(), v.maxLength(64))), []),
  iat: v.number(),
  exp: v.number(),
});
export type ShopClaims = v.InferOutput<typeof ShopClaims>;

const SessionClaims = v.object({
  sub: v.string(),
  name: v.string(),
  avatar: v.optional(v.string()),
  role: Role,
  rooms: v.array(v.string()),
  exp: v.number(),
});

export interface Tokens {
  /** Checks a token that the shop's backend signed. Throws `unauthenticated`. */
  verifyShop(token: string): Promise<ShopClaims>;
  /** Checks one of our session tokens. Throws `unauthenticated`. */
  verifySession(token: string): Promise<Principal>;
  /** Checks the token with which a guest comes back; returns the guest's id. Throws `unauthenticated`. */
  verifyGuest(token: string): Promise<string>;
  signSession(principal: Omit<Principal, 'expiresAt'>): Promise<{ token: string; expiresAt: number }>;
  signGuest(userId: string): Promise<string>;
}

/** The server's own signing key, made on the first start and kept beside the database. */
export function sessionKey(dataDir: string): Uint8Array {
  const file = join(dataDir, 'session.key');
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(32), { flag: 'wx', mode: 0o600 });
    chmodSync(file, 0o600);
  }
  return readFileSync(file);
}

const refused = (cause: unknown): LiveError =>
  new LiveError('unauthenticated', 'The token is not valid, or has ended', { cause });

/**
 * Signs and checks tokens. The algorithm always comes from our own record of the key, never from the token: the shop's
 * secret means HS256, a registered public key (a JWK with `alg`) means its algorithm.
 */
export async function createTokens(options: {
  key: Uint8Array;
  shopSecret?: string | undefined;
  shopPublicKey?: string | undefined;
  now: () => number;
}): Promise<Tokens> {
  const { key, now } = options;
  const jwk = options.shopPublicKey ? (JSON.parse(options.shopPublicKey) as { alg?: string }) : undefined;
  if (jwk && !['EdDSA', 'ES256'].includes(jwk.alg ?? '')) throw new Error('SHOP_PUBLIC_KEY: a JWK with "alg" EdDSA or ES256');
  const shopKey = jwk ? await importJWK(jwk, jwk.alg) : new TextEncoder().encode(options.shopSecret);
  const shopAlgorithm = jwk?.alg ?? 'HS256';

  async function verify(token: string, secret: Parameters<typeof jwtVerify>[1], rules: JWTVerifyOptions): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, secret as Uint8Array, { currentDate: new Date(now()), ...rules });
      return payload;
    } catch (cause) {
      throw refused(cause);
    }
  }

  const own = (token: string, typ: string): Promise<JWTPayload> =>
    verify(token, key, { algorithms: ['HS256'], audience: 'vitrine', typ });

  const sign = (claims: JWTPayload, typ: string, seconds: number): Promise<string> => {
    const issued = Math.floor(now() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ })
      .setAudience('vitrine')
      .setIssuedAt(issued)
      .setExpirationTime(issued + seconds)
      .sign(key);
  };

  // A signature that was good stays good; checking it with every request was a twentieth of an order's cost.
  const sessions = new Map<string, Principal>();

  return {
    async verifyShop(token) {
      const payload = await verify(token, shopKey as Uint8Array, {
        algorithms: [shopAlgorithm],
        audience: 'vitrine',
        requiredClaims: ['sub', 'iat', 'exp'],
        maxTokenAge: SHOP_TOKEN_SECONDS,
        clockTolerance: 5,
      });
      const claims = v.safeParse(ShopClaims, payload);
      if (!claims.success) throw refused(claims.issues);
      if (claims.output.exp - claims.output.iat > SHOP_TOKEN_SECONDS) throw refused('longer than an hour');
      return { ...claims.output, avatar: safeUrl(claims.output.avatar) };
    },
    async verifySession(token) {
      const known = sessions.get(token);
      if (known && known.expiresAt > now()) return known;
      const claims = v.safeParse(SessionClaims, await own(token, 'live-session+jwt'));
      if (!claims.success) throw refused(claims.issues);
      const { sub, name, avatar, role, rooms, exp } = claims.output;
      const principal = { userId: sub, name, avatarUrl: avatar, role, rooms, expiresAt: exp * 1000 };
      if (sessions.size >= MAX_SESSIONS) sessions.clear();
      sessions.set(token, principal);
      return principal;
    },
    async verifyGuest(token) {
      return String((await own(token, 'live-guest+jwt')).sub);
    },
    async signSession({ userId, name, avatarUrl, role, rooms }) {
      const token = await sign(
        { sub: userId, name, avatar: avatarUrl, role, rooms: [...rooms] },
        'live-session+jwt',
        SESSION_SECONDS,
      );
      return { token, expiresAt: (Math.floor(now() / 1000) + SESSION_SECONDS) * 1000 };
    },
    signGuest: (userId) => sign({ sub: userId }, 'live-guest+jwt', GUEST_SECONDS),
  };
}
