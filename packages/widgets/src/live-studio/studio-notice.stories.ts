import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { giving, sceneOf } from '../shared/story.ts';
import './define.ts';
import { unplug, useDrawnDevices } from './drawn-devices.story.ts';
import { asHost, onAir, openDevices } from './studio.story.ts';

const meta: Meta = {
  title: 'Studio/Notices',
  component: 'live-studio-notice',
  render: (_args, context) => {
    useDrawnDevices(context.parameters);
    return html`<div class="scene picture" ${giving(sceneOf(context).room)}><live-studio-notice></live-studio-notice></div>`;
  },
};
export default meta;
type Story = StoryObj;

const lost = onAir(() => unplug('videoinput'));

export const CameraLost: Story = lost;
export const CameraTakenOver: Story = { ...lost, parameters: { ...lost.parameters, twoCameras: true } };
export const MicrophoneLost: Story = onAir(() => unplug('audioinput'));
export const ScreenEnded: Story = onAir(async ({ room }) => {
  await room.device.startScreenShare();
  const screen = room.device.videoTrack!;
  Object.defineProperty(screen, 'readyState', { value: 'ended' });
  screen.dispatchEvent(new Event('ended'));
});
export const EndCanBeUndone: Story = onAir(({ room }) => room.broadcast.stopSoon(59_000));
export const EndNotHeard: Story = onAir(({ room, stage }) => {
  stage.fail('POST /lives/*/end', 'offline');
  return room.broadcast.stop().catch(() => {});
});
export const StartRefused: Story = asHost(async (scene) => {
  await openDevices(scene);
  scene.stage.fail('POST /lives/*/start', 'forbidden');
  await scene.room.broadcast.start().catch(() => {});
});
