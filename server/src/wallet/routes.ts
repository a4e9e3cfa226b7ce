import { Hono } from 'hono';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { NewTopUp, TopUp, TopUpPage, Wallet } from '@vitrine/core/schemas/gift.ts';
import { permit } from '../auth/permissions.ts';
import type { Deps } from '../deps.ts';
import { allow } from '../http/allow.ts';
import { fromCursor, toCursor } from '../http/cursor.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';
import type { PaymentProvider } from '../payments/provider.ts';
import { holdingsOf } from '../users/ledger.ts';
import { levelOf } from '../users/levels.ts';
import { openTopUp, topUpsOf, toTopUp } from './top-ups.ts';

const PageQuery = v.object({ cursor: v.optional(v.pipe(v.string(), v.maxLength(200))) });
const TOP_UP_RATES = { user: { points: 10, seconds: 60 } };

/**
 * Under `/api/users/me/wallet`: coins and what they cost. `provider` collects, `origins` are the shop's pages that a buyer may be
 * sent back to. What was given and spent is in `/api/users/me/transfers`.
 */
export function walletRoutes(
  deps: Pick<Deps, 'config' | 'db' | 'writes' | 'now' | 'limits' | 'idempotency'>,
  provider: PaymentProvider,
  origins: readonly string[],
) {
  const { config, db, limits, idempotency } = deps;
  const billing = config.giftBilling.url === undefined ? 'coins' : 'shop';
  const allowedReturn = (url: string | undefined): string =>
    url !== undefined && URL.canParse(url) && origins.includes(new URL(url).origin) ? url : '';

  return new Hono<Env>()
    .use(allow('wallet.use'))
    .get('/', describe('What you hold, and what coins cost', 'Wallet', { 200: Wallet }), async (c) => {
      const { userId } = permit(c.get('principal'), 'wallet.use');
      const { coins, points } = await holdingsOf(db, userId);
      const { level } = levelOf(points);
      return c.json({ billing, coins, level, packages: billing === 'coins' ? config.coinPackages : [] } satisfies Wallet);
    })
    .get(
      '/top-ups',
      describe('The coins you bought, newest first', 'Wallet', { 200: TopUpPage }),
      valid('query', PageQuery),
      async (c) => {
        const { userId } = permit(c.get('principal'), 'wallet.use');
        const [before] = fromCursor(c.req.valid('query').cursor, 1) ?? [];
        const { rows, more } = await topUpsOf(db, userId, before === undefined ? undefined : String(before));
        return c.json({ items: rows.map(toTopUp), cursor: more ? toCursor([rows.at(-1)!.id]) : '' });
      },
    )
    .post(
      '/top-ups',
      describe('Buy coins: answers with where to pay', 'Wallet', { 201: TopUp }),
      limits.limit('top-up', TOP_UP_RATES),
      valid('json', NewTopUp),
      async (c) => {
        const { userId } = permit(c.get('principal'), 'wallet.use');
        if (billing === 'shop') throw new LiveError('conflict', 'The shop bills gifts itself');
        const body = c.req.valid('json');
        const baseUrl = config.publicUrl ?? new URL(c.req.url).origin;
        return idempotency(c, 'top-up', body, async (once) => ({
          status: 201,
          body: await openTopUp(
            deps,
            provider,
            { userId, packageId: body.packageId, returnUrl: allowedReturn(body.returnUrl), baseUrl },
            once,
          ),
        }));
      },
    );
}
