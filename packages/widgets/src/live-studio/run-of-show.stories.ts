import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { giving, press, sceneOf, storyProducts } from '../shared/story.ts';
import './define.ts';
import { asHost } from './studio.story.ts';

const meta: Meta = {
  title: 'Studio/Run of show',
  component: 'live-studio-queue',
  render: (_args, context) =>
    html`<div class="scene card" ${giving(sceneOf(context).room)}><live-studio-queue></live-studio-queue></div>`,
};
export default meta;
type Story = StoryObj;

const long = storyProducts.map((product) => ({
  ...product,
  title: `${product.title}, made to order by people who have been doing nothing else for forty years`,
  titleZh: undefined,
}));
const popUp = press('[part="pop-up"]');

export const Filled: Story = asHost();
export const Explaining: Story = asHost(({ stage }) => stage.popUp('p-lamp'));
export const PoppingUp: Story = { ...asHost(({ stage }) => stage.hold('POST /lives/*/popup')), play: popUp };
export const PopUpRefused: Story = { ...asHost(({ stage }) => stage.fail('POST /lives/*/popup', 'unavailable')), play: popUp };
export const Editing: Story = { ...asHost(), play: press('.head [aria-pressed]') };
export const Empty: Story = asHost(undefined, { products: [] });
export const Loading: Story = asHost(({ stage }) => stage.hold('GET /lives/*/shelf'));
export const Failed: Story = asHost(({ stage }) => stage.fail('GET /lives/*/shelf', 'not-found'));
export const Offline: Story = asHost(({ stage }) => stage.fail('GET /lives/*/shelf', 'offline'));
export const LongNames: Story = asHost(undefined, { products: long });
export const ArabicNames: Story = asHost(undefined, {
  products: storyProducts.map((product) => ({ ...product, title: 'مصباح ورقي مصنوع يدويًا من خشب الأرز', titleZh: undefined })),
});
export const SoldOut: Story = asHost(undefined, {
  products: storyProducts.map((product) => ({ ...product, skus: product.skus.map((sku) => ({ ...sku, stock: 0 })) })),
});
