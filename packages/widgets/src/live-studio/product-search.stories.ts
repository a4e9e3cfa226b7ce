import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { giving, find, press, sceneOf } from '../shared/story.ts';
import './define.ts';
import { asHost, type HostScene } from './studio.story.ts';

const meta: Meta = {
  title: 'Studio/Product search',
  component: 'live-studio-search',
  render: (_args, context) =>
    html`<div class="scene card" ${giving(sceneOf(context).room)}><live-studio-search></live-studio-search></div>`,
};
export default meta;
type Story = StoryObj;

const open = async ({ canvasElement }: { canvasElement: ParentNode }): Promise<void> => {
  canvasElement.querySelector('live-studio-search')!.show();
  await find(canvasElement, 'dialog[open]');
};
const opened = (story: Story, ...buttons: string[]): Story => ({
  ...story,
  play: async (context) => {
    await open(context);
    await press(...buttons)(context);
  },
});
/** Products that are not in the show yet. */
const fresh = (then?: (scene: HostScene) => unknown): Story =>
  asHost(async (scene) => {
    await scene.room.products.setShelf([]);
    await then?.(scene);
  });

export const Found: Story = opened(fresh());
export const InTheShowAlready: Story = opened(asHost(({ room }) => room.products.fetchShelf()));
export const NoProducts: Story = opened(asHost(undefined, { products: [] }));
export const NothingFound: Story = {
  ...fresh(),
  play: async ({ canvasElement }) => {
    await open({ canvasElement });
    const field = (await find(canvasElement, '[type="search"]')) as HTMLInputElement;
    field.value = 'Umbrella';
    field.dispatchEvent(new InputEvent('input'));
    await find(canvasElement, '.results .notice');
  },
};
export const Loading: Story = opened(asHost(({ stage }) => stage.hold('GET /products')));
export const Offline: Story = opened(asHost(({ stage }) => stage.fail('GET /products', 'offline')));
export const Adding: Story = opened(
  fresh(({ stage }) => stage.hold('PUT /lives/*/shelf')),
  '.row .accent',
);
export const AddRefused: Story = opened(
  fresh(({ stage }) => stage.fail('PUT /lives/*/shelf', 'limit-reached')),
  '.row .accent',
);
