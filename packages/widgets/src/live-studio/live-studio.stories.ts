import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { type HostRoom, hostRoom } from '@vitrine/core/host-room.ts';
import type { SimulatedRoomOptions } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { html } from 'lit';
import { onStage, press, type Scene, sceneOf } from '../shared/story.ts';
import './define.ts';
import { useDrawnDevices } from './drawn-devices.story.ts';

const meta: Meta = {
  title: 'Pages/Live studio',
  component: 'live-studio',
  tags: ['autodocs'],
  parameters: { docs: { story: { inline: false, iframeHeight: 820 } } },
  render: (_args, context) => {
    useDrawnDevices({ refused: context.parameters['refused'] });
    return html`<div class=${context.parameters['phone'] ? 'scene phone' : ''}>
      <live-studio .room=${sceneOf(context).room}></live-studio>
    </div>`;
  },
};
export default meta;
type Story = StoryObj;

const scheduled: SimulatedRoomOptions['live'] = { status: 'scheduled', onAir: false, startedAt: undefined };
type HostScene = Scene & { readonly room: HostRoom };
const asHost = (act?: (scene: HostScene) => unknown, options: SimulatedRoomOptions = {}): Story =>
  onStage({ role: 'host', live: scheduled, ...options }, (scene) => act?.({ ...scene, room: hostRoom(scene.room) }));

const withParameters = (parameters: object, story: Story): Story => ({
  ...story,
  parameters: { ...story.parameters, ...parameters },
});

/** Camera and microphone are on, and the show has begun. */
async function goLive({ room, stage }: HostScene): Promise<void> {
  await room.device.openLocalCamera();
  await room.device.openLocalMicrophone();
  await room.broadcast.start();
  stage.audience(1284);
  stage.barrage('Hello from the coast!');
}

const onAir = (then?: (scene: HostScene) => unknown): Story =>
  asHost(async (scene) => {
    await goLive(scene);
    await then?.(scene);
  });

export const BeforeTheShow: Story = asHost();
export const Ready: Story = asHost(async ({ room }) => {
  await room.device.openLocalCamera();
  await room.device.openLocalMicrophone();
});
export const CameraRefused: Story = withParameters(
  { refused: true },
  asHost(({ room }) => room.device.openLocalCamera().catch(() => {})),
);
export const OnAir: Story = onAir();
export const ExplainingAProduct: Story = onAir(({ stage }) => stage.popUp('p-lamp'));
export const EditingTheRunOfShow: Story = { ...asHost(), play: press('.head button[aria-pressed]') };
export const Muted: Story = onAir(({ room }) => room.device.muteLocalAudio());
export const AskingBeforeTheEnd: Story = { ...onAir(), play: press('[part="end"]') };
export const RoomReconnecting: Story = onAir(({ stage }) => stage.setState('recovering'));
export const PictureReconnecting: Story = onAir(({ stage }) => stage.setPublication('reconnecting'));
export const ResumingAShow: Story = asHost(undefined, {
  live: { status: 'live', onAir: false, startedAt: Date.now() - 600_000 },
});
export const NothingToSell: Story = asHost(undefined, { products: [] });
export const LongTitle: Story = asHost(undefined, {
  live: { ...scheduled, title: 'The very long evening of everything that we made by hand this year, with guests from afar' },
});
export const Loading: Story = asHost(undefined, { state: 'connecting' });
export const Forbidden: Story = asHost(undefined, { role: 'viewer' });
export const Offline: Story = asHost(
  ({ room, stage }) => {
    stage.fail('GET /lives/*', 'offline');
    return room.liveList.joinLive();
  },
  { state: 'connecting' },
);
export const Ended: Story = asHost(({ stage }) => stage.live('ended'));

export const OnAirPhone: Story = withParameters({ phone: true }, onAir());
export const ProductsOpenPhone: Story = { ...withParameters({ phone: true }, onAir()), play: press('.tab-queue') };
