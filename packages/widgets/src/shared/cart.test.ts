import { expect, fixtureCleanup, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { FakeShopCart } from '@vitrine/core/testing/fake-shop-cart.ts';
import type { LiveCart } from '../live-cart/live-cart.ts';
import type { ProductPopup } from '../product-popup/product-popup.ts';
import type { ProductShelf } from '../product-shelf/product-shelf.ts';
import '../live-cart/define.ts';
import '../live-room/define.ts';
import '../product-popup/define.ts';
import '../product-shelf/define.ts';
import { part, settle, show, textOf } from './testing.ts';

function setUp() {
  const { room, stage } = createSimulatedRoom();
  const shop = new FakeShopCart();
  globalThis.vitrine = { cart: shop.handlers };
  return { room, stage, shop };
}
const tell = (detail?: unknown) => document.dispatchEvent(new CustomEvent('vitrine-cart-changed', { detail, bubbles: true }));

describe('a shop’s own cart', () => {
  afterEach(() => {
    globalThis.vitrine = undefined;
    document.querySelectorAll('meta[name^="vitrine"]').forEach((meta) => meta.remove());
    fixtureCleanup();
  });

  it('is filled from the card of the explained product, and ours stays empty', async () => {
    const { room, stage, shop } = setUp();
    stage.popUp('p-shirt');
    const element = await show<ProductPopup>(html`<product-popup cart="dom-events" .room=${room}></product-popup>`);
    part(element, 'add')!.click();
    await settle();
    part(element, 'add')!.click();
    await settle();
    const [asked] = shop.asked as { lines: Record<string, unknown>[] }[];
    expect(asked!.lines).to.deep.equal([
      {
        skuId: 's-shirt-s-white',
        productId: 'p-shirt',
        externalId: undefined,
        options: { Size: 'S', Colour: 'White' },
        quantity: 1,
        attribution: { liveId: room.liveId, popupEventId: room.popup.listing!.eventId },
      },
    ]);
    expect(room.cart.count).to.equal(0);
  });

  it('is filled from the shelf by events where the shop has set no functions', async () => {
    const { room } = setUp();
    globalThis.vitrine = {};
    const shop = new FakeShopCart();
    const taken = new AbortController();
    addEventListener('live-cart-add', (event) => event.respondWith(shop.handlers.add(event.lines, event)), taken);
    const element = await show<ProductShelf>(html`<product-shelf cart="dom-events" .room=${room}></product-shelf>`);
    part(element, 'add')!.click();
    await settle();
    taken.abort();
    expect(shop.cart().lines.map(({ skuId }) => skuId)).to.deep.equal(['s-mug']);
  });

  it('is what the cart element shows, changes and follows', async () => {
    const { room, shop } = setUp();
    shop.add('mug');
    const element = await show<LiveCart>(html`<live-cart cart="dom-events" .room=${room}></live-cart>`);
    expect(part(element, 'title')!.textContent).to.equal("Shop's mug");
    expect(part(element, 'total')!.textContent).to.include('€12.50');
    part(element, 'quantity')!.querySelectorAll('button')[1]!.click();
    await settle();
    expect(shop.cart().lines[0]!.quantity).to.equal(2);
    expect(part(element, 'total')!.textContent).to.include('€25.00');

    shop.add('lamp');
    tell(shop.cart());
    await settle();
    expect(element.shadowRoot!.querySelectorAll('.line')).to.have.length(2);
    shop.set('gid://line/lamp', 0);
    tell();
    await settle();
    expect(element.shadowRoot!.querySelectorAll('.line')).to.have.length(1);
    await expect(element).to.be.accessible();
  });

  it('says at the line why the shop refused', async () => {
    const { room, shop } = setUp();
    shop.add('mug');
    globalThis.vitrine = { cart: { ...shop.handlers, update: () => Promise.reject({ code: 'limit-reached', available: 1 }) } };
    const element = await show<LiveCart>(html`<live-cart cart="dom-events" .room=${room}></live-cart>`);
    part(element, 'quantity')!.querySelectorAll('button')[1]!.click();
    await settle();
    expect(part(element, 'line-error')!.textContent).to.include('reached the limit');
  });

  it('is paid at the shop, which may veto that, and our server gets no order', async () => {
    const { room, stage, shop } = setUp();
    shop.add('mug');
    const element = await show<LiveCart>(html`<live-cart cart="dom-events" .room=${room}></live-cart>`);
    const addresses: string[] = [];
    element.addEventListener('live-before-navigate', (event) => {
      addresses.push(event.url);
      event.preventDefault();
    });
    element.addEventListener('live-before-checkout', (event) => event.preventDefault(), { once: true });
    part(element, 'checkout')!.click();
    await settle();
    expect(addresses).to.deep.equal([]);
    part(element, 'checkout')!.click();
    await settle();
    expect(addresses).to.deep.equal([new URL('/checkout', location.href).href]);
    expect(stage.requests.some(({ path }) => path === '/orders')).to.equal(false);
  });

  it('is filled and paid at once from the card', async () => {
    const { room, stage, shop } = setUp();
    stage.popUp('p-lamp');
    const element = await show<ProductPopup>(html`<product-popup cart="dom-events" .room=${room}></product-popup>`);
    const addresses: string[] = [];
    element.addEventListener('live-before-navigate', (event) => {
      addresses.push(event.url);
      event.preventDefault();
    });
    part(element, 'buy')!.click();
    await settle();
    expect(shop.cart().lines.map(({ skuId }) => skuId)).to.deep.equal(['s-lamp']);
    expect(addresses).to.have.length(1);
  });

  it('is chosen for everything in a room, or for the page', async () => {
    const { room, shop } = setUp();
    shop.add('mug', 3);
    const around = await show<HTMLElement>(html`<live-room cart="dom-events" .room=${room}></live-room>`);
    await waitUntil(() => around.shadowRoot!.querySelector('[popovertarget="cart"]')!.ariaLabel === 'Your cart: 3', 'no number');
    const alone = await show<LiveCart>(html`<live-cart .room=${room}></live-cart>`);
    expect(textOf(alone)).to.include('Your cart is empty');
    document.head.append(Object.assign(document.createElement('meta'), { name: 'vitrine-cart', content: 'dom-events' }));
    const page = await show<LiveCart>(html`<live-cart .room=${room}></live-cart>`);
    expect(part(page, 'title')!.textContent).to.equal("Shop's mug");
  });
});
