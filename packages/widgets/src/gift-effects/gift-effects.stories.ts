import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { LiveUser } from '@vitrine/core/schemas/user.ts';
import { giftsOnStage } from '../shared/gifts.story.ts';
import { type Scene, sceneOf } from '../shared/story.ts';
import './define.ts';

interface Args {
  quiet: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/Gift effects',
  component: 'gift-effects',
  tags: ['autodocs'],
  args: { quiet: false },
  render: (args, context) =>
    html`<div class="scene picture" style="position: relative; inline-size: 320px; block-size: 560px">
      <gift-effects .room=${sceneOf(context).room} ?quiet=${args.quiet}></gift-effects>
    </div>`,
};
export default meta;
type Story = StoryObj<Args>;

const SOON_MS = 600;
/** Once the element is there. */
const soon = (act: (scene: Scene) => void) => giftsOnStage({}, (scene) => setTimeout(() => act(scene), SOON_MS));
const somebody = (userName: string): LiveUser => ({ userId: userName.replaceAll(/\W/g, '') || 'u', userName });

export const Banner: Story = soon(({ stage }) => stage.gift('rose', 3));
export const Combo: Story = soon(({ stage }) => {
  for (let i = 0; i < 12; i += 1) setTimeout(() => stage.gift('heart'), i * 250);
});
export const Drawn: Story = soon(({ stage }) => stage.gift('cake', 10));
export const TenAtOnce: Story = soon(({ stage }) => {
  for (let i = 0; i < 10; i += 1) stage.gift(i % 2 ? 'star' : 'cake', 1, somebody(`Sender ${i}`));
});
export const LongNames: Story = soon(({ stage }) => stage.gift('rose', 999, somebody('宝儿'.repeat(20))));
export const Quiet: Story = { ...soon(({ stage }) => stage.gift('cake', 10)), args: { quiet: true } };
