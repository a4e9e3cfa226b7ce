import { aTimeout, expect, html, waitUntil } from '@open-wc/testing';
import { sampleProducts } from '@vitrine/core/providers/simulated/sample-shop.ts';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { rememberPopup } from '../shared/attribution.ts';
import { eventOf, part, settle, show, textOf } from '../shared/testing.ts';
import './define.ts';
import type { LiveCart } from './live-cart.ts';

async function setUp(...skuIds: string[]) {
  const { room, stage } = createSimulatedRoom();
  for (const skuId of skuIds) await room.cart.add(skuId);
  const element = await show<LiveCart>(html`<live-cart .room=${room}></live-cart>`);
  return { room, stage, element };
}
const buttons = (element: LiveCart) => part(element, 'quantity')!.querySelectorAll('button');
const orders = (stage: Awaited<ReturnType<typeof setUp>>['stage']) =>
  stage.requests.filter(({ method, path }) => method === 'POST' && path === '/orders');

describe('<live-cart>', () => {
  it('says that it is empty', async () => {
    const { element } = await setUp();
    expect(textOf(element)).to.include('Your cart is empty');
    await expect(element).to.be.accessible();
  });

  it('holds its place while loading, and says when that fails', async () => {
    const { room, stage } = createSimulatedRoom();
    const go = stage.hold('GET /cart');
    stage.fail('GET /cart', 'offline', 1);
    const element = await show<LiveCart>(html`<live-cart .room=${room}></live-cart>`);
    expect(element.shadowRoot!.querySelectorAll('.skeleton')).not.to.have.length(0);
    await expect(element).to.be.accessible();
    go();
    await settle();
    await waitUntil(() => textOf(element).includes('could not be loaded'));
    await expect(element).to.be.accessible();
    element.shadowRoot!.querySelector('button')!.click();
    await settle();
    expect(textOf(element)).to.include('Your cart is empty');
  });

  it('changes quantities, removes the last one, and shows the total', async () => {
    const { room, element } = await setUp('s-lamp');
    expect(part(element, 'subtotal')!.textContent).to.include('$59.00');
    expect(part(element, 'shipping')!.textContent).to.include('$5.00');
    expect(part(element, 'tax')!.textContent).to.include('$5.90');
    expect(part(element, 'total')!.textContent).to.include('$69.90');
    buttons(element)[1]!.click();
    await settle();
    expect(part(element, 'total')!.textContent).to.include('$134.80');
    await expect(element).to.be.accessible();
    buttons(element)[0]!.click();
    await settle();
    buttons(element)[0]!.click();
    await settle();
    expect(room.cart.cart!.lines).to.have.length(0);
  });

  it('takes a quantity that is typed, as far as it can be had, and nothing that is none', async () => {
    const { room, stage, element } = await setUp('s-mug');
    const field = () => part<HTMLInputElement>(element, 'number')!;
    const type = async (text: string) => {
      field().value = text;
      field().dispatchEvent(new Event('change'));
      await settle();
      return [room.cart.cart!.lines[0]?.quantity, field()?.value];
    };
    expect(await type('12')).to.deep.equal([12, '12']);
    expect(await type('99999')).to.deep.equal([40, '40']);
    expect(textOf(element)).to.include('There are no more of it.');
    const before = stage.requests.length;
    for (const text of ['', '-1', '1.5', '1e1', '40']) expect(await type(text)).to.deep.equal([40, '40']);
    expect(stage.requests.length).to.equal(before);
    stage.fail('PATCH /cart/*', 'offline', 1);
    expect(await type('3')).to.deep.equal([40, '40']);
    expect(part(element, 'line-error')?.textContent).to.include('No connection');
    await expect(element).to.be.accessible();
    await type('0');
    expect(room.cart.cart!.lines).to.have.length(0);
  });

  it('calls a product of the shelf by its name in the reader’s language', async () => {
    const { room } = await setUp('s-mug');
    const page = await show(html`<div lang="zh-CN"><live-cart .room=${room}></live-cart></div>`);
    const element = page.querySelector('live-cart')!;
    expect(part(element, 'title')!.textContent).to.equal('Stoneware mug');
    await room.products.fetchShelf();
    await settle();
    expect(part(element, 'title')!.textContent).to.equal('粗陶马克杯');
    expect(part(element, 'quantity')!.ariaLabel).to.include('粗陶马克杯');
  });

  it('orders the cart for the popup that led there, and opens the payment by a real link', async () => {
    const { room, stage, element } = await setUp('s-lamp', 's-mug');
    rememberPopup(room.liveId, 's-mug', 'evt_p-mug_1');
    const { order } = await eventOf(element, 'live-order-placed', () => part(element, 'checkout')!.click());
    await settle();
    expect(orders(stage)[0]!.body).to.deep.include({ liveId: room.liveId, popupEventId: 'evt_p-mug_1', currency: 'USD' });
    expect(part<HTMLAnchorElement>(element, 'pay')!.href).to.equal(`https://pay.example.com/${order.id}`);
    expect(textOf(element)).to.include('Reserved for you');
    expect(textOf(element)).to.match(/1[45]:\d\d/);
    await expect(element).to.be.accessible();

    const paid = await eventOf(element, 'live-order-paid', () => stage.moveOrder(order.id, 'paid'));
    expect(paid.order.id).to.equal(order.id);
    await settle();
    expect(textOf(element)).to.include('Paid. Thank you!');
    expect(part(element, 'pay')).to.equal(null);
  });

  it('asks again with the same key after a failure, and with a new one for another cart', async () => {
    const { stage, element } = await setUp('s-lamp');
    stage.fail('POST /orders', 'limit-reached', 2);
    const order = async () => {
      part(element, 'checkout')!.click();
      await settle();
    };
    await order();
    await order();
    expect(textOf(element)).to.include('reached the limit');
    buttons(element)[1]!.click();
    await settle();
    await order();
    const keys = orders(stage).map(({ idempotencyKey }) => idempotencyKey);
    expect(keys[0]).to.equal(keys[1]);
    expect(keys[2]).not.to.equal(keys[0]);
  });

  it('names the line that somebody else bought first, and does not order it', async () => {
    const { stage, element } = await setUp('s-lamp');
    stage.setStock('s-lamp', 0);
    await settle();
    expect(part(element, 'line-error')!.textContent).to.include('Sold out');
    expect(part<HTMLButtonElement>(element, 'checkout')!.disabled).to.equal(true);
    await expect(element).to.be.accessible();
  });

  it('says at the line why it could not be changed', async () => {
    const { stage, element } = await setUp('s-lamp');
    stage.fail('PATCH /cart/lines/*', 'conflict', 1);
    buttons(element)[1]!.click();
    await settle();
    expect(part(element, 'line-error')!.textContent).to.include('Somebody changed this');
  });

  it('leaves the order to the shop where it wants to', async () => {
    const { stage, element } = await setUp('s-lamp');
    element.addEventListener('live-before-checkout', (event) => event.preventDefault());
    part(element, 'checkout')!.click();
    await settle();
    expect(orders(stage)).to.have.length(0);
  });

  it('offers the payment again when only that failed', async () => {
    const { stage, element } = await setUp('s-lamp');
    const heal = stage.fail('POST /orders/*/pay', 'conflict');
    part(element, 'checkout')!.click();
    await settle();
    expect(textOf(element)).to.include('Reserved for you');
    heal();
    part(element, 'pay')!.click();
    await settle();
    expect(part(element, 'pay')!.localName).to.equal('a');
    expect(orders(stage)).to.have.length(1);
  });

  it('shows what the goods cost where nobody knows shipping and tax', async () => {
    const { room, stage } = createSimulatedRoom();
    await room.cart.add('s-lamp');
    stage.fail('POST /cart/estimate', 'unavailable');
    const element = await show<LiveCart>(html`<live-cart .room=${room}></live-cart>`);
    expect(part(element, 'total')!.textContent).to.include('$59.00');
    expect(textOf(element)).to.include('Without shipping and tax');
    part(element, 'checkout')!.click();
    await settle();
    expect(orders(stage)).to.have.length(1);
  });

  it('says how many there can be at most', async () => {
    const products = sampleProducts.map((product) => ({ ...product, maxQuantity: 2 }));
    const { room } = createSimulatedRoom({ products });
    await room.products.fetchShelf();
    await room.cart.add('s-mug', 2);
    const element = await show<LiveCart>(html`<live-cart .room=${room}></live-cart>`);
    expect(part(element, 'limit')!.textContent).to.include('At most 2');
    expect(buttons(element)[1]!.disabled).to.equal(true);
    await expect(element).to.be.accessible();
  });

  it('says that there are no more', async () => {
    const { stage, element } = await setUp('s-lamp');
    stage.setStock('s-lamp', 1);
    await settle();
    expect(part(element, 'limit')!.textContent).to.include('no more');
  });

  it('orders for no other total than the one that was seen', async () => {
    const { stage, element } = await setUp('s-lamp');
    stage.setPrice('s-lamp', 6900);
    part(element, 'checkout')!.click();
    await settle();
    expect(orders(stage)).to.have.length(0);
    expect(textOf(element)).to.include('The total has changed');
    expect(part(element, 'price-note')!.textContent).to.include('$59.00');
    expect(part(element, 'total')!.textContent).to.include('$80.90');
    await expect(element).to.be.accessible();

    part(element, 'checkout')!.click();
    await settle();
    expect(orders(stage)).to.have.length(1);
  });

  it('orders once, however often the button is pressed', async () => {
    const { room, stage, element } = await setUp('s-lamp');
    const estimate = room.cart.estimate.bind(room.cart);
    let asked = 0;
    room.cart.estimate = async (wanted) => {
      const slow = (asked += 1) > 1;
      const answer = await estimate(wanted);
      if (slow) await aTimeout(30);
      return answer;
    };
    part(element, 'checkout')!.click();
    part(element, 'checkout')!.click();
    await aTimeout(80);
    expect(orders(stage)).to.have.length(1);
  });

  it('asks for an address where the shop needs one, and estimates for its country', async () => {
    const { room, stage } = createSimulatedRoom();
    await room.cart.add('s-lamp');
    const element = await show<LiveCart>(html`<live-cart needs-address .room=${room}></live-cart>`);
    await waitUntil(() => part(element, 'address'), 'no form', { timeout: 5000 });
    await expect(element).to.be.accessible();
    part(element, 'checkout')!.click();
    await settle();
    expect(orders(stage)).to.have.length(0);
    expect((element.shadowRoot!.activeElement as HTMLInputElement).name).to.equal('name');

    const field = (name: string) => element.shadowRoot!.querySelector<HTMLInputElement>(`[name="${name}"]`)!;
    Object.entries({ name: ' Ann ', line1: 'Main Street 1', city: 'Bern' }).forEach(
      ([name, value]) => (field(name).value = value),
    );
    field('country').value = 'CH';
    field('country').dispatchEvent(new Event('change'));
    await settle();
    const estimates = stage.requests.filter(({ path }) => path === '/cart/estimate');
    expect(estimates.at(-1)!.body).to.deep.include({ destination: { country: 'CH' } });
    part(element, 'checkout')!.click();
    await settle();
    const address = { name: 'Ann', line1: 'Main Street 1', city: 'Bern', country: 'CH' };
    expect(orders(stage)[0]!.body).to.deep.include({ address });
  });

  it('leads to the visitor’s orders and back', async () => {
    const { element } = await setUp('s-lamp');
    part(element, 'orders')!.click();
    await waitUntil(() => element.shadowRoot!.querySelector('order-list:defined'), 'no orders', { timeout: 5000 });
    await settle();
    expect(textOf(element.shadowRoot!.querySelector('order-list')!)).to.include('No orders yet');
    part(element, 'back')!.click();
    await settle();
    expect(part(element, 'checkout')).not.to.equal(null);
  });

  it('looks again when its tab comes back into view: another may have changed the cart', async () => {
    const { stage } = await setUp('s-lamp');
    const reads = () => stage.requests.filter(({ method, path }) => method === 'GET' && path === '/cart').length;
    const before = reads();
    document.dispatchEvent(new Event('visibilitychange'));
    await settle();
    expect(reads()).to.equal(before + 1);
  });

  it('opens no payment at an address that is not http', async () => {
    const { room, element } = await setUp('s-lamp');
    room.orders.pay = async () => 'javascript:alert(1)';
    part(element, 'checkout')!.click();
    await settle();
    expect(element.shadowRoot!.querySelectorAll('a')).to.have.length(0);
  });
});
