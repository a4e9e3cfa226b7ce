import { Hono } from 'hono';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { Id } from '@vitrine/core/schemas/common.ts';
import type { Env } from '../../http/env.ts';
import type { RateLimits } from '../../http/rate-limit.ts';
import { valid } from '../../http/validate.ts';
import type { Gateway } from './gateway.ts';
import { donePage, payPage, payPolicy } from './pay-page.ts';
import { payTexts } from './texts.ts';

/** How long a buyer who has paid waits for the shop to hear of it before being sent back, in milliseconds. */
const REPORT_PATIENCE = 1_000;

const OfPayment = v.object({ id: Id });
const Outcome = v.object({ outcome: v.picklist(['captured', 'declined']) });

const RATES = { address: { points: 60, seconds: 60 } };

/**
 * The gateway's own pages, under `/pay`: they stand for another company's site, so they know nobody's token. Whoever has the
 * address may pay. `reported` resolves when the reports that wait have been sent.
 */
export const gatewayRoutes = (gateway: Gateway, limits: RateLimits, reported: () => Promise<void>) =>
  new Hono<Env>()
    .use(limits.limit('pay-page', RATES))
    // Where a payment company sends buyers back whose shop named no page of its own.
    .get('/done', (c) => {
      c.header('Content-Security-Policy', payPolicy(''));
      c.header('Vary', 'Accept-Language', { append: true });
      return c.html(donePage(payTexts(c.req.header('Accept-Language'))));
    })
    .get('/:id', valid('param', OfPayment), async (c) => {
      const payment = await gateway.find(c.req.valid('param').id);
      if (!payment) throw new LiveError('not-found', 'There is no such payment');
      c.header('Content-Security-Policy', payPolicy(payment.returnUrl));
      c.header('Cache-Control', 'no-store');
      c.header('Vary', 'Accept-Language', { append: true });
      return c.html(payPage(payment, payTexts(c.req.header('Accept-Language'))));
    })
    .post('/:id', valid('param', OfPayment), valid('form', Outcome), async (c) => {
      const { id } = c.req.valid('param');
      await gateway.settle(id, c.req.valid('form').outcome);
      // A buyer who comes back to the shop should find the order paid already, but need not wait for it.
      await Promise.race([reported(), new Promise((resolve) => setTimeout(resolve, REPORT_PATIENCE).unref())]);
      const payment = await gateway.find(id);
      return c.redirect(payment?.returnUrl || c.req.path, 303);
    });
