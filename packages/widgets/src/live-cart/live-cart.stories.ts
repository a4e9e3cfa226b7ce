import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { LiveError } from '@vitrine/core/errors.ts';
import { ordered as haveOrdered } from '../shared/order.story.ts';
import { useShopCart } from '../shared/shop-cart.story.ts';
import { find, onStage, press, type Scene, sceneOf, storyProducts } from '../shared/story.ts';
import './define.ts';

const meta: Meta = {
  title: 'Elements/Live cart',
  component: 'live-cart',
  tags: ['autodocs'],
  render: (_args, context) =>
    html`<div class="scene card">
      <live-cart .room=${sceneOf(context).room}></live-cart>
    </div>`,
};
export default meta;
type Story = StoryObj;

const filled =
  (then?: (scene: Scene) => unknown) =>
  async (scene: Scene): Promise<void> => {
    const { cart } = scene.room;
    await cart.add('s-lamp', 2);
    await cart.add('s-shirt-m-white');
    await cart.add('s-board');
    await then?.(scene);
  };
const order = press('[part="checkout"]');

export const Filled: Story = onStage({}, filled());
export const Empty: Story = onStage();
export const Loading: Story = onStage({}, ({ stage }) => stage.hold('GET /cart'));
export const Offline: Story = onStage({}, ({ stage }) => stage.fail('GET /cart', 'offline'));
export const NotEnoughLeft: Story = onStage(
  {},
  filled(({ stage }) => stage.setStock('s-lamp', 1)),
);
export const SoldOutMeanwhile: Story = onStage(
  {},
  filled(({ stage }) => stage.setStock('s-lamp', 0)),
);
export const ChangeRefused: Story = {
  ...onStage(
    {},
    filled(({ stage }) => stage.fail('PATCH /cart/lines/*', 'conflict')),
  ),
  play: press('[part="quantity"] button'),
};
export const OrderRefused: Story = {
  ...onStage(
    {},
    filled(({ stage }) => stage.fail('POST /orders', 'limit-reached')),
  ),
  play: order,
};
export const PlacingTheOrder: Story = {
  ...onStage(
    {},
    filled(({ stage }) => stage.hold('POST /orders')),
  ),
  play: order,
};
export const Reserved: Story = { ...onStage({}, filled()), play: order };
export const PaymentRefused: Story = {
  ...onStage(
    {},
    filled(({ stage }) => stage.fail('POST /orders/*/pay', 'unavailable')),
  ),
  play: order,
};

const ordered = (status: 'paid' | 'shipped' | 'expired' | 'cancelled' | 'refunded'): Story => ({
  ...onStage({}, filled()),
  play: async (context) => {
    await order(context);
    await find(context.canvasElement, '[part="pay"]');
    const { room, stage } = sceneOf(context);
    stage.moveOrder(room.orders.orders[0]!.id, status);
  },
});

export const Paid: Story = ordered('paid');
export const Expired: Story = ordered('expired');
export const Cancelled: Story = ordered('cancelled');
export const Refunded: Story = ordered('refunded');
export const Shipped: Story = ordered('shipped');
export const LongNames: Story = onStage(
  {
    products: storyProducts.map((product) => ({
      ...product,
      title: `${product.title}, made to order by people who have been doing nothing else for forty years`,
      titleZh: undefined,
    })),
  },
  filled(),
);

export const Limited: Story = onStage(
  { products: storyProducts.map((product) => ({ ...product, maxQuantity: 2 })) },
  async (scene) => {
    await scene.room.products.fetchShelf();
    await filled()(scene);
  },
);
export const PriceChanged: Story = {
  ...onStage({}, filled()),
  play: async (context) => {
    await find(context.canvasElement, '[part="shipping"]');
    sceneOf(context).stage.setPrice('s-lamp', 6900);
    await order(context);
    await find(context.canvasElement, '[part="price-note"]');
  },
};
export const WithoutEstimate: Story = onStage(
  {},
  filled(({ stage }) => stage.fail('POST /cart/estimate', 'unavailable')),
);
const withAddress: Story['render'] = (_args, context) =>
  html`<div class="scene card"><live-cart needs-address .room=${sceneOf(context).room}></live-cart></div>`;
export const Address: Story = { ...onStage({}, filled()), render: withAddress };
export const AddressMissing: Story = {
  ...Address,
  play: async (context) => {
    await find(context.canvasElement, '[part="address"]');
    await order(context);
  },
};
export const YourOrders: Story = {
  ...onStage({}, (scene) => haveOrdered(scene, 'shipped')),
  play: press('[part="orders"]'),
};

const shopsOwn = (lines: Record<string, number>, own?: Parameters<typeof useShopCart>[1]): Story => ({
  ...onStage(),
  render: (_args, context) => {
    useShopCart(lines, own);
    return html`<div class="scene card"><live-cart cart="dom-events" .room=${sceneOf(context).room}></live-cart></div>`;
  },
});
const refuse = () => Promise.reject(new LiveError('unavailable', 'The shop is closed for a moment'));

export const ShopsOwnCart: Story = shopsOwn({ 'p-mug': 2, 'p-lamp': 1 });
export const ShopsOwnCartEmpty: Story = shopsOwn({});
export const ShopsOwnCartLoading: Story = shopsOwn({}, { get: () => new Promise(() => {}) });
export const ShopsOwnCartFailed: Story = shopsOwn({}, { get: refuse });
export const ShopsOwnCartRefusing: Story = {
  ...shopsOwn({ 'p-mug': 2 }, { update: refuse }),
  play: press('[part="quantity"] button:last-child'),
};
