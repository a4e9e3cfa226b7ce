import { eq } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { liveMembers } from '../live/tables.ts';

interface Standing {
  mutedUntil: number;
  bannedUntil: number;
}

/** Who is muted or banned in one room; read once, then kept current by the room's events. Times are milliseconds since 1970. */
export class Standings {
  readonly #members = new Map<string, Standing>();

  async load(db: Database, liveId: string): Promise<void> {
    const rows = await db.select().from(liveMembers).where(eq(liveMembers.liveId, liveId));
    for (const { userId, mutedUntil, bannedUntil } of rows) {
      // What an event said while the rows were read is younger than the rows.
      if (!this.#members.has(userId)) this.#members.set(userId, { mutedUntil, bannedUntil });
    }
  }

  of(userId: string): Standing {
    return this.#members.get(userId) ?? { mutedUntil: 0, bannedUntil: 0 };
  }

  set(userId: string, change: Partial<Standing>): void {
    this.#members.set(userId, { ...this.of(userId), ...change });
  }
}
