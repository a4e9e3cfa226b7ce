import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { SimulatedRoomOptions } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { sampleAudience, sampleHost } from '@vitrine/core/providers/simulated/sample-shop.ts';
import { html } from 'lit';
import '../barrage-list/define.ts';
import { find, onStage, press, type Scene, sceneOf } from '../shared/story.ts';

const meta: Meta = {
  title: 'Elements/Barrage menu',
  component: 'barrage-menu',
  // In the list's own place: the menu opens beside the message that was pressed.
  render: ({ overlay = false, low = false }, context) =>
    html`<div class="scene chat ${overlay ? 'picture' : ''} ${low ? 'low' : ''}">
      <barrage-list .room=${sceneOf(context).room} ?overlay=${overlay}></barrage-list>
    </div>`,
};
export default meta;
type Story = StoryObj;

const [ann, bao, , dalia] = sampleAudience;

/** Five messages: of three viewers, of whoever looks, and of the host. */
function chat({ stage, room }: Scene): void {
  stage.barrage('Does the lamp come with a bulb?', ann);
  stage.barrage('这盏灯有多高？', bao);
  stage.barrage('هل يتوفر بلون آخر؟', dalia);
  const { userId, userName } = room.login.loginUserInfo!;
  stage.barrage('Just ordered one', { userId, userName });
  stage.barrage('It does, and it is thirty centimetres high.', sampleHost);
}
const [FIRST, , ARABIC, OWN, HOST] = [1, 2, 3, 4, 5];

/** The menu of the message at this place, and then these were pressed in it. */
const opened = (place: number, options: SimulatedRoomOptions = {}, act = chat, ...items: string[]): Story => ({
  ...onStage(options, act),
  play: press(`.rows > :nth-child(${place})`, ...items),
});
const asModerator = { role: 'moderator' } as const;
const report = '.item:nth-of-type(3)';
/** There are fewer acts than reasons. */
const reason = '.item:nth-of-type(5)';

export const Viewer: Story = opened(FIRST);
export const OwnMessage: Story = opened(OWN);
export const Moderator: Story = opened(FIRST, asModerator);
export const HostsMessage: Story = opened(HOST, asModerator);
export const PinnedMessage: Story = opened(FIRST, asModerator, (scene) => {
  chat(scene);
  const { id: eventId, textContent: text = '' } = scene.room.barrage.messageList[0]!;
  scene.stage.emit({ type: 'barrage.pinned', pinned: { eventId, text, sender: ann!, ts: Date.now() } });
});
export const RightToLeftMessage: Story = opened(ARABIC);
export const OverThePicture: Story = { ...opened(FIRST), args: { overlay: true } };
export const NoRoomBelow: Story = { ...opened(HOST, asModerator), args: { low: true } };
export const Reasons: Story = opened(FIRST, {}, chat, report);
export const WaitingForTheServer: Story = opened(
  FIRST,
  {},
  (scene) => {
    chat(scene);
    scene.stage.hold('POST /lives/*/reports');
  },
  report,
  reason,
);
export const Refused: Story = opened(
  FIRST,
  {},
  (scene) => {
    chat(scene);
    scene.stage.fail('POST /lives/*/reports', 'rate-limited');
  },
  report,
  reason,
);
export const LongNamesAndTexts: Story = opened(FIRST, asModerator, ({ stage }) =>
  stage.barrage('Averylongwordthatnobodyeverbrokeintosmallerpieces'.repeat(3), {
    userId: 'u-long',
    userName: 'Wolfeschlegelsteinhausenbergerdorff the Younger of the House by the Lake',
  }),
);

/** Copies into a clipboard of its own; the menu does not close, so that it can be looked at. */
const copying = (writeText: () => Promise<void>): Story => ({
  ...opened(FIRST),
  play: async (context) => {
    const real = navigator.clipboard;
    const replace = (clipboard: unknown) =>
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    await opened(FIRST).play!(context);
    (await find(context.canvasElement, 'barrage-menu')).hidePopover = () => {};
    replace({ writeText });
    await press('.item:nth-of-type(2)')(context);
    setTimeout(() => replace(real));
  },
});
export const Copied: Story = copying(async () => {});
export const CopyingForbidden: Story = copying(() => Promise.reject(new DOMException('No', 'NotAllowedError')));
