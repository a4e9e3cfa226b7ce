import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { giving, sceneOf } from '../shared/story.ts';
import './define.ts';
import { useDrawnDevices } from './drawn-devices.story.ts';
import { asHost, openDevices } from './studio.story.ts';

const meta: Meta = {
  title: 'Studio/Devices',
  component: 'live-studio-devices',
  render: (_args, context) => {
    useDrawnDevices(context.parameters);
    return html`<div class="scene card" ${giving(sceneOf(context).room)}><live-studio-devices></live-studio-devices></div>`;
  },
};
export default meta;
type Story = StoryObj;

const two = asHost(openDevices);

export const Open: Story = asHost(openDevices);
export const TwoCameras: Story = { ...two, parameters: { ...two.parameters, twoCameras: true } };
export const NotAskedYet: Story = asHost();
export const OnlyWhatMustBeChosen: Story = {
  ...asHost(openDevices),
  render: (_args, context) => {
    useDrawnDevices();
    return html`<div class="scene card" ${giving(sceneOf(context).room)}>
      <live-studio-devices compact></live-studio-devices>
    </div>`;
  },
};
export const DemoReel: Story = asHost(({ room }) => room.device.startReel());
