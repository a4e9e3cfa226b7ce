import type * as v from 'valibot';
import { isTransient, retry } from '../backoff.ts';
import { errorCode, type LiveErrorCode } from '../errors.ts';
import type { Request } from '../http.ts';
import { batch, computed, signal } from '../reactive.ts';
import type { RoomDeps } from '../room-deps.ts';
import {
  Categories,
  Product,
  ProductPage,
  type ProductQuery,
  SkuStock,
  type StockEdit,
  Waiting,
  Waitlist,
} from '../schemas/product.ts';
import { Shelf } from '../schemas/shelf.ts';

const SHELF_RETRY = { attempts: 4, baseMs: 500, capMs: 8_000 };

/** A page of a search; `cursor` is empty after the last one. */
export type ProductPage = v.InferOutput<typeof ProductPage>;

/** What to look for; see `GET /api/products`. */
export type ProductSearch = Omit<v.InferInput<typeof ProductQuery>, 'limit' | 'cursor'> & {
  limit?: number | string;
  cursor?: string;
};

/** What the shop sells, and what of it is on this room's shelf. Stock is kept as the room tells it. */
export class ProductRepository {
  readonly #liveId: string;
  readonly #shelfPath: string;
  readonly #request: Request;
  readonly #closed: AbortSignal;
  readonly #products = signal<ReadonlyMap<string, Product>>(new Map());
  readonly #shelfIds = signal<readonly string[] | undefined>(undefined);
  readonly #shelfFailure = signal<LiveErrorCode | undefined>(undefined);
  readonly #shelf = computed(() => this.#shelfIds.value?.flatMap((id) => this.#products.value.get(id) ?? []));
  readonly #waitlist = signal<ReadonlySet<string> | undefined>(undefined);
  /** Stock told of while an answer is under way: the answer may be older. */
  readonly #told = new Map<string, number>();
  #underWay = 0;
  #reading: Promise<void> | undefined;
  #outdated = false;

