import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { sampleAudience, sampleHost } from '@vitrine/core/providers/simulated/sample-shop.ts';
import type { LiveUser } from '@vitrine/core/schemas/user.ts';
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
export const WhoTheyAre: Story = onStage({}, ({ stage }) => {
  const say = (text: string, user: Partial<LiveUser>) => stage.barrage(text, { userId: 'u-1', userName: 'Viewer', ...user });
  say('I have just come in', { level: 1 });
  say('Every Friday since March', { level: 27, nameColor: '#3b82f6' });
  say('晚上好！', {
    userName: '宝儿',
    level: 52,
    levelName: 'Diamond',
    nameColor: '#ffd700',
    bubbleStyle: 'golden_frame',
    badges: [{ type: 'vip', name: 'Annual VIP', color: '#ffd700' }],
  });
  stage.barrage('Welcome, all of you', sampleHost);
});
export const Replies: Story = onStage({}, ({ stage }) => {
  const asked = stage.emit({ type: 'barrage.sent', id: 'q', text: 'Does it come in navy?', sender: sampleAudience[0]! });
  const { userId, userName } = sampleAudience[0]!;
  const reply = { eventId: asked.eventId, text: 'Does it come in navy?', sender: { userId, userName } };
  stage.emit({ type: 'barrage.sent', id: 'a', text: 'It does, from Monday on.', sender: sampleHost, reply });
});
const pinned = {
  eventId: 'e-pinned',
  text: 'Everything that you order tonight leaves us tomorrow morning; to the islands it takes two days more.',
  sender: sampleHost,
  ts: Date.now(),
};
export const Pinned: Story = onStage({}, (scene) => {
  chat(scene);
  scene.stage.emit({ type: 'barrage.pinned', pinned });
});
export const PinnedOverThePicture: Story = { ...Pinned, args: { overlay: true } };
export const Removed: Story = onStage({}, (scene) => {
  chat(scene);
  const rude = scene.stage.emit({ type: 'barrage.sent', id: 'r', text: 'Something rude', sender: sampleAudience[0]! });
  setTimeout(() => scene.stage.emit({ type: 'barrage.removed', barrageId: rude.eventId }), 1_500);
});
export const Storm: Story = onStage({}, ({ stage }) => {
  let said = 0;
  const more = setInterval(() => {
    for (let index = 0; index < 10; index += 1)
      stage.barrage(`${LINES[said % LINES.length]} ${(said += 1)}`, sampleAudience[said % 4]);
    if (said >= 3_000) clearInterval(more);
  }, 50);
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
