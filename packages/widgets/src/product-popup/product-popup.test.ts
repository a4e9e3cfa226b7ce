import { expect, html, waitUntil } from '@open-wc/testing';
import { sampleProducts } from '@vitrine/core/providers/simulated/sample-shop.ts';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { popupOf } from '../shared/attribution.ts';
import { arrival, eventOf, part, settle, show, textOf } from '../shared/testing.ts';
import './define.ts';
import type { ProductPopup } from './product-popup.ts';

async function setUp(productId?: string, lang = 'en') {
  const { room, stage } = createSimulatedRoom();
  if (productId) stage.popUp(productId);
  const wrapper = await show<HTMLElement>(html`<div lang=${lang}><product-popup .room=${room}></product-popup></div>`);
  const element = wrapper.querySelector('product-popup') as ProductPopup;
  return { room, stage, element };
}

describe('<product-popup>', () => {
  it('shows nothing until the host shows something', async () => {
    const { stage, element } = await setUp();
    expect(part(element, 'card')).to.equal(null);
    stage.popUp('p-lamp');
    await settle();
    expect(part(element, 'title')!.textContent).to.include('Paper lamp');
    expect(part(element, 'price')!.textContent).to.equal('$59.00');
    expect(part(element, 'before')!.textContent).to.include('$79.00');
    expect(part(element, 'stock')!.textContent).to.equal('Only 5 left');
    await arrival(element);
    await expect(element).to.be.accessible();
  });

  it('goes when the host takes the product down', async () => {
    const { stage, element } = await setUp('p-lamp');
    stage.takeDown();
    await settle();
    expect(part(element, 'card')).to.equal(null);
  });

  it('tells the visitor once, and rests when the card has arrived', async () => {
    const { room, stage, element } = await setUp();
    const { productId } = await eventOf(element, 'live-popup-shown', () => stage.popUp('p-lamp'));
    expect(productId).to.equal('p-lamp');
    expect(element.shadowRoot!.querySelector('.visually-hidden[role="status"]')!.textContent).to.include('Paper lamp');
    await waitUntil(() => !room.popup.announcing, 'it should rest', { timeout: 3000 });
  });

  it('puts a product into the cart and remembers which popup led to it', async () => {
    const { room, element } = await setUp('p-lamp');
    const { addition } = await eventOf(element, 'live-added-to-cart', () => part(element, 'add')!.click());
    expect(addition.skuId).to.equal('s-lamp');
    expect(addition.popupEventId).to.equal(room.popup.listing!.eventId);
    expect(room.cart.count).to.equal(1);
    expect(popupOf(room.liveId, ['s-lamp'])).to.equal(addition.popupEventId);
  });

  it('leaves the cart alone where the shop says no', async () => {
    const { room, element } = await setUp('p-lamp');
    element.addEventListener('live-before-add-to-cart', (event) => event.preventDefault());
    part(element, 'add')!.click();
    await settle();
    expect(room.cart.count).to.equal(0);
  });

  it('waits for the shop’s own cart, and shows its refusal', async () => {
    const { room, element } = await setUp('p-lamp');
    element.addEventListener('live-before-add-to-cart', (event) => event.respondWith(Promise.reject(new Error('no'))));
    part(element, 'add')!.click();
    await settle();
    expect(room.cart.count).to.equal(0);
    expect(textOf(element)).to.include('not working on our side');
  });

  it('asks which variant first, on as many axes as there are', async () => {
    const { room, element } = await setUp('p-shirt');
    part(element, 'add')!.click();
    await settle();
    expect(room.cart.count).to.equal(0);
    const picker = element.shadowRoot!.querySelector('variant-picker')!;
    expect(picker.shadowRoot!.querySelectorAll('fieldset')).to.have.length(2);
    await expect(element).to.be.accessible();

    picker.shadowRoot!.querySelectorAll<HTMLInputElement>('input')[1]!.click();
    await settle();
    part(element, 'add')!.click();
    await settle();
    expect(room.cart.cart!.lines[0]!.skuId).to.equal('s-shirt-m-white');
  });

  it('follows the stock and offers nothing that is gone', async () => {
    const { stage, element } = await setUp('p-lamp');
    stage.setStock('s-lamp', 0);
    await settle();
    expect(part(element, 'stock')!.textContent).to.include('Sold out');
    expect(element.shadowRoot!.querySelectorAll('[part="add"], [part="buy"]')).to.have.length(0);
    await expect(element).to.be.accessible();
  });

  it('lets the visitor wait for what is sold out, until it is back', async () => {
    const { room, stage, element } = await setUp('p-scarf');
    const joined = await eventOf(element, 'live-waitlist-joined', () => part(element, 'wait')!.click());
    expect(joined.skuId).to.equal('s-scarf');
    await settle();
    expect(part(element, 'wait')!.textContent).to.include('We will tell you');
    await expect(element).to.be.accessible();
    stage.setStock('s-scarf', 3);
    await settle();
    expect(part(element, 'wait')).to.equal(null);
    expect(room.products.waitlist!.size).to.equal(0);
  });

  it('lets the visitor choose which variant they wait for', async () => {
    const products = sampleProducts.map((product) => ({ ...product, skus: product.skus.map((sku) => ({ ...sku, stock: 0 })) }));
    const { room, stage } = createSimulatedRoom({ products });
    stage.popUp('p-shirt');
    const element = await show<ProductPopup>(html`<product-popup .room=${room}></product-popup>`);
    part(element, 'wait')!.click();
    await settle();
    expect(element.shadowRoot!.querySelector('variant-picker')).not.to.equal(null);
    expect(room.products.waitlist?.size).to.equal(0);
    part(element, 'wait')!.click();
    await settle();
    expect([...room.products.waitlist!]).to.deep.equal(['s-shirt-s-white']);
  });

  it('orders at once, and leads to the payment', async () => {
    const { stage, element } = await setUp('p-lamp');
    const { order } = await eventOf(element, 'live-order-placed', () => part(element, 'buy')!.click());
    await settle();
    expect(order.popupEventId).to.match(/^evt_p-lamp_/);
    const link = part<HTMLAnchorElement>(element, 'pay')!;
    expect(link.href).to.equal(`https://pay.example.com/${order.id}`);
    expect(link.target).to.equal('_blank');
    expect(stage.requests.find(({ path }) => path === '/orders')!.idempotencyKey).to.be.a('string');

    stage.moveOrder(order.id, 'paid');
    await settle();
    expect(textOf(element)).to.include('Paid');
    await expect(element).to.be.accessible();
  });

  it('can be put away, and the next product comes all the same', async () => {
    const { stage, element } = await setUp('p-lamp');
    await eventOf(element, 'live-popup-dismissed', () => part(element, 'dismiss')!.click());
    await settle();
    expect(part(element, 'card')).to.equal(null);
    stage.popUp('p-mug');
    await settle();
    expect(part(element, 'title')!.textContent).to.include('Stoneware mug');
  });

  it('speaks Chinese to Chinese readers', async () => {
    const { element } = await setUp('p-lamp', 'zh-CN');
    expect(part(element, 'title')!.textContent).to.include('纸灯');
  });

  it('shows the card with what the room told where the product cannot be had', async () => {
    const { room, stage } = createSimulatedRoom();
    stage.fail('GET /products/*', 'offline');
    stage.popUp('p-lamp');
    const element = await show<ProductPopup>(html`<product-popup .room=${room}></product-popup>`);
    expect(part(element, 'price')!.textContent).to.equal('$59.00');
    expect(part<HTMLButtonElement>(element, 'add')!.disabled).to.equal(true);
  });
});
