import { type Context, Hono } from 'hono';
import type * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { CommissionBalances, CommissionRate, CommissionRates, StatementQuery } from '@vitrine/core/schemas/commission.ts';
import { may, permit } from '../auth/permissions.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Deps } from '../deps.ts';
import { allow } from '../http/allow.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';
import { ulid } from '../ids.ts';
import { sql } from 'drizzle-orm';
import { balancesOf, entriesOf, MOST_LINES, statementCsv } from './statement.ts';
import { commissionRates } from './tables.ts';

type Query = v.InferOutput<typeof StatementQuery>;

/** Routes under `/api/commission`: rates for the shop, statements for the shop and for each host. */
export function commissionRoutes({ db, writes }: Pick<Deps, 'db' | 'writes'>) {
  /** A host reads their own statement, whatever they ask for. */
  function ownQuery(c: Context<Env>, query: Query): Query {
    const principal = permit(c.get('principal'), 'commission.read');
    return may(principal, 'commission.manage') ? query : { ...query, hostId: principal.userId };
  }

  async function rates(): Promise<CommissionRate[]> {
    const rows = await db.select().from(commissionRates).orderBy(commissionRates.hostId, commissionRates.productId);
    return rows.map(({ hostId, productId, basisPoints }) => ({
      ...(hostId ? { hostId } : {}),
      ...(productId ? { productId } : {}),
      basisPoints,
    }));
  }

  return new Hono<Env>()
    .get('/rates', describe('What hosts get', 'Commission', { 200: CommissionRates }), allow('commission.manage'), async (c) =>
      c.json({ items: await rates() }),
    )
    .put(
      '/rates',
      describe('Set one rate, from the next payment on; 0 basis points end it', 'Commission', { 200: CommissionRates }),
      allow('commission.manage'),
      valid('json', CommissionRate),
      async (c) => {
        const { hostId = '', productId = '', basisPoints } = c.req.valid('json');
        const changeId = ulid();
        await writes.commit([
          insertWhere(db, commissionRates, { hostId, productId, changeId, basisPoints }, sql`true`).onConflictDoUpdate({
            target: [commissionRates.hostId, commissionRates.productId],
            set: { basisPoints, changeId },
          }),
        ]);
        return c.json({ items: await rates() });
      },
    )
    .get(
      '/balances',
      describe('What hosts have earned', 'Commission', { 200: CommissionBalances }),
      allow('commission.read'),
      valid('query', StatementQuery),
      async (c) => c.json({ items: await balancesOf(db, ownQuery(c, c.req.valid('query'))) }),
    )
    .get(
      '/statement.csv',
      describe('A statement of commission as CSV', 'Commission', { 200: 'CSV' }),
      allow('commission.read'),
      valid('query', StatementQuery),
      async (c) => {
        const entries = await entriesOf(db, ownQuery(c, c.req.valid('query')));
        if (entries.length > MOST_LINES)
          throw new LiveError('limit-reached', `More than ${MOST_LINES} lines: ask for a shorter time`);
        return c.body(statementCsv(entries), 200, {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': 'attachment; filename="commission.csv"',
        });
      },
    );
}
