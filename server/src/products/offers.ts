import { type SQL, sql } from 'drizzle-orm';
import type { Money } from '@vitrine/core/schemas/money.ts';
import type { Database } from '../db/client.ts';
import { prepareRead } from '../db/prepared.ts';
import { asJson, isOffered } from './statements.ts';
import { products, skuPrices, skus } from './tables.ts';

/** The most of one SKU in a cart or an order, where the product says nothing else. */
export const MAX_QUANTITY = 999;

/** What a buyer would get for one SKU right now. */
export interface Offer {
  skuId: string;
  productId: string;
  title: string;
  options: Record<string, string>;
  imageUrl: string | undefined;
  /** How many can be bought; 0 also where the product was taken off sale. */
  available: number;
  offered: boolean;
  /** At most so many in a cart and an order. */
  maxQuantity: number;
  /** In the currency asked for; undefined where the SKU has none. */
  price: Money | undefined;
  /** Its first price in any currency: to show it all the same. */
  anyPrice: Money;
}

interface Row extends Pick<Offer, 'skuId' | 'productId' | 'title'> {
  options: string;
  imageUrl: string | null;
  available: number;
  offered: 0 | 1;
  maxQuantity: number;
  amount: number | null;
  firstAmount: number;
  firstCurrency: string;
}

const column = (name: 'amount' | 'currency'): SQL =>
  sql`(select ${skuPrices[name]} from ${skuPrices} where ${skuPrices.skuId} = ${skus.id} order by ${skuPrices}.rowid limit 1)`;

const readOffers = prepareRead<{ skuIds: string; currency: string }, Row>(
  ({ skuIds, currency }) => sql`
    select ${skus.id} as "skuId", ${skus.productId} as "productId", ${products.title} as "title", ${skus.options} as "options",
      ${products.images} ->> 0 as "imageUrl", ${skus.available} as "available",
      (${isOffered} and ${skus.deletedAt} is null) as "offered", coalesce(${products.maxQuantity}, ${MAX_QUANTITY}) as "maxQuantity",
      (select ${skuPrices.amount} from ${skuPrices}
        where ${skuPrices.skuId} = ${skus.id} and ${skuPrices.currency} = ${currency}) as "amount",
      ${column('amount')} as "firstAmount", ${column('currency')} as "firstCurrency"
    from ${skus} join ${products} on ${products.id} = ${skus.productId}
    where ${skus.id} in (select value from json_each(${skuIds}))`,
);

/** The offers of these SKUs in `currency`, by SKU; unknown SKUs are left out. */
export async function offersOf(db: Database, skuIds: readonly string[], currency: string): Promise<Map<string, Offer>> {
  const rows = await readOffers(db, { skuIds: JSON.stringify(skuIds), currency });
  return new Map(
    rows.map(({ options, imageUrl, available, offered, amount, firstAmount, firstCurrency, ...row }) => [
      row.skuId,
      {
        ...row,
        options: JSON.parse(options) as Record<string, string>,
        imageUrl: imageUrl ?? undefined,
        available: offered ? available : 0,
        offered: offered === 1,
        price: amount === null ? undefined : { amount, currency },
        anyPrice: { amount: firstAmount, currency: firstCurrency },
      },
    ]),
  );
}

/** True where every SKU still costs what was read; for the guard of a change. `unitPrice` is in minor units of `currency`. */
export const pricedAs = (lines: readonly { skuId: string; unitPrice: number }[] | SQL, currency: string | SQL): SQL =>
  sql`not exists (select 1 from json_each(${asJson(lines)}) line where not exists (
    select 1 from ${skuPrices} where ${skuPrices.skuId} = line.value ->> 'skuId' and ${skuPrices.currency} = ${currency}
      and ${skuPrices.amount} = line.value ->> 'unitPrice'))`;

/** True where a SKU can be offered at all; for the guard of a change. */
export const skuIsOffered = (skuId: string): SQL =>
  sql`exists (select 1 from ${skus} join ${products} on ${products.id} = ${skus.productId} and ${isOffered}
    where ${skus.id} = ${skuId} and ${skus.deletedAt} is null)`;

/** The most of a SKU that one cart or order may hold. */
export const maxQuantityOf = (skuId: SQL | string): SQL =>
  sql`coalesce((select ${products.maxQuantity} from ${skus} join ${products} on ${products.id} = ${skus.productId}
    where ${skus.id} = ${skuId}), ${MAX_QUANTITY})`;
