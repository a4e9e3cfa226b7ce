import { expect, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { show } from '../shared/testing.ts';
import './define.ts';
import type { LiveRoomElement } from './live-room.ts';

async function setUp(width: number, direction = 'ltr', title = 'Friday live: autumn favourites') {
  const { room, stage } = createSimulatedRoom({ live: { title } });
  const box = await show<HTMLElement>(
    html`<div dir=${direction} style="inline-size: ${width}px; font-family: sans-serif">
      <live-room .room=${room}></live-room>
    </div>`,
  );
  const element = box.querySelector<LiveRoomElement>('live-room')!;
  const part = (selector: string) => element.shadowRoot!.querySelector<HTMLElement>(selector)!;
  await waitUntil(() => part('.host'), 'no header', { timeout: 5000 });
  const player = part('live-player');
  const becomes = (state: string) => waitUntil(() => player.getAttribute('state') === state, `not ${state}`, { timeout: 4000 });
  /** How much the row leaves empty at its end. */
  const left = (): number => {
    const [row, all] = [part('.line').getBoundingClientRect(), element.getBoundingClientRect()];
    return direction === 'rtl' ? row.left - all.left : all.right - row.right;
  };
  return { stage, becomes, left, part };
}

describe('the header of <live-room>', () => {
  for (const direction of ['ltr', 'rtl'])
    it(`is as wide as the picture where the player has no buttons, ${direction}`, async () => {
      const { stage, becomes, left } = await setUp(390, direction);
      await becomes('playing');
      expect(left()).to.equal(12 + 44 + 8);
      stage.live('ended');
      await becomes('ended');
      expect(left()).to.equal(12);
    });

  it('shows all of a title beside the buttons of a phone, and keeps a longer one above the words over the picture', async () => {
    const { becomes, part } = await setUp(390);
    await becomes('playing');
    const title = part('.names span bdi');
    expect([title.scrollWidth, title.scrollHeight]).to.deep.equal([title.clientWidth, title.clientHeight]);

    const long = await setUp(390, 'ltr', 'The very long evening of everything that we made by hand this year, with guests');
    await long.becomes('playing');
    expect(long.part('.host').clientHeight).to.be.at.most(54);
  });

  it('leaves the place of the buttons to the title in a wide box, too', async () => {
    const { stage, becomes, left } = await setUp(700);
    await becomes('playing');
    expect(left()).to.be.greaterThan(200);
    stage.live('ended');
    await becomes('ended');
    expect(left()).to.equal(12);
  });
});
