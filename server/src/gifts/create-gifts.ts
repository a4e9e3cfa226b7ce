import type { Deps } from '../deps.ts';
import { createSafeFetch, type SafeFetch } from '../http/safe-fetch.ts';
import { createBilling } from './billing.ts';
import { catalogueRoutes, liveGiftRoutes } from './routes.ts';

export interface GiftOptions {
  fetch?: SafeFetch;
}

/** Gifts, wired together. */
export function createGifts(
  deps: Deps,
  { fetch = createSafeFetch({ allowLoopback: deps.config.giftBilling.local }) }: GiftOptions = {},
) {
  const { url, secret } = deps.config.giftBilling;
  const shop = url && secret ? createBilling(deps, { url, secret, fetch }) : undefined;
  return {
    /** Under `/api/lives`. */
    liveRoutes: liveGiftRoutes(deps, shop),
    /** Under `/api/gifts`. */
    catalogueRoutes: catalogueRoutes(deps),
    /** Begins to tell the shop of gifts that it should not have charged: first those that a crash left. */
    start(): void {
      shop?.start();
    },
    async stop(): Promise<void> {
      await shop?.stop();
    },
    /** Tells the shop of all that is due now. */
    async settle(): Promise<void> {
      await shop?.settle();
    },
  };
}
