import { eq } from 'drizzle-orm';
import type { Principal } from '../auth/principal.ts';
import { guestName } from '../auth/service.ts';
import { users } from '../auth/tables.ts';
import type { Database } from '../db/client.ts';
import type { RoomFacts } from '../rooms/room.ts';

/** How many people are remembered. */
const MAX_KNOWN = 50_000;

/**
 * Who is behind an id that Tencent names. Everybody who speaks over Tencent came for credentials before, so their session told
 * us name and role; after a restart the database knows the shop's users, and takes everybody else for guests.
 */
export class People {
  readonly #db: Database;
  readonly #known = new Map<string, Principal>();

  constructor(db: Database) {
    this.#db = db;
  }

  remember(principal: Principal): void {
    this.#known.delete(principal.userId);
    this.#known.set(principal.userId, principal);
    if (this.#known.size > MAX_KNOWN) this.#known.delete(this.#known.keys().next().value!);
  }

  async of(userId: string, { hostId }: RoomFacts): Promise<Principal> {
    const known = this.#known.get(userId);
    if (known) return known;
    const [user] = await this.#db.select().from(users).where(eq(users.id, userId));
    const principal: Principal = {
      userId,
      // Roles come with tokens, and are not in the database. Whose show it is, is.
      role: user ? (userId === hostId ? 'host' : 'viewer') : 'guest',
      name: user?.name || guestName(userId),
      avatarUrl: user?.avatarUrl ?? undefined,
      rooms: [],
      expiresAt: 0,
    };
    this.remember(principal);
    return principal;
  }
}
