import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { giving, press, sceneOf } from '../shared/story.ts';
import './define.ts';
import { useDrawnDevices } from './drawn-devices.story.ts';
import { asHost, flying, onAir, openDevices } from './studio.story.ts';

const meta: Meta = {
  title: 'Studio/Controls',
  component: 'live-studio-controls',
  render: (_args, context) => {
    useDrawnDevices(context.parameters);
    return html`<div class="scene " ${giving(sceneOf(context).room)}><live-studio-controls></live-studio-controls></div>`;
  },
};
export default meta;
type Story = StoryObj;

export const NothingOn: Story = asHost();
export const ReadyToGoLive: Story = asHost(openDevices);
export const GoingLive: Story = asHost(async (scene) => {
  await openDevices(scene);
  scene.stage.hold('POST /lives/*/start');
  void scene.room.broadcast.start();
});
export const OnAir: Story = onAir();
export const Muted: Story = onAir(({ room }) => room.device.muteLocalAudio());
export const CameraOff: Story = onAir(({ room }) => room.device.closeLocalCamera());
export const SharingTheScreen: Story = onAir(({ room }) => room.device.startScreenShare());
export const LiveElsewhere: Story = asHost(undefined, { live: { status: 'live', onAir: true, startedAt: Date.now() - 600_000 } });
export const MessagesFly: Story = flying(onAir());
export const DevicesOpen: Story = { ...asHost(openDevices), play: press('[aria-label="Devices"]') };
export const AskingBeforeTheEnd: Story = { ...onAir(), play: press('[part="end"]') };
export const KeysShown: Story = { ...asHost(), play: press('.round.keys') };
