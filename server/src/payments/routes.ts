import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { Done } from '@vitrine/core/schemas/common.ts';
import { StrayReport, StrayTried } from '@vitrine/core/schemas/order-desk.ts';
import { permit } from '../auth/permissions.ts';
import { allow } from '../http/allow.ts';
import type { Env } from '../http/env.ts';
import { describe } from '../http/validate.ts';
import { applyReport } from './apply-report.ts';
import type { PaymentProvider } from './provider.ts';
import type { ReportDeps } from './report-effects.ts';
import { keepStray, settleStray, straysOf, tryStray } from './stray-reports.ts';

/** No honest report is longer, in bytes; its signature is computed before anything else is believed. */
const MAX_REPORT = 65_536;

/**
 * Routes under `/api/payments`. A provider's report is answered with 200 once it is stored, also when it is a repeat or of a
 * payment that we do not know: that one is tried again, since our own row may be a moment behind.
 */
export function paymentRoutes(deps: ReportDeps, providers: ReadonlyMap<string, PaymentProvider>, { wake }: { wake: () => void }) {
  const tooLarge = (): never => {
    throw new LiveError('too-large', 'A report has at most 64 KB');
  };
  return new Hono<Env>()
    .get(
      '/strays',
      describe('Verified reports of payments that nobody here knows', 'Payments', {
        200: v.object({ items: v.array(StrayReport) }),
      }),
      allow('orders.manage'),
      async (c) => c.json({ items: await straysOf(deps.db) }),
    )
    .post(
      '/strays/:provider/:eventId/try',
      describe('Look again for the payment of such a report', 'Payments', { 200: StrayTried }),
      allow('orders.manage'),
      async (c) => {
        const { provider, eventId } = c.req.param();
        const known = await tryStray(deps, provider, eventId);
        if (known) wake();
        return c.json({ known });
      },
    )
    .delete(
      '/strays/:provider/:eventId',
      describe('Leave such a report alone: it was dealt with at the provider', 'Payments', { 200: Done }),
      async (c) => {
        const admin = permit(c.get('principal'), 'orders.manage');
        const { provider, eventId } = c.req.param();
        await settleStray(deps, admin, provider, eventId);
        return c.json({});
      },
    )
    .post(
      '/webhooks/:provider',
      describe('Take a signed report of a payment provider', 'Payments', { 200: Done }),
      bodyLimit({ maxSize: MAX_REPORT, onError: tooLarge }),
      async (c) => {
        const provider = providers.get(c.req.param('provider'));
        if (!provider) throw new LiveError('not-found', 'There is no such payment provider');
        const reports = await provider.readReports(await c.req.text(), c.req.raw.headers);
        for (const report of reports) {
          if (!(await applyReport(deps, provider.id, report))) await keepStray(deps, provider.id, report);
        }
        if (reports.length > 0) wake();
        return c.json({});
      },
    );
}
