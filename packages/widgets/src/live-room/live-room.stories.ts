import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { sampleAudience, sampleHost } from '@vitrine/core/providers/simulated/sample-shop.ts';
import { html } from 'lit';
import { onStage, press, type Scene, sceneOf, storyProducts } from '../shared/story.ts';
import './define.ts';

const meta: Meta = {
  title: 'Pages/Live room',
  component: 'live-room',
  tags: ['autodocs'],
  parameters: { docs: { story: { inline: false, iframeHeight: 860 } } },
  render: (_args, context) =>
    html`<div class="scene ${context.parameters['wide'] ? 'wide' : 'phone'}">
      <live-room .room=${sceneOf(context).room}></live-room>
    </div>`,
};
export default meta;
type Story = StoryObj;

const LINES = ['Hello from the coast!', '这盏灯有多高？', 'Does it come in navy?', 'هل يتوفر بلون آخر؟', 'Just ordered one'];

function busy({ stage }: Scene): void {
  for (const [index, line] of LINES.entries()) stage.barrage(line, sampleAudience[index % sampleAudience.length]);
  stage.barrage('Thirty centimetres, and yes: navy is back on Monday.', sampleHost);
  stage.popUp('p-lamp');
}
const wide = (story: Story): Story => ({ ...story, parameters: { ...story.parameters, wide: true } });
const long = 'The very long evening of everything that we made by hand this year, with guests from near and far';

export const OnAir: Story = onStage({}, busy);
export const OnAirDesktop: Story = wide(onStage({}, busy));
export const ProductsOpen: Story = { ...onStage({}, busy), play: press('[popovertarget="shelf"]') };
export const ProductsBesideThePicture: Story = { ...wide(onStage({}, busy)), play: press('#tab-products') };
export const CartOpen: Story = {
  ...onStage({}, async (scene) => {
    busy(scene);
    await scene.room.cart.add('s-lamp', 2);
  }),
  play: press('[popovertarget="cart"]'),
};
export const NobodyHasWritten: Story = onStage();
export const Loading: Story = onStage({ state: 'connecting' });
export const Scheduled: Story = onStage({
  live: { status: 'scheduled', onAir: false, startsAt: Date.now() + 5_025_000 },
});
export const Interrupted: Story = onStage({ live: { onAir: false } }, busy);
export const Reconnecting: Story = onStage({}, (scene) => {
  busy(scene);
  scene.stage.setState('recovering');
});
export const Muted: Story = onStage({}, (scene) => {
  busy(scene);
  scene.stage.mute(Date.now() + 600_000);
});
export const Ended: Story = onStage({}, (scene) => {
  busy(scene);
  scene.stage.live('ended');
});
export const NotFound: Story = onStage({ state: 'connecting' }, ({ room, stage }) => {
  stage.fail('GET /lives/*', 'not-found');
  return room.liveList.joinLive();
});
export const LongNames: Story = onStage(
  { live: { title: long, hostName: 'عبد الرحمن بن محمد بن عبد العزيز آل سعيد', audienceCount: 123_456_789 } },
  (scene) => {
    busy(scene);
    scene.stage.popUp('p-board');
  },
);
export const SoldOut: Story = onStage(
  { products: storyProducts.map((product) => ({ ...product, skus: product.skus.map((sku) => ({ ...sku, stock: 0 })) })) },
  busy,
);
export const OwnHeaderAndChat: Story = {
  ...onStage({}, busy),
  render: (_args, context) =>
    html`<div class="scene phone">
      <live-room .room=${sceneOf(context).room}>
        <strong slot="header">Mira’s table</strong>
        <p slot="chat">Write to us at the bottom of the page.</p>
      </live-room>
    </div>`,
};