  constructor({ liveId, request, bus, closed }: Pick<RoomDeps, 'liveId' | 'request' | 'bus' | 'closed'>) {
    this.#liveId = liveId;
    this.#shelfPath = `/lives/${encodeURIComponent(liveId)}/shelf`;
    this.#request = request;
    this.#closed = closed;
    bus.on('stock.changed', ({ productId, skuId, stock }) => this.#setStock(productId, skuId, stock), closed);
    bus.on('stock.returned', ({ skuId }) => this.#setWaiting(skuId, { waiting: false }), closed);
    bus.on('shelf.changed', () => this.#readAgain(), closed);
    // Whoever gets a snapshot missed what happened before it.
    bus.onSnapshot(() => this.#readAgain(), closed);
  }

  /** The products of the room's shelf in the host's order; undefined until `fetchShelf` went well once. */
  get shelf(): readonly Product[] | undefined {
    return this.#shelf.value;
  }
  /** Why the shelf could not be read; undefined once it could. */
  get shelfFailure(): LiveErrorCode | undefined {
    return this.#shelfFailure.value;
  }

  /** A product that was read before; undefined where none was. */
  product(id: string): Product | undefined {
    return this.#products.value.get(id);
  }

  /** Reads the shelf, once for all who ask meanwhile. Never rejects; see `shelf` and `shelfFailure`. */
  fetchShelf(): Promise<void> {
    this.#reading ??= this.#readShelf().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async fetchProduct(id: string): Promise<Product> {
    return this.#read(
      () => this.#request(Product, 'GET', `/products/${encodeURIComponent(id)}`, { anonymous: true }),
      (product) => [product],
    );
  }

  /** Looks through all the shop sells, a page at a time; the next one begins at the last one's `cursor`. */
  async search(query: ProductSearch = {}, signal?: AbortSignal): Promise<ProductPage> {
    return this.#read(
      () => this.#request(ProductPage, 'GET', '/products', { query, signal }),
      ({ items }) => items,
    );
  }

  /** All pages of a search, one after the other: read on with `for await`, and stop when enough. */
  async *pages(query: Omit<ProductSearch, 'cursor'> = {}, signal?: AbortSignal): AsyncGenerator<readonly Product[], void> {
    let cursor: string | undefined;
    do {
      const page = await this.search({ ...query, ...(cursor ? { cursor } : {}) }, signal);
      yield page.items;
      cursor = page.cursor;
    } while (cursor);
  }

  /** The categories of what is on sale, the fullest first. */
  async categories(): Promise<Categories['items']> {
    return (await this.#request(Categories, 'GET', '/products/categories')).items;
  }

  /** SKUs that the visitor waits for; undefined until `fetchWaitlist` went well once. */
  get waitlist(): ReadonlySet<string> | undefined {
    return this.#waitlist.value;
  }

  /** Reads what the visitor waits for. */
  async fetchWaitlist(): Promise<void> {
    const { items } = await this.#request(Waitlist, 'GET', '/products/waitlist');
    this.#waitlist.value = new Set(items.map(({ skuId }) => skuId));
  }

  /** Waits for a SKU that is sold out: the visitor is told once, by `stock.returned`. Rejects with `conflict` where it is not. */
  async joinWaitlist(productId: string, skuId: string): Promise<void> {
    const body = { liveId: this.#liveId };
    this.#setWaiting(skuId, await this.#request(Waiting, 'POST', `${sku(productId, skuId)}/waitlist`, { body }));
  }

  async leaveWaitlist(productId: string, skuId: string): Promise<void> {
    this.#setWaiting(skuId, await this.#request(Waiting, 'DELETE', `${sku(productId, skuId)}/waitlist`));
  }

  /** Host: the stock of a SKU, and how many wait for it. */
  async fetchStock(productId: string, skuId: string): Promise<SkuStock> {
    return this.#request(SkuStock, 'GET', `${sku(productId, skuId)}/stock`);
  }

  /** Host: sets or moves the stock of a SKU, or switches it to sold out. What visitors see follows when the room hears of it. */
  async editStock(productId: string, skuId: string, edit: StockEdit): Promise<SkuStock> {
    return this.#request(SkuStock, 'PUT', `${sku(productId, skuId)}/stock`, { body: edit });
  }

  /** Host: puts exactly these on the shelf, in this order. */
  async setShelf(productIds: readonly string[]): Promise<void> {
    this.#takeShelf(
      await this.#read(
        () => this.#request(Shelf, 'PUT', this.#shelfPath, { body: { productIds } }),
        ({ items }) => items,
      ),
    );
  }

  /** Host: puts a product at the end of the shelf. */
  async addToShelf(productId: string): Promise<void> {
    const ids = await this.#loadedIds();
    if (!ids.includes(productId)) await this.setShelf([...ids, productId]);
  }

  /** Host: takes a product off the shelf. */
  async removeFromShelf(productId: string): Promise<void> {
    await this.setShelf((await this.#loadedIds()).filter((id) => id !== productId));
  }

  async #loadedIds(): Promise<readonly string[]> {
    if (this.#shelfIds.peek()) return this.#shelfIds.peek()!;
    const { items } = await this.#request(Shelf, 'GET', this.#shelfPath, { anonymous: true });
    return items.map(({ id }) => id);
  }

  #readAgain(): void {
    if (this.#reading) this.#outdated = true;
    else if (this.#shelfIds.peek() || this.#shelfFailure.peek()) void this.fetchShelf();
  }

  async #readShelf(): Promise<void> {
    const read = () =>
      this.#read(
        () => this.#request(Shelf, 'GET', this.#shelfPath, { anonymous: true }),
        ({ items }) => items,
      );
    try {
      do {
        this.#outdated = false;
        const shelf = await retry(read, { ...SHELF_RETRY, worthwhile: isTransient, until: this.#closed });
        if (!this.#closed.aborted) this.#takeShelf(shelf);
      } while (this.#outdated && !this.#closed.aborted);
    } catch (error) {
      if (!this.#closed.aborted) this.#shelfFailure.value = errorCode(error);
    }
  }

  #takeShelf({ items }: Shelf): void {
    batch(() => {
      this.#shelfIds.value = items.map(({ id }) => id);
      this.#shelfFailure.value = undefined;
    });
  }

  /** Remembers the products of an answer, with the stock that the room told of meanwhile. */
  async #read<T>(ask: () => Promise<T>, productsOf: (answer: T) => readonly Product[]): Promise<T> {
    this.#underWay += 1;
    try {
      const answer = await ask();
      const products = new Map(this.#products.peek());
      for (const product of productsOf(answer)) products.set(product.id, this.#corrected(product));
      this.#products.value = products;
      return answer;
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#told.clear();
    }
  }

  #corrected(product: Product): Product {
    if (!product.skus.some(({ id }) => this.#told.has(id))) return product;
    return { ...product, skus: product.skus.map((sku) => ({ ...sku, stock: this.#told.get(sku.id) ?? sku.stock })) };
  }

  #setWaiting(skuId: string, { waiting }: { waiting: boolean }): void {
    const skus = new Set(this.#waitlist.peek());
    if (waiting) skus.add(skuId);
    else skus.delete(skuId);
    this.#waitlist.value = skus;
  }

  #setStock(productId: string, skuId: string, stock: number): void {
    if (this.#underWay > 0) this.#told.set(skuId, stock);
    const product = this.#products.peek().get(productId);
    if (!product) return;
    const skus = product.skus.map((sku) => (sku.id === skuId ? { ...sku, stock } : sku));
    this.#products.value = new Map(this.#products.peek()).set(productId, { ...product, skus });
  }
}

const sku = (productId: string, skuId: string): string =>
  `/products/${encodeURIComponent(productId)}/skus/${encodeURIComponent(skuId)}`;
