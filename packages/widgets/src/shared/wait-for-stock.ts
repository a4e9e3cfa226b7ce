import { msg } from '@lit/localize';
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { errorCode, type LiveErrorCode } from '@vitrine/core/errors.ts';
import { untracked } from '@vitrine/core/reactive.ts';
import type { Product, Sku } from '@vitrine/core/schemas/product.ts';
import type { ShoppingRoom } from '@vitrine/core/shopping-room.ts';
import { BeforeWaitlistEvent, WaitlistEvent } from '../shop-events.ts';
import { errorMessage } from './error-message.ts';
import { localeOf } from './format.ts';
import { icons } from './icons.ts';
import type { ShoppingElement } from './shopping-element.ts';
import { titleOf } from './product.ts';

/** Rooms whose waitlist was asked for; once is enough, and nobody asks before something is sold out. */
const asked = new WeakSet<AbortSignal>();

/** Lets visitors wait for what is sold out, one SKU at a time. */
export class WaitForStock implements ReactiveController {
  readonly #host: ShoppingElement;
  #skuId: string | undefined;
  #busy = false;
  #failure: LiveErrorCode | undefined;

  constructor(host: ShoppingElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#failure = undefined;
  }

  /** The button for a SKU that is sold out, and why the last press did not work. */
  render(product: Product, sku: Sku, look = ''): TemplateResult {
    const { room } = this.#host;
    if (room && !asked.has(room.closed)) this.#read(room);
    const waiting = room?.products.waitlist?.has(sku.id) ?? false;
    const mine = this.#skuId === sku.id;
    const title = titleOf(product, localeOf(this.#host));
    return html`<button
        part="wait"
        class="button ${look}"
        ?disabled=${mine && this.#busy}
        @click=${() => this.#toggle(product.id, sku.id, !waiting)}
      >
        ${waiting ? html`${icons.check} ${msg('We will tell you')}` : msg('Tell me when it is back')}
        <bdi class="visually-hidden">${title}</bdi>
      </button>
      ${mine && this.#failure ? html`<p class="error" role="alert">${errorMessage(this.#failure)}</p>` : nothing}`;
  }

  #read(room: ShoppingRoom): void {
    asked.add(room.closed);
    // Without an answer the button offers what may be done already, which is harmless.
    untracked(() => room.products.fetchWaitlist().catch(() => {}));
  }

  async #toggle(productId: string, skuId: string, waiting: boolean): Promise<void> {
    const { room } = this.#host;
    if (!room || this.#busy) return;
    const before = new BeforeWaitlistEvent(productId, skuId, waiting);
    const stopped = !this.#host.dispatchEvent(before);
    if (stopped && !before.response) return;
    this.#set(skuId, true);
    try {
      const { products } = room;
      const act = waiting ? () => products.joinWaitlist(productId, skuId) : () => products.leaveWaitlist(productId, skuId);
      await (before.response ?? act());
    } catch (error) {
      this.#set(skuId, false, errorCode(error));
      return;
    }
    this.#set(skuId, false);
    this.#host.dispatchEvent(new WaitlistEvent(waiting ? 'live-waitlist-joined' : 'live-waitlist-left', productId, skuId));
  }

  #set(skuId: string, busy: boolean, failure?: LiveErrorCode): void {
    this.#skuId = skuId;
    this.#busy = busy;
    this.#failure = failure;
    this.#host.requestUpdate();
  }
}
