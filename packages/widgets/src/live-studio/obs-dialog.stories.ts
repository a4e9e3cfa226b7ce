import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { giving, press, sceneOf } from '../shared/story.ts';
import './define.ts';
import { asHost, scheduled } from './studio.story.ts';

const meta: Meta = {
  title: 'Studio/OBS',
  component: 'live-studio-obs',
  render: (_args, context) =>
    html`<div class="scene card" ${giving(sceneOf(context).room)}><live-studio-obs></live-studio-obs></div>`,
};
export default meta;
type Story = StoryObj;

const opened = (story: Story, ...buttons: string[]): Story => ({
  ...story,
  play: async ({ canvasElement }) => {
    canvasElement.querySelector('live-studio-obs')!.show();
    await press(...buttons)({ canvasElement });
  },
});
const KEY = '[type="checkbox"]';

export const Waiting: Story = opened(asHost());
export const KeyShown: Story = opened(asHost(), KEY);
export const Arriving: Story = opened(asHost(undefined, { live: { ...scheduled, onAir: true } }));
export const AskingForANewKey: Story = opened(asHost(), '.renew .plain');
export const Refused: Story = opened(asHost(({ stage }) => stage.fail('GET /lives/*/stream-key', 'forbidden')));
