import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { onStage, press, type Scene, sceneOf, storyProducts } from '../shared/story.ts';
import './define.ts';

interface Args {
  'no-buy-now': boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/Product popup',
  component: 'product-popup',
  tags: ['autodocs'],
  args: { 'no-buy-now': false },
  render: (args, context) =>
    html`<div class="scene card picture">
      <product-popup .room=${sceneOf(context).room} ?no-buy-now=${args['no-buy-now']}></product-popup>
    </div>`,
};
export default meta;
type Story = StoryObj<Args>;

const explaining =
  (productId: string, then?: (scene: Scene) => unknown) =>
  (scene: Scene): unknown => {
    scene.stage.popUp(productId);
    return then?.(scene);
  };

export const Announcing: Story = onStage({}, explaining('p-lamp'));
export const Resting: Story = onStage(
  {},
  explaining('p-lamp', ({ room }) => room.popup.rest()),
);
export const NothingExplained: Story = onStage();
export const WithVariants: Story = { ...onStage({}, explaining('p-shirt')), play: press('[part="add"]') };
export const CartOnly: Story = { ...onStage({}, explaining('p-mug')), args: { 'no-buy-now': true } };
export const FewLeft: Story = onStage(
  {},
  explaining('p-mug', ({ stage }) => stage.setStock('s-mug', 2)),
);
export const SoldOut: Story = onStage({}, explaining('p-scarf'));
export const WaitingForIt: Story = { ...onStage({}, explaining('p-scarf')), play: press('[part="wait"]') };
export const LongName: Story = onStage({}, explaining('p-board'));
export const ArabicName: Story = onStage(
  { products: storyProducts.map((product) => ({ ...product, title: 'مصباح ورقي مصنوع يدويًا من خشب الأرز' })) },
  explaining('p-lamp'),
);
export const WithoutPicture: Story = onStage(
  { products: storyProducts.map((product) => ({ ...product, images: [] })) },
  explaining('p-lamp'),
);
export const LoadingTheProduct: Story = onStage({}, ({ stage }) => {
  stage.hold('GET /products/*');
  stage.popUp('p-lamp');
});
export const AddedToCart: Story = { ...onStage({}, explaining('p-lamp')), play: press('[part="add"]') };
export const Refused: Story = {
  ...onStage({}, ({ stage }) => {
    stage.popUp('p-lamp');
    stage.fail('POST /cart/lines', 'sold-out');
  }),
  play: press('[part="add"]'),
};
export const Offline: Story = {
  ...onStage({}, ({ stage }) => {
    stage.popUp('p-lamp');
    stage.fail('POST /orders', 'offline');
  }),
  play: press('[part="buy"]'),
};
export const Ordered: Story = { ...onStage({}, explaining('p-lamp')), play: press('[part="buy"]') };
