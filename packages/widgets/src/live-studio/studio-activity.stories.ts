import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { giving, sceneOf } from '../shared/story.ts';
import './define.ts';
import { asHost, pretend, sell } from './studio.story.ts';

const meta: Meta = {
  title: 'Studio/Sales',
  component: 'live-studio-activity',
  render: (_args, context) =>
    html`<div class="scene card" ${giving(sceneOf(context).room)}><live-studio-activity></live-studio-activity></div>`,
};
export default meta;
type Story = StoryObj;

export const Selling: Story = asHost(sell);
export const NoOrdersYet: Story = asHost();
export const Loading: Story = asHost(({ stage }) => stage.hold('GET /lives/*/sales'));
export const Offline: Story = asHost(({ stage }) => stage.fail('GET /lives/*/sales', 'offline'));
export const TotalsOnly: Story = {
  ...asHost(sell),
  render: (_args, context) =>
    html`<div class="scene card" ${giving(sceneOf(context).room)}><live-studio-activity brief></live-studio-activity></div>`,
};
export const LargeSums: Story = asHost(({ room }) => {
  const total = { amount: 12_345_678_900, currency: 'USD' };
  const title = 'Hand-finished walnut headphones with a leather headband';
  pretend(room.sales, 'sales', {
    orders: 1_234_567,
    paid: 1_200_000,
    units: 9_876_543,
    revenue: [total, { amount: 86_419_752_300, currency: 'CNY' }],
    recent: [{ number: 'R1234567', status: 'paid', total, items: [{ title, quantity: 12 }], at: 0 }],
    products: [{ productId: 'p-board', title, units: 9_876_543, revenue: [total] }],
  });
});
