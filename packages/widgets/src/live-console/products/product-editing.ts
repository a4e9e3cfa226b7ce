import type { ReactiveControllerHost } from 'lit';
import { errorCode } from '@vitrine/core/errors.ts';
import type { CatalogueRepository } from '@vitrine/core/repositories/catalogue-repository.ts';
import type { VersionedProduct } from '@vitrine/core/schemas/product-edit.ts';
import { messageOf } from '../../shared/error-message.ts';
import type { Notices } from '../notices.ts';
import { draftOf, type Faults, patchOf, type ProductDraft, readDraft, stockMoves } from './product-draft.ts';

interface EditingHost extends ReactiveControllerHost {
  readonly catalogue?: CatalogueRepository;
  readonly productId: string;
  readonly currency: string;
}

/** The product in an element's form: reads it, and saves it without undoing what others did to it meanwhile. */
export class ProductEditing {
  readonly #host: EditingHost;
  readonly #notices: Notices;
  #product: VersionedProduct | undefined;
  /** What stands in the form; undefined until the product was read. */
  draft: ProductDraft | undefined;
  /** Why it could not be read. */
  failure = '';
  faults: Faults = new Map();
  /** Somebody else saved the product after it was read. */
  overtaken = false;

  constructor(host: EditingHost, notices: Notices) {
    this.#host = host;
    this.#notices = notices;
  }

  /** The product's name as it is saved. */
  get title(): string | undefined {
    return this.#product?.title;
  }

  /** Reads the product, and forgets what stood in the form. */
  async read(): Promise<void> {
    const { catalogue, productId, currency } = this.#host;
    if (!catalogue) return;
    this.failure = '';
    this.overtaken = false;
    this.faults = new Map();
    this.#product = undefined;
    this.draft = productId === 'new' ? draftOf(undefined, currency) : undefined;
    this.#host.requestUpdate();
    if (this.draft) return;
    try {
      const product = await catalogue.read(productId);
      if (productId !== this.#host.productId) return;
      this.#product = product;
      this.draft = draftOf(product, currency);
    } catch (error) {
      this.failure = messageOf(error);
    }
    this.#host.requestUpdate();
  }

  change(change: (draft: ProductDraft) => unknown): void {
    if (!this.draft) return;
    change(this.draft);
    this.#host.requestUpdate();
  }

  /** Resolves to true where the product is saved; otherwise `faults`, `overtaken` or a notice say why not. */
  async save(): Promise<boolean> {
    const { catalogue } = this.#host;
    const { draft } = this;
    if (!catalogue || !draft || this.#notices.busy) return false;
    this.faults = readDraft(draft).faults;
    this.#host.requestUpdate();
    if (this.faults.size > 0) return false;
    this.overtaken = false;
    const product = this.#product;
    const saved = await this.#notices.act(() => (product ? this.#update(catalogue, product, draft) : create(catalogue, draft)));
    // What was half saved must not be saved a second time.
    if (!saved && !this.overtaken && product) await this.#freshen();
    return saved ?? false;
  }

  /** Saves over what somebody else did. */
  async saveOver(): Promise<boolean> {
    const { catalogue, productId } = this.#host;
    const theirs = await this.#notices.act(async () => catalogue?.read(productId));
    if (!theirs) return false;
    this.#product = theirs;
    // Stock was counted from what was shown, and variants that they took off sale are none of ours any more.
    const known = new Set(theirs.skus.map(({ id }) => id));
    this.change((draft) => (draft.skus = draft.skus.filter(({ id }) => id === undefined || known.has(id))));
    return this.save();
  }

  async #update(catalogue: CatalogueRepository, product: VersionedProduct, draft: ProductDraft): Promise<boolean> {
    try {
      await catalogue.update(product.id, patchOf(product, draft));
    } catch (error) {
      if (errorCode(error) !== 'conflict') throw error;
      this.overtaken = true;
      return false;
    }
    for (const { skuId, stockDelta } of stockMoves(draft)) await catalogue.editStock(product.id, skuId, { stockDelta });
    return true;
  }

  /** After a failure: another attempt starts from what the server has now, and keeps what stands in the form. */
  async #freshen(): Promise<void> {
    const { catalogue, productId } = this.#host;
    const now = await catalogue?.read(productId).catch(() => undefined);
    if (!now) return;
    this.#product = now;
    const stock = new Map(now.skus.map((sku) => [sku.id, sku.stock]));
    this.change(
      (draft) => (draft.skus = draft.skus.map((sku) => ({ ...sku, shownStock: stock.get(sku.id ?? '') ?? sku.shownStock }))),
    );
  }
}

async function create(catalogue: CatalogueRepository, draft: ProductDraft): Promise<boolean> {
  const { fields, skus } = readDraft(draft);
  await catalogue.create({ ...fields, skus: skus.map(({ code, ...sku }) => ({ ...sku, ...(code ? { code } : {}) })) });
  return true;
}
