import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { LiveError, type LiveErrorCode } from '@vitrine/core/errors.ts';
import type { Request } from '@vitrine/core/http.ts';
import { sampleLive } from '@vitrine/core/providers/simulated/sample-shop.ts';
import type { Live } from '@vitrine/core/schemas/live.ts';
import { html } from 'lit';
import './define.ts';

interface Args {
  'href-template': string;
}

/** What the shop answers: its shows page by page, why it cannot, or nothing yet. */
type Answer = readonly Live[][] | LiveErrorCode | 'never';

const shopThat = (answer: Answer): { request: Request } => {
  let page = 0;
  const request = async (): Promise<unknown> => {
    if (answer === 'never') return new Promise(() => {});
    if (typeof answer === 'string') throw new LiveError(answer, `Simulated: ${answer}`);
    const items = answer[page % answer.length] ?? [];
    page += 1;
    return { items, cursor: page % answer.length === 0 ? '' : 'next' };
  };
  return { request: request as Request };
};

const show = (id: string, change: Partial<Live> = {}): Live => ({
  ...sampleLive(id),
  coverUrl: new URL('images/room.svg', document.baseURI).href,
  ...change,
});
const HOUR_MS = 3_600_000;
const shows = (): Live[] => [
  show('friday', { audienceCount: 1280 }),
  show('monday', { title: 'Monday mugs', status: 'scheduled', onAir: false, startsAt: Date.now() + HOUR_MS }),
  show('may', { title: 'Spring cleaning', status: 'scheduled', onAir: false, startsAt: Date.now() + 400 * HOUR_MS }),
  show('past', { title: 'Lamps and how they are made', status: 'ended', onAir: false }),
];

const meta: Meta<Args> = {
  title: 'Elements/Live list',
  component: 'live-list',
  tags: ['autodocs'],
  args: { 'href-template': '#{id}' },
  render: (args, { parameters }) =>
    html`<div class="scene">
      <live-list .shop=${shopThat((parameters['answer'] as () => Answer)())} href-template=${args['href-template']}></live-list>
    </div>`,
};
export default meta;
type Story = StoryObj<Args>;

const answered = (answer: () => Answer): Story => ({ parameters: { answer } });

export const Filled: Story = answered(() => [shows()]);
export const MoreToLoad: Story = answered(() => [shows(), shows().map((each) => ({ ...each, id: `${each.id}-2` }))]);
export const Loading: Story = answered(() => 'never');
export const Empty: Story = answered(() => [[]]);
export const Failed: Story = answered(() => 'unavailable');
export const Offline: Story = answered(() => 'offline');
export const WithoutPictures: Story = answered(() => [shows().map((each) => ({ ...each, coverUrl: undefined }))]);
export const LongNames: Story = answered(() => [
  shows().map((each) => ({
    ...each,
    title: 'The very long evening of everything that we made by hand this year, with guests from near and far',
    hostName: 'عبد الرحمن بن محمد بن عبد العزيز آل سعيد',
    audienceCount: 123_456_789,
  })),
]);
