import { eq, sql } from 'drizzle-orm';
import * as v from 'valibot';
import { ShopIdentity, UserIdentity } from '@vitrine/core/schemas/user.ts';
import type { Database } from '../db/client.ts';
import type { Statement } from '../db/write-queue.ts';
import { identities } from './tables.ts';

/** Drops what the wire does not allow, so that a colour or a URL that slipped in elsewhere reaches nobody. */
export const checkedIdentity = (identity: unknown): UserIdentity => checked(UserIdentity, identity);

/** The same of what only a shop says: a level is not its to give. */
export const checkedShopIdentity = (identity: unknown): ShopIdentity => checked(ShopIdentity, identity);

function checked<S extends typeof UserIdentity | typeof ShopIdentity>(schema: S, given: unknown): v.InferOutput<S> {
  const fields = Object.entries(schema.entries).flatMap(([name, field]) => {
    const parsed = v.safeParse(field, (given as Record<string, unknown> | null | undefined)?.[name]);
    return parsed.success && parsed.output !== undefined ? [[name, parsed.output]] : [];
  });
  return Object.fromEntries(fields) as v.InferOutput<S>;
}

/** Writes what the shop says of a user, in place of what it said before; nothing where that is the same. */
export function saveIdentity(userId: string, identity: ShopIdentity): Statement {
  const text = JSON.stringify(identity);
  return sql`insert into ${identities} (user_id, change, identity)
    select ${userId}, (select coalesce(max(${identities.change}), 0) + 1 from ${identities}), ${text} where true
    on conflict (user_id) do update set change = excluded.change, identity = excluded.identity
      where identity <> excluded.identity`;
}

/** What the shop says of a user. */
export async function shopIdentityOf(db: Database, userId: string): Promise<ShopIdentity> {
  const [row] = await db.select({ identity: identities.identity }).from(identities).where(eq(identities.userId, userId));
  return row ? (JSON.parse(row.identity) as ShopIdentity) : {};
}
