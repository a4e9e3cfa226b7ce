import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ordered } from '../shared/order.story.ts';
import { onStage, type Scene, sceneOf } from '../shared/story.ts';
import './define.ts';

const meta: Meta = {
  title: 'Elements/Order list',
  component: 'order-list',
  tags: ['autodocs'],
  render: (_args, context) =>
    html`<div class="scene card">
      <order-list .room=${sceneOf(context).room}></order-list>
    </div>`,
};
export default meta;
type Story = StoryObj;

const mug = { items: [{ skuId: 's-mug', quantity: 1 }] };
async function several(scene: Scene): Promise<void> {
  await ordered(scene, 'delivered', mug);
  await ordered(scene, 'expired', mug);
  await ordered(scene, 'shipped');
  await ordered(scene, 'reserved', mug);
}

export const Filled: Story = onStage({}, several);
export const Long: Story = onStage({}, async (scene) => {
  for (let i = 0; i < 24; i += 1) await ordered(scene, 'paid', mug);
  scene.room.orders.forget();
});
export const Empty: Story = onStage();
export const Loading: Story = onStage({}, ({ stage }) => stage.hold('GET /orders'));
export const Failed: Story = onStage({}, ({ stage }) => stage.fail('GET /orders', 'unavailable'));
export const Offline: Story = onStage({}, ({ stage }) => stage.fail('GET /orders', 'offline'));
