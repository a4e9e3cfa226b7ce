import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { sampleAudience, sampleHost } from '@vitrine/core/providers/simulated/sample-shop.ts';
import { html } from 'lit';
import { find, onStage, type Scene, sceneOf } from '../shared/story.ts';
import './define.ts';

interface Args {
  overlay: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/Barrage list',
  component: 'barrage-list',
  tags: ['autodocs'],
  args: { overlay: false },
  render: ({ overlay }, context) =>
    html`<div class="scene chat ${overlay ? 'picture' : ''}">
      <barrage-list .room=${sceneOf(context).room} ?overlay=${overlay}></barrage-list>
    </div>`,
};
export default meta;
type Story = StoryObj<Args>;

const LINES = ['Hello from the coast!', '这盏灯有多高？', 'Does it come in navy?', 'هل يتوفر بلون آخر؟', 'Just ordered one'];

function chat({ stage }: Scene): void {
  for (const [index, line] of LINES.entries()) stage.barrage(line, sampleAudience[index % sampleAudience.length]);
  stage.barrage('Thirty centimetres, and yes: navy is back on Monday.', sampleHost);
}

export const Chatting: Story = onStage({}, chat);
export const OverThePicture: Story = { ...onStage({}, chat), args: { overlay: true } };
export const Loading: Story = onStage({ state: 'connecting' });
export const Empty: Story = onStage();
export const Tips: Story = onStage({}, (scene) => {
  chat(scene);
  scene.room.barrage.appendLocalTip('The host asks for your size: write it in the chat.');
});
export const Reconnecting: Story = onStage({}, (scene) => {
  chat(scene);
  scene.stage.setState('recovering');
});
export const LongNames: Story = onStage({}, ({ stage }) => {
  const name = 'Wolfeschlegelsteinhausenbergerdorff the Younger of the House by the Lake';
  stage.barrage('Averylongwordthatnobodyeverbrokeintosmallerpieces'.repeat(3), {
    userId: 'u-long',
    userName: name,
    role: 'viewer',
  });
  stage.barrage('مرحبًا', { userId: 'u-rtl', userName: 'عبد الرحمن بن محمد بن عبد العزيز', role: 'moderator' });
});
export const ReadingBack: Story = {
  ...onStage({}, ({ stage }) => {
    for (let index = 1; index <= 40; index += 1) stage.barrage(`Message ${index}`, sampleAudience[index % 4]);
  }),
  play: async (context) => {
    const list = await find(context.canvasElement, '[part="list"]');
    list.scrollTop = 0;
    await new Promise((resolve) => setTimeout(resolve, 100));
    chat(sceneOf(context));
  },
};
