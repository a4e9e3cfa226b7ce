import { expect, html } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { settle, show } from '../shared/testing.ts';
import './define.ts';

it('<live-studio-activity> says what each product sold, the most wanted first', async () => {
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
