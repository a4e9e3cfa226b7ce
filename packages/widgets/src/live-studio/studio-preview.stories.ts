import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { giving, sceneOf } from '../shared/story.ts';
import './define.ts';
import { unplug, useDrawnDevices } from './drawn-devices.story.ts';
import { asHost, openDevices } from './studio.story.ts';

const meta: Meta = {
  title: 'Studio/Preview',
  component: 'live-studio-preview',
  render: (_args, context) => {
    useDrawnDevices(context.parameters);
    return html`<div class="scene preview" ${giving(sceneOf(context).room)}><live-studio-preview></live-studio-preview></div>`;
  },
};
export default meta;
type Story = StoryObj;

const refused = asHost(({ room }) => Promise.allSettled([room.device.openLocalCamera(), room.device.openLocalMicrophone()]));

export const BeforeTheQuestion: Story = asHost();
export const Camera: Story = asHost(openDevices);
export const SoundOnly: Story = asHost(({ room }) => room.device.openLocalMicrophone());
export const Refused: Story = { ...refused, parameters: { ...refused.parameters, refused: true } };
export const Screen: Story = asHost(({ room }) => room.device.startScreenShare());
export const DemoReel: Story = asHost(({ room }) => room.device.startReel());
export const CameraLost: Story = asHost(async (scene) => {
  await openDevices(scene);
  unplug('videoinput');
});
