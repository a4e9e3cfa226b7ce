import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { LiveUser } from '@vitrine/core/schemas/user.ts';
import { html } from 'lit';
import { LiveError } from '@vitrine/core/errors.ts';
import { find, onStage, press, type Scene, sceneOf } from '../shared/story.ts';
import './define.ts';

interface Args {
  overlay: boolean;
  placeholder: string;
}

const meta: Meta<Args> = {
  title: 'Elements/Barrage input',
  component: 'barrage-input',
  tags: ['autodocs'],
  args: { overlay: false, placeholder: '' },
  render: ({ overlay, placeholder }, context) =>
    html`<div class="scene card ${overlay ? 'picture' : ''}">
      <barrage-input .room=${sceneOf(context).room} ?overlay=${overlay} placeholder=${placeholder}></barrage-input>
    </div>`,
};
export default meta;
type Story = StoryObj<Args>;

const write =
  (text: string) =>
  async ({ canvasElement }: { canvasElement: ParentNode }): Promise<void> => {
    const field = (await find(canvasElement, 'input')) as HTMLInputElement;
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  };

export const Ready: Story = onStage();
export const OverThePicture: Story = { ...onStage(), args: { overlay: true } };
export const OwnWords: Story = { ...onStage(), args: { placeholder: 'Ask Mira anything' } };
export const Writing: Story = { ...onStage(), play: write('Does it come in navy?') };
export const NearlyFull: Story = { ...onStage(), play: write('word '.repeat(38)) };
export const Refused: Story = {
  ...onStage({}, ({ stage }) => stage.fail('SEND text', 'rate-limited')),
  play: async (context) => {
    await write('Hello again')(context);
    await press('[part="send"]')(context);
  },
};
export const RefusedWord: Story = {
  ...onStage({}, ({ stage }) => stage.fail('SEND text', new LiveError('forbidden', 'No', { details: { rule: 'words' } }))),
  play: async (context) => {
    await write('Something rude')(context);
    await press('[part="send"]')(context);
  },
};
export const Waiting: Story = onStage({}, ({ stage }) => {
  stage.emit({ type: 'barrage.held', to: 'u-me', barrageId: 'b1', text: 'Look at shop.example' });
});
export const ChatClosed: Story = onStage({}, ({ stage }) => {
  const chat = { messagesDisabled: true, approval: false, followersOnly: false, slowModeSeconds: 0 };
  stage.emit({ type: 'chat.changed', chat });
});
export const Muted: Story = onStage({}, ({ stage }) => stage.mute(Date.now() + 600_000));
export const MutedForGood: Story = onStage({}, ({ stage }) => stage.mute(Date.now() + 365 * 86_400_000));
export const Reconnecting: Story = onStage({}, ({ stage }) => stage.setState('recovering'));
export const Disconnected: Story = onStage({}, ({ stage }) => stage.setState('closed', 'forbidden'));
export const ShowEnded: Story = onStage({}, ({ stage }) => stage.live('ended'));

/** Whoever looks is about to answer this message. */
const answering =
  (text: string, writer?: LiveUser) =>
  ({ room, stage }: Scene): void => {
    stage.barrage(text, writer);
    room.barrage.setReplyTarget(room.barrage.messageList.at(-1));
  };
const answer = answering('Does it come in navy?');

export const Replying: Story = onStage({}, answer);
export const ReplyingOverThePicture: Story = { ...onStage({}, answer), args: { overlay: true } };
export const ReplyingToALongMessage: Story = onStage(
  {},
  answering('Averylongwordthatnobodyeverbrokeintosmallerpieces'.repeat(3), {
    userId: 'u-long',
    userName: 'Wolfeschlegelsteinhausenbergerdorff the Younger of the House by the Lake',
  }),
);
export const ReplyingRightToLeft: Story = onStage({}, answering('هل يتوفر بلون آخر؟', { userId: 'u-dalia', userName: 'داليا' }));
export const ReplyingToWhatIsGone: Story = {
  ...onStage({}, (scene) => {
    answer(scene);
    scene.stage.fail('SEND text', 'not-found');
  }),
  play: async (context) => {
    await write('It does')(context);
    await press('[part="send"]')(context);
  },
};
export const ReplyingWhileMuted: Story = onStage({}, (scene) => {
  answer(scene);
  scene.stage.mute(Date.now() + 600_000);
});
