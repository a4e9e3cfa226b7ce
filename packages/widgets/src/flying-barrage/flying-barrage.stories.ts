import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { sampleAudience, sampleHost } from '@vitrine/core/providers/simulated/sample-shop.ts';
import { html } from 'lit';
import { onStage, type Scene, sceneOf } from '../shared/story.ts';
import './define.ts';

interface Args {
  speed: number;
  density: number;
}

const meta: Meta<Args> = {
  title: 'Elements/Flying barrage',
  component: 'flying-barrage',
  tags: ['autodocs'],
  args: { speed: 1, density: 0.5 },
  render: ({ speed, density }, context) =>
    html`<div class="scene picture flying">
      <flying-barrage .room=${sceneOf(context).room} .speed=${speed} .density=${density}></flying-barrage>
    </div>`,
};
export default meta;
type Story = StoryObj<Args>;

const LINES = [
  'Hello from the coast!',
  '这盏灯有多高？',
  'Does it come in navy?',
  'هل يتوفر بلون آخر؟',
  'Just ordered one',
  '太好看了 👏',
];

/** Talk for half a minute. */
const talk =
  (perSecond: number) =>
  ({ stage }: Scene): void => {
    let said = 0;
    const more = setInterval(() => {
      stage.barrage(LINES[said % LINES.length]!, sampleAudience[said % sampleAudience.length]);
      if ((said += 1) > perSecond * 30) clearInterval(more);
    }, 1000 / perSecond);
  };

export const Calm: Story = onStage({}, talk(1));
export const Storm: Story = onStage({}, talk(200));
export const AllOverThePicture: Story = { ...onStage({}, talk(20)), args: { density: 1, speed: 1.5 } };
export const WhoSaysIt: Story = onStage({}, ({ stage }) => {
  // The element has to be there first: it shows nobody what was said before they came.
  setTimeout(() => {
    stage.barrage('The host is answered for', sampleHost);
    stage.barrage('I wrote this myself', { userId: 'u-me', userName: 'Me' });
    stage.barrage('A golden name', { userId: 'u-gold', userName: 'Gold', nameColor: '#ffd700' });
  }, 300);
});
export const NobodyHasWritten: Story = onStage();
