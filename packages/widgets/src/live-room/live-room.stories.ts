import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { sampleAudience, sampleHost } from '@vitrine/core/providers/simulated/sample-shop.ts';
import { html } from 'lit';
import { useShopCart } from '../shared/shop-cart.story.ts';
import { find, onStage, press, type Scene, sceneOf, storyProducts } from '../shared/story.ts';
import './define.ts';

const meta: Meta = {
  title: 'Pages/Live room',
  component: 'live-room',
  tags: ['autodocs'],
  parameters: { docs: { story: { inline: false, iframeHeight: 860 } } },
  render: (_args, context) =>
    html`<div class="scene ${context.parameters['wide'] ? 'wide' : 'phone'}">
      <live-room .room=${sceneOf(context).room} barrage-mode=${context.parameters['barrageMode'] ?? 'list'}></live-room>
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
const flying = (story: Story, barrageMode: 'flying' | 'both'): Story => ({
  ...story,
  parameters: { ...story.parameters, barrageMode },
});
function talkative(scene: Scene): void {
  busy(scene);
  let said = 0;
  const more = setInterval(() => {
    scene.stage.barrage(LINES[said % LINES.length]!, sampleAudience[said % sampleAudience.length]);
    if ((said += 1) > 60) clearInterval(more);
  }, 400);
}
export const FlyingMessages: Story = flying(onStage({}, talkative), 'flying');
export const FlyingMessagesAndList: Story = flying(onStage({}, talkative), 'both');
export const FlyingMessagesDesktop: Story = flying(wide(onStage({}, talkative)), 'flying');
export const ProductsOpen: Story = { ...onStage({}, busy), play: press('[popovertarget="shelf"]') };
export const ProductsBesideThePicture: Story = { ...wide(onStage({}, busy)), play: press('#tab-products') };
export const CartOpen: Story = {
  ...onStage({}, async (scene) => {
    busy(scene);
    await scene.room.cart.add('s-lamp', 2);
  }),
  play: press('[popovertarget="cart"]'),
};
export const CartOpenDesktop: Story = wide(CartOpen);
export const EmptyCartOpen: Story = { ...onStage({}, busy), play: press('[popovertarget="cart"]') };
export const ShopsOwnCart: Story = {
  ...onStage({}, busy),
  render: (_args, context) => {
    useShopCart({ 'p-mug': 2, 'p-lamp': 1 });
    return html`<div class="scene phone"><live-room cart="dom-events" .room=${sceneOf(context).room}></live-room></div>`;
  },
  play: press('[popovertarget="cart"]'),
};
export const Ordered: Story = { ...CartOpen, play: press('[popovertarget="cart"]', '[part="checkout"]') };
export const ChoosingAVariant: Story = {
  ...onStage({}, (scene) => {
    busy(scene);
    scene.stage.popUp('p-shirt');
  }),
  play: press('[part="add"]'),
};
export const NoticeOpen: Story = {
  ...onStage({ live: { notice: `${long}. Free shipping tonight, and everything can be returned within thirty days.` } }, busy),
  play: press('[part="notice"]'),
};

const shared = (allowed: boolean): Story => ({
  ...onStage({}, busy),
  play: async (context) => {
    const writeText = () => (allowed ? Promise.resolve() : Promise.reject(new DOMException('No', 'NotAllowedError')));
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    await press('.share')(context);
    await find(context.canvasElement, '.toast:not([data-empty])');
  },
});
export const LinkCopied: Story = shared(true);
export const LinkNotCopied: Story = shared(false);

export const OnlyThePicture: Story = {
  ...onStage({}, busy),
  play: async ({ canvasElement }) => {
    const frame = await find(canvasElement, '[part="frame"]');
    const touch = (clientX: number) => new Touch({ identifier: 1, target: frame, clientX, clientY: 300 });
    frame.dispatchEvent(new TouchEvent('touchstart', { touches: [touch(300)] }));
    frame.dispatchEvent(new TouchEvent('touchend', { changedTouches: [touch(80)] }));
  },
};
export const NobodyHasWritten: Story = onStage();
export const Loading: Story = onStage({ state: 'connecting' });
export const Scheduled: Story = onStage({
  live: { status: 'scheduled', onAir: false, startsAt: Date.now() + 5_025_000 },
});
export const Interrupted: Story = onStage({ live: { onAir: false } }, busy);
export const PictureReconnecting: Story = onStage({}, (scene) => {
  busy(scene);
  scene.stage.setPlayback('reconnecting');
});
export const RoomFull: Story = onStage({}, (scene) => {
  busy(scene);
  scene.stage.setPlayback('full');
});
export const Removed: Story = onStage({}, (scene) => {
  busy(scene);
  scene.stage.setState('closed', 'kicked');
});
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
