import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import { commissionRoutes } from '../commission/routes.ts';
import { settleCommissions } from '../commission/settle.ts';
import type { Deps } from '../deps.ts';
import { createGateway } from '../payments/gateway/gateway.ts';
import { type Deliver, deliverReports } from '../payments/gateway/deliveries.ts';
import { createReportSigner } from '../payments/gateway/reports.ts';
import { gatewayRoutes } from '../payments/gateway/routes.ts';
import { createPayments } from '../payments/payments.ts';
import { createProviders } from '../payments/create-providers.ts';
import { reconcile } from '../payments/reconcile.ts';
import { requestRefunds } from '../payments/refunds.ts';
import { paymentRoutes } from '../payments/routes.ts';
import type { Env } from '../http/env.ts';
import { createSafeFetch } from '../http/safe-fetch.ts';
import { retryStrays } from '../payments/stray-reports.ts';
import { productRoutes } from '../products/routes.ts';
import { indexOutdated } from '../products/search-index.ts';
import { tellAfterWrites, tellStock } from '../products/tell-stock.ts';
import { checkTopUps } from '../wallet/check-top-ups.ts';
import { walletRoutes } from '../wallet/routes.ts';
import { createWorker } from '../worker.ts';
import { createFlatCharges } from './cart-charges.ts';
import { cartRoutes } from './cart-routes.ts';
import { expireOrders } from './expiry.ts';
import { createPlaceOrder } from './place.ts';
import { orderRoutes } from './routes.ts';

/** Milliseconds between two looks for what is due. */
const TICK = 1_000;
const MINUTE = 60_000;

export type Commerce = ReturnType<typeof createCommerce>;

export interface CommerceOptions {
  /** Carries the built-in gateway's reports to `POST /api/payments/webhooks/builtin` of this server. */
  deliver: Deliver;
  /** The shop's pages that a buyer may be sent back to after paying. */
  origins: readonly string[];
}

/** Products, carts, orders and payments, wired together. */
export function createCommerce(deps: Deps, { deliver, origins }: CommerceOptions) {
  const { config, log, limits } = deps;
  // Nobody needs a secret of ours whose payments are collected elsewhere.
  const signer = createReportSigner(config.paymentWebhookSecret ?? randomBytes(32).toString('hex'));
  const gateway = createGateway(deps, signer, () => void reports.kick());
  const providers = createProviders(config, config.paymentWebhookSecret ? gateway : undefined);
  const provider = providers.get(config.paymentProvider);
  if (!provider) throw new Error(`There is no payment provider ${config.paymentProvider}`);

  const reports = createWorker('payment-reports', () => deliverReports(deps, signer, deliver), TICK, log);
  const strays = createWorker('stray-reports', () => retryStrays(deps), TICK, log);
  const books = createWorker('reconciliation', () => reconcile(deps, providers), TICK, log);
  const settlement = createWorker('commissions', () => settleCommissions(deps), MINUTE, log);
  const refunds = createWorker('refunds', () => requestRefunds(deps, providers), TICK, log);
  const expiry = createWorker('reservations', () => expireOrders(deps), TICK, log);
  const stock = createWorker('stock', () => tellStock(deps), TICK, log);
  const index = createWorker('search-index', () => indexOutdated(deps), TICK, log);
  const coins = createWorker('top-ups', () => checkTopUps(deps, providers), TICK, log);
  const workers = [expiry, refunds, reports, strays, books, settlement, stock, index, coins];
  const charges = createFlatCharges(config);
  let quiet = (): void => {};
  const wake = (): void => void refunds.kick();

  return {
    /** Puts its routes into the server, the built-in gateway's page at `/pay` among them. */
    mount(app: Hono<Env>): void {
      const payments = createPayments(deps, provider, { origins, wake });
      app.route('/api/products', productRoutes(deps, createSafeFetch({ allowLoopback: config.demo })));
      app.route('/api/cart', cartRoutes(deps, charges));
      app.route('/api/orders', orderRoutes(deps, payments, createPlaceOrder({ ...deps, charges })));
      app.route('/api/payments', paymentRoutes(deps, providers, { wake }));
      app.route('/pay', gatewayRoutes(gateway, limits, reports.kick));
      app.route('/api/commission', commissionRoutes(deps));
      app.route('/api/users/me/wallet', walletRoutes(deps, provider, origins));
    },
    /** Begins to expire reservations, to send reports, to give money back and to tell of stock: first what a crash left undone. */
    start(): void {
      for (const worker of workers) worker.start();
      quiet = tellAfterWrites(deps, stock.kick);
    },
    /** Ends the timers and waits for what is under way. */
    async stop(): Promise<void> {
      quiet();
      for (const worker of workers) await worker.stop();
    },
    /** Does all that is due now and resolves when it is done, as the timers would. */
    async settle(): Promise<void> {
      await expiry.kick();
      await refunds.kick();
      await reports.kick();
      await stock.kick();
      await index.kick();
      await strays.kick();
      await books.kick();
      await settlement.kick();
      await coins.kick();
    },
  };
}
