import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { find, onStage, sceneOf } from '../shared/story.ts';
import './define.ts';
import type { LivePlayer } from './live-player.ts';

interface Args {
  muted: boolean;
  'no-autoplay': boolean;
  'no-controls': boolean;
}

/** Players whose browser refuses to start, with sound or at all. */
const refusing = new WeakMap<Element, 'sound' | 'everything'>();
const { play } = HTMLMediaElement.prototype;
HTMLMediaElement.prototype.play = function playIfAllowed(this: HTMLMediaElement) {
  const root = this.getRootNode();
  const refused = root instanceof ShadowRoot ? refusing.get(root.host) : undefined;
  const plays = refused === undefined || (refused === 'sound' && this.muted);
  return plays ? play.call(this) : Promise.reject(new DOMException('A tap first', 'NotAllowedError'));
};

const meta: Meta<Args> = {
  title: 'Elements/Live player',
  component: 'live-player',
  tags: ['autodocs'],
  args: { muted: true, 'no-autoplay': false, 'no-controls': false },
  render: (args, context) =>
    html`<div class="scene player">
      <live-player
        .room=${sceneOf(context).room}
        ?muted=${args.muted}
        ?no-autoplay=${args['no-autoplay']}
        ?no-controls=${args['no-controls']}
        ${ref((player) => {
          if (player && context.parameters['refuses']) refusing.set(player, context.parameters['refuses']);
        })}
      ></live-player>
    </div>`,
};
export default meta;
type Story = StoryObj<Args>;

export const Playing: Story = onStage();
export const Paused: Story = {
  play: async ({ canvasElement }) => ((await find(canvasElement, 'live-player[state="playing"]')) as LivePlayer).pause(),
};
export const WaitingForTheVisitor: Story = { args: { 'no-autoplay': true } };
export const BlockedByTheBrowser: Story = { parameters: { refuses: 'everything' } };
export const SoundBlockedByTheBrowser: Story = { args: { muted: false }, parameters: { refuses: 'sound' } };
export const WithoutControls: Story = { args: { 'no-controls': true } };
export const Loading: Story = onStage({ state: 'connecting' });
export const Scheduled: Story = {
  parameters: {
    script: { options: { live: { status: 'scheduled', onAir: false, startsAt: Date.now() + 5_025_000 } } },
  },
};
export const Interrupted: Story = onStage({ live: { onAir: false } });
export const RoomFull: Story = onStage({}, ({ stage }) => stage.setPlayback('full'));
export const Waiting: Story = onStage({}, ({ stage }) => stage.setPlayback('waiting'));
export const Reconnecting: Story = onStage({}, ({ stage }) => stage.setPlayback('reconnecting'));
export const PictureLost: Story = onStage({}, ({ stage }) => stage.setPlayback('closed'));
export const Connecting: Story = onStage({}, ({ stage }) => stage.setPlayback('connecting'));
export const StartsAnyMoment: Story = onStage({ live: { status: 'scheduled', onAir: false, startsAt: Date.now() - 60_000 } });
export const Unscheduled: Story = onStage({ live: { status: 'scheduled', onAir: false, startsAt: undefined } });
export const Ended: Story = onStage({}, ({ stage }) => stage.live('ended'));
export const EndedWithALink: Story = {
  ...onStage({}, ({ stage }) => stage.live('ended')),
  render: (_args, context) =>
    html`<div class="scene player">
      <live-player .room=${sceneOf(context).room}><a slot="ended" href="#shop">See what was shown</a></live-player>
    </div>`,
};
export const NotFound: Story = onStage({ state: 'connecting' }, ({ room, stage }) => {
  stage.fail('GET /lives/*', 'not-found');
  return room.liveList.joinLive();
});
export const Offline: Story = onStage({ state: 'connecting' }, ({ room, stage }) => {
  stage.fail('GET /lives/*', 'offline');
  return room.liveList.joinLive();
});
export const LongTitle: Story = onStage({
  live: {
    title: 'The very long evening of everything that we made by hand this year, with guests from near and far',
    status: 'scheduled',
    onAir: false,
    startsAt: Date.now() + 86_400_000 * 3,
  },
});
