import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { Sku } from '@vitrine/core/schemas/product.ts';
import { html } from 'lit';
import './define.ts';

interface Args {
  skus: readonly Sku[];
  skuId: string | undefined;
}

const sku = (stock: number, options: Record<string, string>): Sku => ({
  id: Object.values(options).join('-'),
  options,
  prices: [{ amount: 9900, currency: 'USD' }],
  compareAt: [],
  stock,
});

const sizes = ['S', 'M', 'L'].map((Size, index) => sku(index, { Size }));
const coloured = ['S', 'M', 'L'].flatMap((Size, size) =>
  ['White', 'Navy', 'Moss'].map((Colour, colour) => sku((size + colour) % 3, { Size, Colour })),
);

const meta: Meta<Args> = {
  title: 'Elements/Variant picker',
  component: 'variant-picker',
  tags: ['autodocs'],
  render: ({ skus, skuId }) =>
    html`<div class="scene card">
      <variant-picker .skus=${skus} .skuId=${skuId}></variant-picker>
    </div>`,
};
export default meta;
type Story = StoryObj<Args>;

export const OneAxis: Story = { args: { skus: sizes, skuId: 'M' } };
export const TwoAxes: Story = { args: { skus: coloured, skuId: 'M-Navy' } };
export const ThreeAxes: Story = {
  args: { skus: coloured.flatMap((each) => ['Cotton', 'Linen'].map((Cloth) => sku(each.stock, { ...each.options, Cloth }))) },
};
export const NothingChosen: Story = { args: { skus: sizes } };
export const SoldOut: Story = { args: { skus: coloured.map((each) => ({ ...each, stock: 0 })), skuId: 'M-Navy' } };
export const LongValues: Story = {
  args: { skus: ['Undyed merino from the highlands', '羊毛', 'صوف'].map((Cloth) => sku(1, { Cloth })) },
};
