import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { followStore } from '@vitrine/core/stores/follow-store.ts';
import { html } from 'lit';
import { onStage, press, sceneOf } from '../shared/story.ts';
import './define.ts';

const meta: Meta = {
  title: 'Elements/Follow button',
  component: 'follow-button',
  tags: ['autodocs'],
  render: (_args, context) =>
    html`<div class="scene picture">
      <follow-button .room=${sceneOf(context).room}></follow-button>
    </div>`,
};
export default meta;
type Story = StoryObj;

export const NotFollowing: Story = onStage();
export const Following: Story = onStage({}, async ({ room }) => {
  await followStore(room).fetch();
  await followStore(room).follow();
});
const compact = (story: Story): Story => ({
  ...story,
  render: (_args, context) =>
    html`<div class="scene picture">
      <follow-button compact .room=${sceneOf(context).room}></follow-button>
    </div>`,
});
export const Compact: Story = compact(NotFollowing);
export const CompactFollowing: Story = compact(Following);
export const Guest: Story = { ...onStage({ role: 'guest' }), play: press('[part="button"]') };
export const Offline: Story = {
  ...onStage({}, ({ stage }) => stage.fail('PUT /users/*/follow', 'offline')),
  play: press('[part="button"]'),
};
