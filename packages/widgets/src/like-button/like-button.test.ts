import { expect, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { eventOf, part, settle, show } from '../shared/testing.ts';
import type { LikeButton } from './like-button.ts';
import './define.ts';

async function setUp() {
  const { room, stage } = createSimulatedRoom();
  const element = await show<LikeButton>(html`<like-button .room=${room}></like-button>`);
  return { room, stage, element, button: part<HTMLButtonElement>(element, 'button')! };
}
const hearts = (element: LikeButton) => element.shadowRoot!.querySelectorAll('.heart').length;

describe('<like-button>', () => {
  it('sends taps to the room and counts what the room counts', async () => {
    const { room, stage, element, button } = await setUp();
    await eventOf(element, 'live-liked', () => button.click());
    await waitUntil(() => room.like.totalLikeCount === 1025);
    await element.updateComplete;
    expect(stage.requests.filter(({ path }) => path.endsWith('/likes'))).to.have.length(1);
    expect(part(element, 'count')!.textContent).to.equal('1,025');
    await expect(element).to.be.accessible();
  });

  it('lets hearts rise, but never too many', async () => {
    const { stage, element, button } = await setUp();
    for (let tap = 0; tap < 40; tap += 1) button.click();
    stage.like(500);
    await element.updateComplete;
    expect(hearts(element)).to.equal(12);
  });

  it('does not raise one’s own likes twice', async () => {
    const { room, element, button } = await setUp();
    button.click();
    await waitUntil(() => room.like.totalLikeCount === 1025);
    await settle();
    expect(hearts(element)).to.equal(1);
  });

  it('cannot be tapped without a room', async () => {
    const element = await show<LikeButton>(html`<like-button></like-button>`);
    expect(part<HTMLButtonElement>(element, 'button')!.disabled).to.equal(true);
    await expect(element).to.be.accessible();
  });
});
