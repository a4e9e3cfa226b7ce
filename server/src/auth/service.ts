import { eq, sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import type { Session } from '@vitrine/core/schemas/user.ts';
import type { Deps } from '../deps.ts';
import type { Statement } from '../db/write-queue.ts';
import { saveIdentity } from '../users/identities.ts';
import type { Principal } from './principal.ts';
import { users } from './tables.ts';
import type { ShopClaims, Tokens } from './tokens.ts';

export interface Auth {
  readonly tokens: Tokens;
  /** A session for the shop's user; what the guest had in hand moves along. */
  signIn(shopToken: string, guestToken?: string): Promise<Session>;
  /** A session for a guest: the one who comes back, or a new one. */
  guest(guestToken?: string): Promise<Session>;
  /** Whoever is behind a bearer token: one of our sessions, or a token that the shop's backend signed for itself. */
  authenticate(token: string): Promise<Principal>;
}

/** What other domains hold for a guest, as statements that hand it to a user. */
export type MoveGuest = (fromUserId: string, toUserId: string) => Promise<Statement[]> | Statement[];

/** Guests are called by the end of their id, so that two of them can be told apart in a chat. */
export const guestName = (userId: string): string => `Guest ${userId.slice(-4)}`;

/** How many of the shop's users are remembered without asking the database again. */
const MAX_KNOWN = 20_000;

/** Turns tokens into sessions. A guest has no row in the database: the signed token is all there is of them. */
export function createAuth(deps: Pick<Deps, 'config' | 'db' | 'writes' | 'now'>, tokens: Tokens, moveGuest: MoveGuest): Auth {
  const { config, db, writes, now } = deps;
  const provider = config.tencent ? 'tencent' : 'embedded';
  const known = new Map<string, { id: string; name: string; said: string }>();

  /** The user of a `sub`, made on the first visit; name, picture and identity change when the shop says so. */
  async function userOf({ sub, name = '', avatar, identity }: ShopClaims): Promise<{ id: string; name: string }> {
    const said = JSON.stringify([name, avatar, identity]);
    const before = known.get(sub);
    if (before?.said === said) return before;
    const changeId = ulid();
    await writes.commit([
      db
        .insert(users)
        .values({ id: ulid(), sub, changeId, name, avatarUrl: avatar, createdAt: now() })
        .onConflictDoUpdate({
          target: users.sub,
          set: { name, avatarUrl: avatar ?? null, changeId },
          setWhere: sql`${users.name} <> ${name} or ${users.avatarUrl} is not ${avatar ?? null}`,
        }),
    ]);
    const [row] = await db.select({ id: users.id }).from(users).where(eq(users.sub, sub));
    const user = { id: row!.id, name, said };
    if (identity) await writes.commit([saveIdentity(user.id, identity)]);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(sub, user);
    return user;
  }

  const toPrincipal = async (claims: ShopClaims): Promise<Principal> => {
    const { id, name } = await userOf(claims);
    const { avatar, role, rooms, exp } = claims;
    return { userId: id, name: name || guestName(id), avatarUrl: avatar, role, rooms, expiresAt: exp * 1000 };
  };

  async function session(principal: Omit<Principal, 'expiresAt'>, guestToken?: string): Promise<Session> {
    const { token, expiresAt } = await tokens.signSession(principal);
    const { userId, name, avatarUrl, role, rooms } = principal;
    return { token, expiresAt, user: { id: userId, name, role, avatarUrl, rooms: [...rooms] }, provider, guestToken };
  }

  return {
    tokens,
    async signIn(shopToken, guestToken) {
      const principal = await toPrincipal(await tokens.verifyShop(shopToken));
      // A guest token that has ended is no reason to refuse the user who is signing in.
      const guestId = guestToken ? await tokens.verifyGuest(guestToken).catch(() => undefined) : undefined;
      const [first, ...rest] = guestId && guestId !== principal.userId ? await moveGuest(guestId, principal.userId) : [];
      if (first) await writes.commit([first, ...rest]);
      return session(principal);
    },
    async guest(guestToken) {
      const userId = guestToken ? await tokens.verifyGuest(guestToken) : ulid();
      return session({ userId, name: guestName(userId), role: 'guest', rooms: [] }, await tokens.signGuest(userId));
    },
    async authenticate(token) {
      return tokens.verifySession(token).catch(async () => toPrincipal(await tokens.verifyShop(token)));
    },
  };
}
