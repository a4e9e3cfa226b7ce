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
  /** What the database says of those who did not come since the last start. */
  readonly #stored = new Map<string, Pick<Principal, 'role' | 'name' | 'avatarUrl'>>();

  constructor(db: Database) {
    this.#db = db;
  }

  remember(principal: Principal): void {
    keep(this.#known, principal.userId, principal);
    this.#stored.delete(principal.userId);
  }

  /** Roles come with tokens, and are not in the database; whose show it is, is, and so are the administrators of the room. */
  async of(userId: string, { hostId }: Pick<RoomFacts, 'hostId'>): Promise<Principal> {
    const known = this.#known.get(userId);
    if (known) return known;
    const stored = this.#stored.get(userId) ?? (await this.#read(userId));
    // Somebody came for credentials while it was read.
    return (
      this.#known.get(userId) ?? { ...stored, userId, ...(userId === hostId ? { role: 'host' } : {}), rooms: [], expiresAt: 0 }
    );
  }

  async #read(userId: string): Promise<Pick<Principal, 'role' | 'name' | 'avatarUrl'>> {
    const [user] = await this.#db.select().from(users).where(eq(users.id, userId));
    const stored = {
      role: user ? ('viewer' as const) : ('guest' as const),
      name: user?.name || guestName(userId),
      avatarUrl: user?.avatarUrl ?? undefined,
    };
    if (!this.#known.has(userId)) keep(this.#stored, userId, stored);
    return stored;
  }
}

function keep<V>(people: Map<string, V>, userId: string, value: V): void {
  people.delete(userId);
  people.set(userId, value);
  if (people.size > MAX_KNOWN) people.delete(people.keys().next().value!);
}
