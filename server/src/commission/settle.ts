import { sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { commissionEntries } from './tables.ts';

const BATCH = 500;

/** Settles every commission whose time for refunds is over. */
export async function settleCommissions({ writes, now }: Pick<Deps, 'writes' | 'now'>): Promise<void> {
  let more = true;
  while (more) {
    more = await writes.commit(
      [
        sql`update ${commissionEntries} set settled_at = ${now()} where ${commissionEntries.id} in (
          select ${commissionEntries.id} from ${commissionEntries}
          where ${commissionEntries.settledAt} is null and ${commissionEntries.settleAt} <= ${now()} limit ${BATCH})`,
      ],
      'bulk',
    );
  }
}
