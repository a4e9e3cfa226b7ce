import { asc, lte, sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import type { PaymentProvider } from '../payments/provider.ts';
import { applyTopUpReport } from './apply-top-up.ts';
import { topUps } from './tables.ts';

const BATCH = 32;
const LONGEST = 6 * 3_600_000;
/** How long after it was opened a payment is asked about, in milliseconds. */
const PATIENCE = 7 * 86_400_000;

/** Asks the providers about top-ups that have waited too long for a report: reports may be lost. */
export async function checkTopUps(
  deps: Pick<Deps, 'config' | 'db' | 'writes' | 'now' | 'log'>,
  providers: ReadonlyMap<string, PaymentProvider>,
): Promise<void> {
  const { config, db, writes, now, log } = deps;
  const due = await db.select().from(topUps).where(lte(topUps.checkAt, now())).orderBy(asc(topUps.checkAt)).limit(BATCH);
  for (const { id, amount, currency, reference, provider: providerId, checkAt, checks, createdAt } of due) {
    const provider = providers.get(providerId);
    try {
      const reports = (await provider?.lookUp?.({ paymentId: id, amount, currency, reference })) ?? [];
      for (const report of reports) await applyTopUpReport(deps, providerId, report);
    } catch (err) {
      log.warn({ err, topUp: id, provider: providerId }, 'a payment for coins could not be asked about; it will be again');
    }
    const again = provider?.lookUp && now() - createdAt < PATIENCE;
    const next = again ? now() + Math.min(config.reconcileMs * 2 ** Math.min(checks, 16), LONGEST) : null;
    await writes.commit([
      db
        .update(topUps)
        .set({ checkAt: next, checks: checks + 1 })
        // Whoever moved it meanwhile has nothing more to learn.
        .where(sql`${topUps.id} = ${id} and ${topUps.checkAt} is ${checkAt}`),
    ]);
  }
}
