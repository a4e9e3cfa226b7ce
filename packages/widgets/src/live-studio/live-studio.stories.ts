import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { sampleAudience } from '@vitrine/core/providers/simulated/sample-shop.ts';
import { html } from 'lit';
import { press, sceneOf } from '../shared/story.ts';
import './define.ts';
import { plugIn, unplug, useDrawnDevices } from './drawn-devices.story.ts';
import { asHost, flying, type HostScene, onAir, openDevices, pretend, scheduled, sell } from './studio.story.ts';

const meta: Meta = {
  title: 'Pages/Live studio',
  component: 'live-studio',
  tags: ['autodocs'],
  parameters: { docs: { story: { inline: false, iframeHeight: 820 } } },
  render: (_args, context) => {
    useDrawnDevices(context.parameters);
    return html`<div class=${context.parameters['phone'] ? 'scene phone' : ''}>
      <live-studio .room=${sceneOf(context).room}></live-studio>
    </div>`;
  },
};
export default meta;
type Story = StoryObj;

const LINES = ['Hello from the coast!', '这盏灯有多高？', 'Does it come in navy?', 'هل يتوفر بلون آخر؟'];

/** The element has to be there first: it shows nobody what was said before. */
function talk({ stage }: HostScene): void {
  for (let index = 0; index < 12; index += 1)
    setTimeout(() => stage.barrage(LINES[index % 4]!, sampleAudience[index % 4]), 600 + index * 400);
}

const withParameters = (parameters: object, story: Story): Story => ({
  ...story,
  parameters: { ...story.parameters, ...parameters },
});

export const BeforeTheShow: Story = asHost();
export const Ready: Story = asHost(openDevices);
export const PreflightReport: Story = asHost(async (scene) => {
  pretend(scene.room.uplink, 'report', { kbps: 9200, rtt: 31, grade: 'good' });
  await openDevices(scene);
});
export const DemoReel: Story = asHost(({ room }) => room.device.startReel());
export const CameraRefused: Story = withParameters(
  { refused: true },
  asHost(({ room }) => room.device.openLocalCamera().catch(() => {})),
);
export const OnAir: Story = onAir();
export const ExplainingAProduct: Story = onAir(({ stage }) => stage.popUp('p-lamp'));
export const EditingTheRunOfShow: Story = { ...asHost(), play: press('.head button[aria-pressed]') };
export const MessagesFly: Story = flying(onAir(talk));
export const Muted: Story = onAir(({ room }) => room.device.muteLocalAudio());
export const AskingBeforeTheEnd: Story = { ...onAir(), play: press('[part="end"]') };
export const CameraLost: Story = onAir(() => unplug('videoinput'));
export const CameraTakenOver: Story = withParameters(
  { twoCameras: true },
  onAir(() => unplug('videoinput')),
);
export const CameraBack: Story = onAir(async ({ room }) => {
  unplug('videoinput');
  while (room.device.cameraStatus === 'on') await new Promise((resolve) => setTimeout(resolve, 20));
  plugIn();
});
export const MicrophoneLost: Story = onAir(() => unplug('audioinput'));
export const SharingTheScreen: Story = onAir(({ room }) => room.device.startScreenShare());
export const EndCanBeUndone: Story = onAir(({ room }) => room.broadcast.stopSoon(59_000));
export const EndNotHeard: Story = onAir(async ({ room, stage }) => {
  await room.broadcast.stopSoon(59_000);
  stage.fail('POST /lives/*/end', 'offline');
  await room.broadcast.stop().catch(() => {});
});
export const Selling: Story = onAir(sell);
export const DevicesOpen: Story = { ...onAir(), play: press('[aria-label="Devices"]') };
export const KeysShown: Story = { ...onAir(), play: press('.round.keys') };
export const AddingProducts: Story = { ...asHost(undefined, { products: [] }), play: press('.head .button') };
export const StreamingWithObs: Story = { ...asHost(), play: press('.sources .button:last-child') };
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
export const ConnectionRefused: Story = asHost(({ stage }) => stage.setState('closed', 'kicked'));
export const Ended: Story = asHost(async (scene) => {
  await sell(scene);
  scene.stage.live('ended');
});
export const EndedWithLinks: Story = {
  ...Ended,
  render: (_args, context) =>
    html`<live-studio .room=${sceneOf(context).room}><a slot="ended" href="#shows">Choose another show</a></live-studio>`,
};
export const EndedPhone: Story = withParameters({ phone: true }, Ended);

export const OnAirPhone: Story = withParameters({ phone: true }, onAir());
export const ExplainingAProductPhone: Story = withParameters({ phone: true }, ExplainingAProduct);
export const MessagesFlyPhone: Story = flying(withParameters({ phone: true }, onAir(talk)));
export const ChatOpenPhone: Story = { ...withParameters({ phone: true }, onAir()), play: press('.tab-chat') };
export const SalesOpenPhone: Story = { ...withParameters({ phone: true }, onAir(sell)), play: press('.tab-sales') };
export const BeforeTheShowPhone: Story = withParameters({ phone: true }, asHost());
export const ProductsOpenPhone: Story = { ...withParameters({ phone: true }, onAir()), play: press('.tab-queue') };
