import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { giving, sceneOf } from '../shared/story.ts';
import './define.ts';
import { useDrawnDevices } from './drawn-devices.story.ts';
import { asHost, goLive, onAir, openDevices, pretend } from './studio.story.ts';

const meta: Meta = {
  title: 'Studio/Status line',
  component: 'live-studio-status',
  render: (_args, context) => {
    useDrawnDevices(context.parameters);
    return html`<div class="scene picture" ${giving(sceneOf(context).room)}><live-studio-status></live-studio-status></div>`;
  },
};
export default meta;
type Story = StoryObj;

const withQuality = (quality: 3 | 5): Story =>
  asHost((scene) => {
    pretend(scene.room.broadcast, 'quality', quality);
    return goLive(scene);
  });

export const OffAir: Story = asHost();
export const OnAir: Story = onAir();
export const WithMicrophone: Story = asHost(openDevices);
export const Muted: Story = onAir(({ room }) => room.device.muteLocalAudio());
export const PictureReconnecting: Story = onAir(({ stage }) => stage.setPublication('reconnecting'));
export const RoomReconnecting: Story = onAir(({ stage }) => stage.setState('recovering'));
export const FairConnection: Story = withQuality(3);
export const PoorConnection: Story = withQuality(5);
export const Ending: Story = onAir(({ room }) => room.broadcast.stopSoon(59_000));
export const WithoutPictureFromHere: Story = asHost(undefined, { live: { status: 'live', onAir: false } });
export const FromAnotherPlace: Story = asHost(undefined, { live: { status: 'live', onAir: true } });
export const Millions: Story = onAir(({ stage }) => stage.audience(123_456_789));
