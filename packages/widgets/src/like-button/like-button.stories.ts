import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { onStage, press, sceneOf } from '../shared/story.ts';
import './define.ts';

interface Args {
  'no-count': boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/Like button',
  component: 'like-button',
  tags: ['autodocs'],
  args: { 'no-count': false },
  render: (args, context) =>
    html`<div class="scene picture rising">
      <like-button .room=${sceneOf(context).room} ?no-count=${args['no-count']}></like-button>
    </div>`,
};
export default meta;
type Story = StoryObj<Args>;

export const Ready: Story = onStage();
export const NoLikesYet: Story = onStage({ live: { likeCount: 0 } });
export const Millions: Story = onStage({ live: { likeCount: 12_345_678 } });
export const WithoutCount: Story = { ...onStage(), args: { 'no-count': true } };
export const Tapped: Story = { ...onStage(), play: press('[part="button"]', '[part="button"]', '[part="button"]') };
export const OthersLikeIt: Story = onStage({}, ({ stage }) => setTimeout(() => stage.like(20), 500));
export const OwnPicture: Story = {
  ...onStage(),
  render: (_args, context) =>
    html`<div class="scene picture rising">
      <like-button .room=${sceneOf(context).room}><span aria-hidden="true">★</span></like-button>
    </div>`,
};
export const WithoutARoom: Story = { render: () => html`<div class="scene picture rising"><like-button></like-button></div>` };
