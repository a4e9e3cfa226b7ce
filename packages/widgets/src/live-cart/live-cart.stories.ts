import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { find, onStage, press, type Scene, sceneOf } from '../shared/story.ts';
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

const ordered = (status: 'paid' | 'expired' | 'cancelled'): Story => ({
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
