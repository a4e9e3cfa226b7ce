import type { CommissionRate } from '../../schemas/commission.ts';
import { DEFAULT_MODERATION, type Moderation, type Word } from '../../schemas/moderation.ts';
import type { StrayReport } from '../../schemas/order-desk.ts';
import type { ImportReport, StockMovement } from '../../schemas/product.ts';
import type { VersionedProduct } from '../../schemas/product-edit.ts';
import type { AttributionRow } from '../../schemas/attribution.ts';
import type { ShopIdentity } from '../../schemas/user.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../../schemas/webhook.ts';

/** What the shop's back office has to look at, apart from products and orders. A story fills in what it shows. */
export interface DeskState {
  words: Word[];
  /** Those that hold in every room that does not say otherwise. */
  rules: Moderation;
  /** The ledger of all stocks, the newest first. */
  movements: StockMovement[];
  readonly deleted: Map<string, VersionedProduct>;
  rates: CommissionRate[];
  balances: { hostId: string; currency: string; open: number; settled: number }[];
  attribution: AttributionRow[];
  strays: StrayReport[];
  webhooks: WebhookEndpoint[];
  deliveries: WebhookDelivery[];
  /** What the shop says of people, by their ids. */
  readonly identities: Map<string, ShopIdentity>;
  /** What the next import finds. */
  importReport: ImportReport;
  /** What was asked to go back of each order and is not there yet, while `refundsWait`. */
  readonly refunding: Map<string, number>;
  /** The payment provider does not tell of refunds. */
  refundsWait: boolean;
  /** Orders at which a person has to look. */
  readonly flagged: Set<string>;
}

export const createDeskState = (): DeskState => ({
  words: [],
  rules: { settings: { ...DEFAULT_MODERATION }, own: {} },
  movements: [],
  deleted: new Map(),
  rates: [],
  balances: [],
  attribution: [],
  strays: [],
  webhooks: [],
  deliveries: [],
  identities: new Map(),
  importReport: { dryRun: true, created: 0, updated: 0, unchanged: 0, failed: 0, products: [], problems: [] },
  refunding: new Map(),
  refundsWait: false,
  flagged: new Set(),
});
