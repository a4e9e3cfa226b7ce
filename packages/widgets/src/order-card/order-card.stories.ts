import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { until } from 'lit/directives/until.js';
import type { OrderStatus } from '@vitrine/core/schemas/order-status.ts';
import { ordered } from '../shared/order.story.ts';
import { onStage, press, type Scene, sceneOf, storyProducts } from '../shared/story.ts';
import './define.ts';

const meta: Meta = { title: 'Elements/Order card', component: 'order-card', tags: ['autodocs'] };
export default meta;
type Story = StoryObj;

const orders = new WeakMap<Scene['room'], Promise<string>>();
/** A card of one order, made once for each scene. */
const card = (make: (scene: Scene) => Promise<string>, open = true): Story => ({
  ...onStage(),
  render: (_args, context) => {
    const scene = sceneOf(context);
    const id = orders.get(scene.room) ?? make(scene);
    orders.set(scene.room, id);
    const shown = id.then((orderId) => html`<order-card ?open=${open} order-id=${orderId} .room=${scene.room}></order-card>`);
    return html`<div class="scene card">${until(shown)}</div>`;
  },
});
const inState = (status: OrderStatus, open = true) => card((scene) => ordered(scene, status), open);

export const Reserved: Story = inState('reserved', false);
export const ReservedOpen: Story = inState('reserved');
export const PaymentRefused: Story = card((scene) => {
  scene.stage.fail('POST /orders/*/pay', 'forbidden');
  return ordered(scene);
}, false);
export const Cancelling: Story = { ...inState('reserved'), play: press('[part="cancel"]') };
export const CancelRefused: Story = {
  ...card((scene) => {
    scene.stage.fail('POST /orders/*/cancel', 'conflict');
    return ordered(scene);
  }),
  play: press('[part="cancel"]', '[part="confirm-cancel"]'),
};
export const Paid: Story = inState('paid');
export const Shipped: Story = inState('shipped');
export const Delivered: Story = inState('delivered');
export const Cancelled: Story = inState('cancelled');
export const Expired: Story = inState('expired');
export const Refunded: Story = inState('refunded');
export const AskingForARefund: Story = { ...inState('delivered'), play: press('[part="refund"]') };
export const RefundAsked: Story = card(async (scene) => {
  const id = await ordered(scene, 'delivered');
  await scene.room.orders.requestRefund(id, 'The shade came with a dent.', [{ skuId: 's-lamp', quantity: 1 }]);
  return id;
});
export const RefundDeclined: Story = card(async (scene) => {
  const id = await ordered(scene, 'delivered');
  await scene.room.orders.requestRefund(id, 'I changed my mind.');
  scene.stage.declineRefund(id, 'Lamps that have been used cannot be sold again.');
  return id;
});
export const Loading: Story = card(async (scene) => {
  const id = await ordered(scene, 'paid');
  scene.room.orders.forget();
  scene.stage.hold('GET /orders/*');
  return id;
});
export const Failed: Story = card(async () => 'no-such-order');
export const LongNames: Story = {
  ...inState('shipped'),
  ...onStage({
    products: storyProducts.map((product) => ({
      ...product,
      title: `${product.title}, made to order by people who have been doing nothing else for forty years`,
      titleZh: undefined,
      skus: product.skus.map((sku) => ({ ...sku, prices: [{ amount: 12_345_678_900, currency: 'USD' }], stock: 9 })),
    })),
  }),
};
