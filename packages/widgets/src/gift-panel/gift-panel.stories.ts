import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { giftsOnStage, storyGifts } from '../shared/gifts.story.ts';
import { onStage, press, sceneOf } from '../shared/story.ts';
import './define.ts';

interface Args {
  disabled: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/Gift panel',
  component: 'gift-panel',
  tags: ['autodocs'],
  args: { disabled: false },
  render: (args, context) =>
    html`<div class="scene card">
      <gift-panel style="block-size: 400px" .room=${sceneOf(context).room} ?disabled=${args.disabled}></gift-panel>
    </div>`,
};
export default meta;
type Story = StoryObj<Args>;

const choose = '[part="gift"]';
const send = '[part="send"]';

export const Ready: Story = giftsOnStage();
export const Chosen: Story = { ...giftsOnStage(), play: press(choose) };
export const Combo: Story = { ...giftsOnStage(), play: press(choose, send, '[part="combo"]', '[part="combo"]') };
export const LockedByLevel: Story = { ...giftsOnStage(), play: press('[data-id="big"]', '[data-id="crown"]') };
export const NotEnoughCoins: Story = {
  ...giftsOnStage({}, ({ stage }) => stage.setWallet({ coins: 3 })),
  play: press('[data-id="cake"]', send),
};
export const Refused: Story = {
  ...giftsOnStage({}, ({ stage }) => stage.fail('POST /lives/*/gifts', 'unavailable')),
  play: press(choose, send),
};
export const Sending: Story = {
  ...giftsOnStage({}, ({ stage }) => stage.hold('POST /lives/*/gifts')),
  play: press(choose, send),
};
export const GetCoins: Story = { ...giftsOnStage(), play: press('[part="balance"]') };
export const ToBePaid: Story = { ...giftsOnStage(), play: press('[part="balance"]', '[part="package"]') };
export const ShopBills: Story = giftsOnStage({}, ({ stage }) => stage.setWallet({ billing: 'shop', coins: 0, packages: [] }));
export const Guest: Story = giftsOnStage({ role: 'guest' });
export const Disabled: Story = { ...giftsOnStage(), args: { disabled: true } };
export const Loading: Story = onStage({}, ({ stage }) => stage.hold('GET /lives/*/gifts'));
export const Offline: Story = onStage({}, ({ stage }) => stage.fail('GET /lives/*/gifts', 'offline'));
export const Empty: Story = onStage({}, ({ stage }) => stage.setGifts([]));
export const LongNames: Story = giftsOnStage({}, ({ stage }) =>
  stage.setGifts(
    storyGifts.map((category) => ({
      ...category,
      name: `${category.name} and many more of them`,
      giftList: category.giftList.map((gift) => ({ ...gift, name: 'Hand-finished walnut', coins: 999_999 })),
    })),
  ),
);
