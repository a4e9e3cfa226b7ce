import type { Deps } from '../deps.ts';
import { createSafeFetch, type SafeFetch } from '../http/safe-fetch.ts';
import { createBilling } from './billing.ts';
import { createClaims } from './claims/claims.ts';
import type { CountCoins } from './claims/rooms.ts';
import { catalogueRoutes, liveGiftRoutes } from './routes.ts';

export interface GiftOptions {
  fetch?: SafeFetch;
  /** Where people can send gifts through the cloud too: how many coins it counted in a room. */
  count?: CountCoins | undefined;
  /** Told of every change of the catalogue. */
  catalogueChanged?: (() => void) | undefined;
}

/** Gifts, wired together. */
export function createGifts(
  deps: Deps,
  {
    fetch = createSafeFetch({ allowLoopback: deps.config.giftBilling.local }),
    count,
    catalogueChanged = () => {},
  }: GiftOptions = {},
) {
  const { url, secret } = deps.config.giftBilling;
  const shop = url && secret ? createBilling(deps, { url, secret, fetch }) : undefined;
  const claims = count && createClaims(deps, count, shop);
  return {
    /** Under `/api/lives`. */
    liveRoutes: liveGiftRoutes(deps, shop),
    /** Under `/api/gifts`. */
    catalogueRoutes: catalogueRoutes(deps, claims, catalogueChanged),
    /** What people send through the cloud; undefined where they cannot. */
    claims,
    /** Begins to tell the shop of gifts that it should not have charged, and to settle those of the cloud: first what a crash left. */
    start(): void {
      shop?.start();
      claims?.start();
    },
    async stop(): Promise<void> {
      await claims?.stop();
      await shop?.stop();
    },
    /** Settles and tells all that is due now. */
    async settle(): Promise<void> {
      await claims?.settle();
      await shop?.settle();
    },
  };
}
