import type * as v from 'valibot';
import type { Request } from '../http.ts';
import { PagedList } from '../paged-list.ts';
import { Done } from '../schemas/common.ts';
import {
  Categories,
  ImportReport,
  type NewImport,
  type NewProduct,
  type ProductSort,
  SkuStock,
  type StockEdit,
  type StockMovement,
  StockMovementPage,
} from '../schemas/product.ts';
import { type ProductPatch, VersionedProduct, VersionedProductPage } from '../schemas/product-edit.ts';

/** What a list of the shop's products is narrowed down to. */
export interface CatalogueQuery {
  readonly q?: string;
  readonly category?: string;
  readonly sort?: ProductSort;
  readonly status?: 'published' | 'draft' | 'deleted';
}

export interface OfSku {
  readonly productId: string;
  readonly skuId: string;
}

const PAGE = 50;

/** The shop's products as whoever runs the shop sees them: drafts, versions, stock and import. */
export class CatalogueRepository {
  readonly #request: Request;
  /** Those that fit the last query. */
  readonly products: PagedList<VersionedProduct, CatalogueQuery>;

  constructor({ request }: { request: Request }) {
    this.#request = request;
    this.products = new PagedList(
      (query, cursor, signal) =>
        request(VersionedProductPage, 'GET', '/products', { query: { ...query, cursor, limit: PAGE }, signal }),
      ({ id }) => id,
    );
  }

  read(id: string): Promise<VersionedProduct> {
    return this.#request(VersionedProduct, 'GET', pathOf(id));
  }

  create(product: v.InferInput<typeof NewProduct>): Promise<VersionedProduct> {
    return this.#request(VersionedProduct, 'POST', '/products', { body: product });
  }

  /** Refused with `conflict` where somebody changed the product since `patch.version` was read. */
  async update(id: string, patch: v.InferInput<typeof ProductPatch>): Promise<VersionedProduct> {
    const product = await this.#request(VersionedProduct, 'PATCH', pathOf(id), { body: patch });
    this.products.replace(product);
    return product;
  }

  /** Takes a product off sale; old orders keep showing it, and `restore` puts it back. */
  async remove(id: string): Promise<void> {
    await this.#request(Done, 'DELETE', pathOf(id));
  }

  /** Puts a deleted product back as it was. Refused with `conflict` where another one has its `externalId` now. */
  restore(id: string): Promise<VersionedProduct> {
    return this.#request(VersionedProduct, 'POST', `${pathOf(id)}/restore`);
  }

  editStock(id: string, skuId: string, edit: StockEdit): Promise<SkuStock> {
    return this.#request(SkuStock, 'PUT', `${skuPathOf(id, skuId)}/stock`, { body: edit });
  }

  /** Every change of a SKU's stock, the newest first. */
  movements({ productId, skuId }: OfSku): PagedList<StockMovement, object> {
    return new PagedList(
      (_query, cursor, signal) =>
        this.#request(StockMovementPage, 'GET', `${skuPathOf(productId, skuId)}/movements`, {
          query: { cursor, limit: PAGE },
          signal,
        }),
      ({ id }) => String(id),
    );
  }

  categories(): Promise<Categories> {
    return this.#request(Categories, 'GET', '/products/categories');
  }

  /** With `dryRun` nothing is written: the report says what would be. */
  import(source: v.InferInput<typeof NewImport>): Promise<ImportReport> {
    return this.#request(ImportReport, 'POST', '/products/import', { body: source });
  }
}

/** Where the ledger of a SKU is as CSV, for `download`. */
export const movementsFile = ({ productId, skuId }: OfSku): string => `${skuPathOf(productId, skuId)}/movements.csv`;

const pathOf = (id: string): string => `/products/${encodeURIComponent(id)}`;
const skuPathOf = (id: string, skuId: string): string => `${pathOf(id)}/skus/${encodeURIComponent(skuId)}`;
