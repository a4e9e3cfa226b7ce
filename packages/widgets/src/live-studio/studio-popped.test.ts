import { expect, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom, type SimulatedRoomOptions } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { arrival, eventOf, part, settle, show } from '../shared/testing.ts';
import './define.ts';
import type { LiveStudio } from './live-studio.ts';

async function setUp({ width = 390, ...options }: SimulatedRoomOptions & { width?: number } = {}) {
  const { room, stage } = createSimulatedRoom({ role: 'host', ...options });
  const studio = await show<LiveStudio>(
    html`<live-studio .room=${room} style="inline-size: ${width}px; block-size: 800px"></live-studio>`,
  );
  await waitUntil(() => studio.shadowRoot!.querySelector('live-studio-popped'), 'no studio');
  const popped = studio.shadowRoot!.querySelector('live-studio-popped')!;
  const sees = () => (popped.checkVisibility() ? (part(popped, 'take-down')?.ariaLabel ?? '') : '');
  const popUp = async (id: string) => {
    stage.popUp(id);
    await waitUntil(() => part(popped, 'take-down'), 'nothing popped up');
    await arrival(popped);
  };
  const tab = studio.shadowRoot!.querySelector<HTMLButtonElement>('.tab-queue')!;
  return { room, stage, studio, popped, sees, popUp, tab };
}

describe('<live-studio-popped>', () => {
  it('tells a host with a phone, by eye and by ear, what viewers see', async () => {
    const { studio, popped, sees, popUp } = await setUp();
    expect(sees()).to.equal('');
    await popUp('p-lamp');

    expect(sees()).to.equal('Take down Paper lamp');
    const status = popped.shadowRoot!.querySelector('[role="status"]')!;
    expect(status.textContent).to.equal('Viewers see Paper lamp');
    const { bottom } = popped.getBoundingClientRect();
    const controls = studio.shadowRoot!.querySelector('live-studio-controls')!.getBoundingClientRect();
    expect(bottom).to.be.at.most(controls.top);
    await expect(popped).to.be.accessible();
  });

  it('leaves that to the list of products where it can be seen', async () => {
    const phone = await setUp();
    await phone.popUp('p-lamp');
    phone.tab.click();
    await settle();
    expect(phone.sees()).to.equal('');
    phone.studio.shadowRoot!.querySelector<HTMLButtonElement>('.tab-chat')!.click();
    await settle();
    expect(phone.sees()).to.equal('Take down Paper lamp');

    const wide = await setUp({ width: 1280 });
    await wide.popUp('p-lamp');
    expect(wide.sees()).to.equal('');
  });

  it('takes the product down, and leaves the focus where the next one is chosen', async () => {
    const { studio, popped, sees, popUp, tab } = await setUp();
    await popUp('p-lamp');
    part(popped, 'take-down')!.focus();

    const { productId } = await eventOf(studio, 'live-product-hidden', () => part(popped, 'take-down')!.click());

    expect(productId).to.equal('p-lamp');
    await waitUntil(() => sees() === '');
    expect(studio.shadowRoot!.activeElement === tab).to.equal(true);
  });

  it('says why a product could not be taken down, until another one is there', async () => {
    const { stage, popped, sees, popUp } = await setUp();
    await popUp('p-lamp');
    stage.fail('DELETE /lives/*/popup', 'offline');
    part(popped, 'take-down')!.click();
    const failure = () => popped.shadowRoot!.querySelector('[role="alert"]')!.textContent;
    await waitUntil(() => failure()!.includes('No connection'));
    expect(sees()).to.equal('Take down Paper lamp');

    stage.popUp('p-mug');
    await waitUntil(() => sees() !== 'Take down Paper lamp');
    expect(failure()).to.equal('');
  });

  it('names a product that is not on the shelf as the room told it', async () => {
    const { stage, popped, sees } = await setUp();
    const listing = { goodsId: 'p-gone', goodsName: 'Old clock', price: 4900, serverTs: Date.now(), startTimestamp: Date.now() };
    stage.emit({ type: 'GOODS_ON_SHELF', eventId: 'evt_p-gone', ...listing });
    await waitUntil(() => part(popped, 'take-down'));
    expect(sees()).to.equal('Take down Old clock');
  });
});
