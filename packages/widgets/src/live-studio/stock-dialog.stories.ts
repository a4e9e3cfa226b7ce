import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { find, giving, press, sceneOf } from '../shared/story.ts';
import './define.ts';
import { asHost, type HostScene } from './studio.story.ts';

const meta: Meta = {
  title: 'Studio/Stock',
  component: 'live-studio-stock',
  render: (_args, context) =>
    html`<div class="scene card" ${giving(sceneOf(context).room)}><live-studio-stock></live-studio-stock></div>`,
};
export default meta;
type Story = StoryObj;

/** Opened for a product, and then this was pressed. */
const opened = (productId: string, act?: (scene: HostScene) => unknown, ...buttons: string[]): Story => ({
  ...asHost(act),
  play: async (context) => {
    const { room } = sceneOf(context);
    await room.products.fetchShelf();
    context.canvasElement.querySelector('live-studio-stock')!.show(room.products.product(productId)!);
    await find(context.canvasElement, 'dialog[open]');
    await press(...buttons)(context);
  },
});

export const Variants: Story = opened('p-shirt');
export const OneVariant: Story = opened('p-board');
export const SoldOut: Story = opened('p-lamp', undefined, '[role="switch"]');
export const SomebodyWaits: Story = opened('p-scarf', ({ room }) => room.products.joinWaitlist('p-scarf', 's-scarf'));
export const Loading: Story = opened('p-shirt', ({ stage }) => stage.hold('GET /products/*/stock'));
export const Failed: Story = opened('p-lamp', ({ stage }) => stage.fail('GET /products/*/stock', 'unavailable'));
export const Refused: Story = opened(
  'p-lamp',
  ({ stage }) => stage.fail('PUT /products/*/stock', 'forbidden'),
  '[role="switch"]',
);
