import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { giving, press, sceneOf, storyProducts } from '../shared/story.ts';
import './define.ts';
import { asHost, type HostScene } from './studio.story.ts';

const meta: Meta = {
  title: 'Studio/Popped up',
  component: 'live-studio-popped',
  render: (_args, context) =>
    html`<div class="scene phone picture" ${giving(sceneOf(context).room)}><live-studio-popped></live-studio-popped></div>`,
};
export default meta;
type Story = StoryObj;

const show = ({ room, stage }: HostScene, id: string): Promise<void> => {
  stage.popUp(id);
  return room.products.fetchShelf();
};
const popped = (id: string): Story => asHost((scene) => show(scene, id));

export const Product: Story = popped('p-lamp');
export const LongName: Story = popped('p-board');
export const SoldOut: Story = asHost((scene) => show(scene, 'p-lamp'), {
  products: storyProducts.map((product) => ({ ...product, skus: product.skus.map((sku) => ({ ...sku, stock: 0 })) })),
});
export const Refused: Story = {
  ...asHost((scene) => {
    scene.stage.fail('DELETE /lives/*/popup', 'offline');
    return show(scene, 'p-lamp');
  }),
  play: press('[part="take-down"]'),
};
