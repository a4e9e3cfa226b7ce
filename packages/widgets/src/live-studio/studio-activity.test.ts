import { expect, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { settle, show } from '../shared/testing.ts';
import { onAir, open } from './studio-testing.ts';

describe('<live-studio-activity>', () => {
  it('says what each product sold, the most wanted first', async () => {
    const { room, stage } = createSimulatedRoom({ role: 'host' });
    const buy = async (skuId: string, quantity: number) => {
      const { id } = await room.orders.place({ items: [{ skuId, quantity }] }, `${skuId}-${quantity}`);
      stage.moveOrder(id, 'paid');
    };
    await buy('s-lamp', 1);
    await buy('s-mug', 3);
    const element = await show(html`<live-studio-activity .room=${room}></live-studio-activity>`);
    element.shadowRoot!.querySelector('summary')!.click();
    await settle();
    const sold = [...element.shadowRoot!.querySelectorAll('.sold')];
    expect(sold.map(({ textContent }) => textContent!.replaceAll(/\s+/g, ' ').trim())).to.deep.equal([
      'Stoneware mug $72.00 3 sold',
      'Paper lamp $59.00 1 sold',
    ]);
    await expect(element).to.be.accessible();
  });

  it('shows what the show sells as it sells', async () => {
    const { room, stage, says, text, inside } = await onAir();
    await says('Orders of this show appear here.');

    const order = await room.orders.place({ items: [{ skuId: 's-mug', quantity: 2 }], liveId: room.liveId }, 'one');
    await says('2 × Stoneware mug');
    await says('waiting for payment');
    stage.moveOrder(order.id, 'paid');
    await room.sales.fetch();

    await waitUntil(() => inside('.totals dd')[0]?.textContent === '$57.80');
    expect(text()).to.include(order.number);
  });

  it('asks for sales only while it is on air', async () => {
    const { asked, button } = await open();
    await button('Go live');

    expect(asked('GET', '/sales')).to.deep.equal([]);
  });
});
