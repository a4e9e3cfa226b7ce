import { expect, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { sampleAudience } from '@vitrine/core/providers/simulated/sample-shop.ts';
import { deep } from '../../shared/story.ts';
import { show } from '../../shared/testing.ts';
import '../define.ts';
import type { LiveConsole } from '../live-console.ts';

async function setUp(width: number) {
  const { room, stage } = createSimulatedRoom({ role: 'moderator' });
  const element = await show<LiveConsole>(
    html`<live-console
      .room=${room}
      section="room"
      style="inline-size: ${width}px; --live-console-height: 700px"
    ></live-console>`,
  );
  const find = async (selector: string): Promise<HTMLElement> => {
    const seen = () => deep(element.shadowRoot!, selector).filter((each) => each.checkVisibility());
    await waitUntil(() => seen().length > 0, `no ${selector}`, { timeout: 5000 });
    return seen().at(-1)!;
  };
  await find('barrage-input');
  for (let i = 0; i < 30; i += 1) stage.barrage(`Message ${i}`, sampleAudience[i % 4]);
  await waitUntil(() => deep(element.shadowRoot!, '.row').length === 30, 'no messages');
  return { element, find, stage };
}

const boxOf = (element: Element): DOMRect => element.getBoundingClientRect();
const overlap = (a: Element, b: Element): boolean =>
  boxOf(a).bottom > boxOf(b).top + 0.5 &&
  boxOf(b).bottom > boxOf(a).top + 0.5 &&
  boxOf(a).right > boxOf(b).left &&
  boxOf(b).right > boxOf(a).left;

describe('the layout of the room in the console', () => {
  for (const width of [320, 390, 1200])
    it(`tells what was done beside the newest message and the field, not over them, ${width} px wide`, async () => {
      const { find } = await setUp(width);
      const field = await find('barrage-input');
      const before = boxOf(field).top;
      (await find('.row .button.icon')).click();
      (await find('[aria-label="Mute for 10 minutes"]')).click();
      const toast = await find('.toast');
      const newest = await find('.row');
      const list = await find('.list');

      expect(newest.textContent).to.include('Message 29');
      await waitUntil(() => boxOf(newest).bottom <= boxOf(list).bottom + 0.5, 'the newest message is cut off');
      for (const what of ['barrage-input', '.row', '.views', 'nav'])
        expect(overlap(toast, await find(what)), `over ${what}`).to.equal(false);
      expect(boxOf(field).top).to.equal(before);
    });

  it('keeps the newest message in sight when the list gets lower, and leaves whoever reads back where they are', async () => {
    const { element, find } = await setUp(390);
    const list = await find('.list');
    const atEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 2;
    element.style.setProperty('--live-console-height', '520px');
    await waitUntil(() => list.clientHeight < 400 && atEnd());

    list.scrollTop = 200;
    await new Promise((resolve) => list.addEventListener('scroll', resolve, { once: true }));
    element.style.setProperty('--live-console-height', '480px');
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(list.scrollTop).to.equal(200);
  });
});
