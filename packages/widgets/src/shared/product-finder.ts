import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { errorCode, type LiveErrorCode } from '@vitrine/core/errors.ts';
import type { ProductRepository } from '@vitrine/core/repositories/product-repository.ts';
import type { Categories, Product } from '@vitrine/core/schemas/product.ts';

const TYPING_MS = 250;
const PAGE_SIZE = '20';

type Products = Pick<ProductRepository, 'search' | 'categories'>;

/** Looks through all the shop sells for an element: words, a category, page after page. */
export class ProductFinder implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #products: () => Products | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  /** Counts searches, so that a slow answer does not replace a newer one. */
  #searches = 0;
  /** Undefined until a search went well once. */
  found: readonly Product[] | undefined;
  categories: Categories['items'] = [];
  failure: LiveErrorCode | undefined;
  busy = false;
  words = '';
  category = '';
  #cursor = '';

  constructor(host: ReactiveControllerHost, products: () => Products | undefined) {
    this.#host = host;
    this.#products = products;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#typing);
  }

  get hasMore(): boolean {
    return this.#cursor !== '';
  }

  /** Searches, and reads the categories where they are not known. Never rejects; see `failure`. */
  async find(): Promise<void> {
    if (this.categories.length === 0) void this.#readCategories();
    await this.#search('');
  }

  /** Searches once the visitor has stopped typing for a moment. */
  type(words: string): void {
    this.words = words.trim();
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.find(), TYPING_MS);
    this.#host.requestUpdate();
  }

  /** Shows one category only; '' shows all. */
  choose(category: string): void {
    this.category = category;
    void this.find();
  }

  /** Reads the next page, where there is one. */
  async more(): Promise<void> {
    if (this.hasMore && !this.busy) await this.#search(this.#cursor);
  }

  /** Forgets everything: the shop may be another one. */
  reset(): void {
    this.#searches += 1;
    Object.assign(this, { found: undefined, categories: [], failure: undefined, busy: false, words: '', category: '' });
    this.#cursor = '';
    this.#host.requestUpdate();
  }

  async #readCategories(): Promise<void> {
    try {
      this.categories = (await this.#products()?.categories()) ?? [];
      this.#host.requestUpdate();
    } catch {
      // One can search without them.
    }
  }

  async #search(cursor: string): Promise<void> {
    const search = (this.#searches += 1);
    this.failure = undefined;
    this.busy = true;
    this.#host.requestUpdate();
    try {
      const query = {
        q: this.words || undefined,
        category: this.category || undefined,
        cursor: cursor || undefined,
        limit: PAGE_SIZE,
      };
      const page = await this.#products()?.search(query);
      if (!page || search !== this.#searches) return;
      this.found = cursor ? [...(this.found ?? []), ...page.items] : page.items;
      this.#cursor = page.cursor;
    } catch (error) {
      if (search === this.#searches) this.failure = errorCode(error);
    } finally {
      if (search === this.#searches) this.busy = false;
      this.#host.requestUpdate();
    }
  }
}
