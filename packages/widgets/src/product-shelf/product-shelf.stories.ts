import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { onStage, press, sceneOf, storyProducts } from '../shared/story.ts';
import './define.ts';

const meta: Meta = {
  title: 'Elements/Product shelf',
  component: 'product-shelf',
  tags: ['autodocs'],
  render: (_args, context) =>
    html`<div class="scene card">
      <product-shelf .room=${sceneOf(context).room}></product-shelf>
    </div>`,
};
export default meta;
type Story = StoryObj;

export const Filled: Story = onStage();
export const Explaining: Story = onStage({}, ({ stage }) => stage.popUp('p-lamp'));
export const ChoosingAVariant: Story = { ...onStage(), play: press('[part="add"][aria-expanded]') };
export const Loading: Story = onStage({}, ({ stage }) => stage.hold('GET /lives/*/shelf'));
export const Empty: Story = onStage({ products: [] });
export const Failed: Story = onStage({}, ({ stage }) => stage.fail('GET /lives/*/shelf', 'not-found'));
export const Offline: Story = onStage({}, ({ stage }) => stage.fail('GET /lives/*/shelf', 'offline'));
export const Refused: Story = {
  ...onStage({}, ({ stage }) => stage.fail('POST /cart/lines', 'sold-out')),
  play: press('[part="add"]:not([aria-expanded])'),
};
export const EverythingSoldOut: Story = onStage({
  products: storyProducts.map((product) => ({ ...product, skus: product.skus.map((sku) => ({ ...sku, stock: 0 })) })),
});
export const LongNames: Story = onStage({
  products: storyProducts.map((product) => ({
    ...product,
    title: `${product.title}, made to order by people who have been doing nothing else for forty years`,
    titleZh: undefined,
  })),
});

const waiting = press('[part="wait"]');
export const Waiting: Story = { ...onStage(), play: waiting };
export const WaitRefused: Story = {
  ...onStage({}, ({ stage }) => stage.fail('POST /products/*/waitlist', 'rate-limited')),
  play: waiting,
};

const many = Array.from({ length: 60 }, (_, i) => {
  const product = storyProducts[i % storyProducts.length]!;
  return {
    ...product,
    id: `p-${i}`,
    title: `${product.title} No. ${i + 1}`,
    skus: product.skus.map((sku) => ({ ...sku, id: `${sku.id}-${i}` })),
  };
});
const wholeShop: Story['render'] = (_args, context) =>
  html`<div class="scene card"><product-shelf whole-shop .room=${sceneOf(context).room}></product-shelf></div>`;

export const Many: Story = onStage({ products: many });
export const OneCategory: Story = { ...onStage({ products: many }), play: press('[part="category"]') };
export const WholeShop: Story = { ...onStage({ products: many }), render: wholeShop };
export const WholeShopFailed: Story = {
  ...onStage({}, ({ stage }) => stage.fail('GET /products', 'unavailable')),
  render: wholeShop,
};
export const WholeShopEmpty: Story = { ...onStage({ products: [] }), render: wholeShop };
export const LargePrices: Story = onStage({
  products: storyProducts.map((product) => ({
    ...product,
    skus: product.skus.map((sku) => ({
      ...sku,
      prices: [{ amount: 12_345_678_900, currency: 'USD' }],
      compareAt: [{ amount: 98_765_432_100, currency: 'USD' }],
    })),
  })),
});
