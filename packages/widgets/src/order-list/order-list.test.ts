import { aTimeout, expect, html } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { part, settle, show, textOf } from '../shared/testing.ts';
import './define.ts';
import type { OrderList } from './order-list.ts';

/** A visitor who has ordered before: their orders are the server's, not the page's. */
async function setUp(orders: number) {
  const { room, stage } = createSimulatedRoom();
  for (let i = 0; i < orders; i += 1) await room.orders.place({ items: [{ skuId: 's-mug', quantity: 1 }] }, `key-${i}`);
  room.orders.forget();
  return { room, stage };
}
const showList = ({ room }: Awaited<ReturnType<typeof setUp>>) => show<OrderList>(html`<order-list .room=${room}></order-list>`);
const cards = (element: OrderList) => [...element.shadowRoot!.querySelectorAll('order-card')];

describe('<order-list>', () => {
  it('lists the visitor’s orders, the newest first', async () => {
    const element = await showList(await setUp(3));
    expect(cards(element).map((card) => part(card, 'number')!.textContent)).to.deep.equal([
      'Order 1003',
      'Order 1002',
      'Order 1001',
    ]);
    await expect(element).to.be.accessible();
  });

  it('says that there are none', async () => {
    const element = await showList(await setUp(0));
    expect(textOf(element)).to.include('No orders yet');
    await expect(element).to.be.accessible();
  });

  it('holds its place while loading, and says when that fails', async () => {
    const scene = await setUp(1);
    const go = scene.stage.hold('GET /orders');
    scene.stage.fail('GET /orders', 'offline', 1);
    const element = await showList(scene);
    expect(element.shadowRoot!.querySelectorAll('.skeleton')).not.to.have.length(0);
    await expect(element).to.be.accessible();
    go();
    await settle();
    expect(textOf(element)).to.include('could not be loaded');
    await expect(element).to.be.accessible();
    element.shadowRoot!.querySelector('button')!.click();
    await settle();
    expect(cards(element)).to.have.length(1);
  });

  it('brings older orders as one gets to the end', async () => {
    const element = await showList(await setUp(24));
    for (let i = 0; i < 20 && part(element, 'more'); i += 1) {
      part(element, 'more')!.scrollIntoView();
      await aTimeout(60);
    }
    expect(cards(element)).to.have.length(24);
    expect(part(element, 'more')).to.equal(null);
  });

  it('shows an order as soon as it is placed, and what becomes of it', async () => {
    const { room, stage } = await setUp(1);
    const element = await show<OrderList>(html`<order-list .room=${room}></order-list>`);
    const order = await room.orders.place({ items: [{ skuId: 's-lamp', quantity: 1 }] }, 'key-new');
    await settle();
    expect(cards(element)).to.have.length(2);
    stage.moveOrder(order.id, 'paid');
    await settle();
    expect(part(cards(element)[0]!, 'status')!.textContent).to.include('Paid');
  });
});
