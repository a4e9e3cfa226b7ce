import { eq } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { liveMembers } from '../live/tables.ts';

interface Standing {
  mutedUntil: number;
  bannedUntil: number;
  administrator: boolean;
}

const NOBODY: Standing = { mutedUntil: 0, bannedUntil: 0, administrator: false };

/**
 * Who is muted, banned or an administrator in one room; read once, then kept current by the room's events. Times are
 * milliseconds since 1970.
 */
export class Standings {
  readonly #members = new Map<string, Standing>();
  /** What events said while the rows were read is younger than the rows. */
  #told: Map<string, Partial<Standing>> | undefined = new Map();

  async load(db: Database, liveId: string): Promise<void> {
    const rows = await db.select().from(liveMembers).where(eq(liveMembers.liveId, liveId));
    for (const { userId, mutedUntil, bannedUntil, administrator } of rows) {
      this.#members.set(userId, { mutedUntil, bannedUntil, administrator, ...this.#told?.get(userId) });
    }
    this.#told = undefined;
  }

  of(userId: string): Standing {
    return this.#members.get(userId) ?? NOBODY;
  }

  set(userId: string, change: Partial<Standing>): void {
    this.#told?.set(userId, { ...this.#told.get(userId), ...change });
    this.#members.set(userId, { ...this.of(userId), ...change });
  }
}
