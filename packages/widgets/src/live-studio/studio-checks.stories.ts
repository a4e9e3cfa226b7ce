import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { giving, sceneOf } from '../shared/story.ts';
import './define.ts';
import { useDrawnDevices } from './drawn-devices.story.ts';
import { asHost, openDevices, pretend, type HostScene } from './studio.story.ts';

const meta: Meta = {
  title: 'Studio/Checks before the show',
  component: 'live-studio-checks',
  render: (_args, context) => {
    useDrawnDevices(context.parameters);
    return html`<div class="scene card" ${giving(sceneOf(context).room)}><live-studio-checks></live-studio-checks></div>`;
  },
};
export default meta;
type Story = StoryObj;

const measured = (report: NonNullable<HostScene['room']['uplink']['report']>): Story =>
  asHost(async (scene) => {
    pretend(scene.room.uplink, 'report', report);
    await openDevices(scene);
  });

const refused = asHost(({ room }) => Promise.allSettled([room.device.openLocalCamera(), room.device.openLocalMicrophone()]));

export const NotCheckedYet: Story = asHost();
export const InOrder: Story = measured({ kbps: 9200, rtt: 31, grade: 'good' });
export const UploadWillDo: Story = measured({ kbps: 2100, rtt: 180, grade: 'fair' });
export const UploadTooSlow: Story = measured({ kbps: 640, rtt: 420, grade: 'poor' });
export const Measuring: Story = asHost(({ room, stage }) => {
  stage.hold('POST /lives/*/probe');
  return room.uplink.measure();
});
export const UploadFailed: Story = asHost(({ room, stage }) => {
  stage.fail('POST /lives/*/probe', 'timeout');
  return room.uplink.measure();
});
export const DevicesRefused: Story = { ...refused, parameters: { ...refused.parameters, refused: true } };
export const RoomConnecting: Story = asHost(({ stage }) => stage.setState('recovering'));
export const RoomClosed: Story = asHost(({ stage }) => stage.setState('closed', 'kicked'));
export const MayNotHost: Story = asHost(undefined, { role: 'viewer' });
