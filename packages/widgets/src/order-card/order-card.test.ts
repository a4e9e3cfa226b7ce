import { expect, html } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import type { OrderStatus } from '@vitrine/core/schemas/order-status.ts';
import { eventOf, part, settle, show, textOf } from '../shared/testing.ts';
import './define.ts';
import type { OrderCard } from './order-card.ts';

/** A card of an order of two lamps and a mug, in the state that is wanted. */
async function setUp(status: OrderStatus = 'reserved', open = true) {
  const { room, stage } = createSimulatedRoom();
  const items = [
    { skuId: 's-lamp', quantity: 2 },
    { skuId: 's-mug', quantity: 1 },
  ];
  const { id } = await room.orders.place({ items }, 'key');
  if (status !== 'reserved') stage.moveOrder(id, status);
  const element = await show<OrderCard>(html`<order-card .room=${room} order-id=${id} ?open=${open}></order-card>`);
  return { room, stage, element, id };
}
const asked = (stage: Awaited<ReturnType<typeof setUp>>['stage'], path: RegExp) =>
  stage.requests.filter((request) => path.test(request.path));

describe('<order-card>', () => {
  it('says what was ordered, what it costs and how long it is reserved', async () => {
    const { element } = await setUp('reserved', false);
    expect(textOf(element)).to.include('Order 1001');
    expect(part(element, 'status')!.textContent).to.equal('Reserved for you');
    expect(part(element, 'timer')!.textContent).to.match(/1[45]:\d\d/);
    expect(textOf(element)).to.include('Paper lamp, Stoneware mug');
    await expect(element).to.be.accessible();
  });

  it('names products in the reader’s language, as far as the shelf knows it', async () => {
    const { room } = createSimulatedRoom();
    await room.products.fetchShelf();
    const { id } = await room.orders.place({ items: [{ skuId: 's-lamp', quantity: 1 }] }, 'key');
    const page = await show(html`<div lang="zh-CN"><order-card .room=${room} order-id=${id}></order-card></div>`);
    expect(textOf(page.querySelector('order-card')!)).to.include('纸灯');
  });

  it('shows everything on demand', async () => {
    const { element } = await setUp('paid', false);
    expect(part(element, 'sums')).to.equal(null);
    part(element, 'toggle')!.click();
    await settle();
    expect(part(element, 'sums')!.innerText.replaceAll(/\s+/g, ' ')).to.equal('Shipping $5.00 Tax $14.20 Total $161.20');
    expect(part(element, 'steps')!.querySelector('[aria-current="step"]')!.textContent).to.include('Paid');
    await expect(element).to.be.accessible();
  });

  it('reads its order by itself, and says when that fails', async () => {
    const { room, stage } = createSimulatedRoom();
    const { id } = await room.orders.place({ items: [{ skuId: 's-mug', quantity: 1 }] }, 'key');
    room.orders.forget();
    stage.fail('GET /orders/*', 'not-found', 1);
    const element = await show<OrderCard>(html`<order-card .room=${room} order-id=${id}></order-card>`);
    expect(textOf(element)).to.include('does not exist any more');
    await expect(element).to.be.accessible();
    element.shadowRoot!.querySelector('button')!.click();
    await settle();
    expect(textOf(element)).to.include('Order 1001');
  });

  it('leads to the payment by a real link, and says when it is paid', async () => {
    const { stage, element, id } = await setUp();
    const pay = part<HTMLAnchorElement>(element, 'pay')!;
    expect(pay.href).to.equal(`https://pay.example.com/${id}`);
    pay.addEventListener('click', (event) => event.preventDefault());
    pay.click();
    const { order } = await eventOf(element, 'live-order-paid', () => stage.moveOrder(id, 'paid'));
    expect(order.id).to.equal(id);
    await settle();
    expect(part(element, 'pay')).to.equal(null);
  });

  it('lets the shop open the payment its own way', async () => {
    const { element, id } = await setUp();
    let url = '';
    element.addEventListener('live-before-navigate', (event) => {
      url = event.url;
      event.preventDefault();
    });
    const click = new MouseEvent('click', { bubbles: true, cancelable: true });
    part(element, 'pay')!.dispatchEvent(click);
    expect([url, click.defaultPrevented]).to.deep.equal([`https://pay.example.com/${id}`, true]);
  });

  it('asks for the payment again when it could not be had', async () => {
    const { room, stage } = createSimulatedRoom();
    const { id } = await room.orders.place({ items: [{ skuId: 's-mug', quantity: 1 }] }, 'key');
    const heal = stage.fail('POST /orders/*/pay', 'forbidden');
    const element = await show<OrderCard>(html`<order-card .room=${room} order-id=${id}></order-card>`);
    expect(element.shadowRoot!.querySelector('[role="alert"]')!.textContent).to.include('not allowed');
    heal();
    part(element, 'pay')!.click();
    await settle();
    expect(part(element, 'pay')!.localName).to.equal('a');
  });

  it('cancels after asking once more', async () => {
    const { stage, element } = await setUp();
    part(element, 'cancel')!.click();
    await settle();
    expect(asked(stage, /cancel$/)).to.have.length(0);
    await expect(element).to.be.accessible();
    const { order } = await eventOf(element, 'live-order-cancelled', () => part(element, 'confirm-cancel')!.click());
    await settle();
    expect(order.status).to.equal('cancelled');
    expect(part(element, 'status')!.textContent).to.equal('Cancelled');
    expect(part(element, 'steps')).to.equal(null);
    await expect(element).to.be.accessible();
  });

  it('cancels nothing where the shop says no', async () => {
    const { stage, element } = await setUp();
    element.addEventListener('live-before-cancel-order', (event) => event.preventDefault());
    part(element, 'cancel')!.click();
    await settle();
    part(element, 'confirm-cancel')!.click();
    await settle();
    expect(asked(stage, /cancel$/)).to.have.length(0);
  });

  it('says why it could not be cancelled', async () => {
    const { stage, element } = await setUp();
    stage.fail('POST /orders/*/cancel', 'conflict');
    part(element, 'cancel')!.click();
    await settle();
    part(element, 'confirm-cancel')!.click();
    await settle();
    expect(textOf(element)).to.include('Somebody changed this');
  });

  it('shows where the parcels are, by links that lead to web pages only', async () => {
    const { stage, element, id } = await setUp('paid');
    stage.shipOrder(id, { carrier: 'Post', tracking: 'RR1', url: 'https://post.example/RR1' });
    await settle();
    stage.shipOrder(id, { carrier: 'Bike', tracking: 'none' });
    await settle();
    const parcels = [...element.shadowRoot!.querySelectorAll('[part="parcel"]')];
    expect(parcels.map(({ textContent }) => textContent!.replaceAll(/\s+/g, ' ').trim())).to.deep.equal([
      'Post RR1 Track',
      'Bike none',
    ]);
    expect(part<HTMLAnchorElement>(element, 'track')!.href).to.equal('https://post.example/RR1');
    await expect(element).to.be.accessible();
    stage.moveOrder(id, 'delivered');
    await settle();
    expect(part(element, 'status')!.textContent).to.equal('Delivered');
  });

  const fill = async (element: OrderCard, reason: string, ...quantities: string[]) => {
    part(element, 'refund')!.click();
    await settle();
    await expect(element).to.be.accessible();
    const form = part<HTMLFormElement>(element, 'refund-form')!;
    form.querySelectorAll('select').forEach((select, i) => (select.value = quantities[i] ?? select.value));
    form.querySelector('textarea')!.value = reason;
  };

  it('asks for the whole order back, and tells what the shop answers', async () => {
    const { stage, element, id } = await setUp('delivered');
    await fill(element, 'Too bright');
    await eventOf(element, 'live-refund-requested', () => part(element, 'refund-send')!.click());
    expect(asked(stage, /refund-request/)[0]!.body).to.deep.equal({ reason: 'Too bright' });
    await settle();
    expect(part(element, 'refund-request')!.textContent).to.include('The shop will answer');
    expect(part(element, 'refund')).to.equal(null);
    stage.declineRefund(id, 'It was used');
    await settle();
    expect(part(element, 'refund-request')!.textContent).to.include('It was used');
    expect(part(element, 'refund')).not.to.equal(null);
    await expect(element).to.be.accessible();
  });

  it('asks for some of the lines back', async () => {
    const { stage, element } = await setUp('paid');
    await fill(element, 'One is enough', '1', '0');
    part(element, 'refund-send')!.click();
    await settle();
    expect(asked(stage, /refund-request/)[0]!.body).to.deep.equal({
      reason: 'One is enough',
      lines: [{ skuId: 's-lamp', quantity: 1 }],
    });
  });

  it('asks for nothing without a reason', async () => {
    const { stage, element } = await setUp('paid');
    await fill(element, '  ');
    part(element, 'refund-send')!.click();
    await settle();
    expect(asked(stage, /refund-request/)).to.have.length(0);
  });

  it('offers no refund of what is not paid, or is given back', async () => {
    expect(part((await setUp('reserved')).element, 'refund')).to.equal(null);
    expect(part((await setUp('refunded')).element, 'refund')).to.equal(null);
  });
});
