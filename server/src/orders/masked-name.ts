import { eq } from 'drizzle-orm';
import { users } from '../auth/tables.ts';
import type { Database } from '../db/client.ts';

/** A name as strangers may read it: its first letter and three stars. */
export function mask(name: string): string {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return `${first?.segment.toUpperCase() ?? ''}***`;
}

/** A buyer's masked name; a guest has none but the stars. */
export async function maskedName(db: Database, userId: string): Promise<string> {
  const [user] = await db.select({ name: users.name }).from(users).where(eq(users.id, userId));
  return mask(user?.name ?? '');
}
