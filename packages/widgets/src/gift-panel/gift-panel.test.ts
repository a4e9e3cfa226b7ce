import { aTimeout, expect } from '@open-wc/testing';
import { html } from 'lit';
import { createSimulatedRoom, type SimulatedRoomOptions } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { eventOf, part, settle, show, textOf } from '../shared/testing.ts';
import './define.ts';
import type { GiftPanel } from './gift-panel.ts';

const sends = (requests: readonly { method: string; path: string; body?: unknown }[]) =>
  requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/gifts')).map(({ body }) => body);

async function setUp(options: SimulatedRoomOptions = {}) {
  const { room, stage } = createSimulatedRoom(options);
  const panel = await show<GiftPanel>(html`<gift-panel .room=${room}></gift-panel>`);
  const gift = (id: string) => panel.shadowRoot!.querySelector<HTMLElement>(`.gift[data-id="${id}"]`)!;
  const press = async (name: string) => {
    part(panel, name)!.click();
    await settle();
  };
  return { room, stage, panel, gift, press };
}

describe('<gift-panel>', () => {
  it('shows where gifts will be while they load', async () => {
    const { room, stage } = createSimulatedRoom();
    stage.hold('GET /lives/*/gifts');
    const panel = await show<GiftPanel>(html`<gift-panel .room=${room}></gift-panel>`);
    const place = panel.shadowRoot!.querySelector('.skeleton')!;
    expect(getComputedStyle(place).backgroundColor).to.not.equal('rgba(0, 0, 0, 0)');
  });

  it('sends the chosen gift as often as chosen, and shows what is left', async () => {
    const { panel, stage, gift, press } = await setUp();
    expect(part<HTMLButtonElement>(panel, 'send')!.disabled).to.equal(true);
    gift('heart').click();
    const count = part<HTMLSelectElement>(panel, 'count')!;
    count.value = '10';
    count.dispatchEvent(new Event('change'));
    await settle();
    const sent = await eventOf(panel, 'live-gift-sent', () => part(panel, 'send')!.click());
    await settle();
    expect(sent.choice).to.include({ giftId: 'heart', count: 10, coins: 50 });
    expect(sends(stage.requests)).to.deep.equal([{ giftId: 'heart', count: 10 }]);
    expect(part(panel, 'balance')!.textContent).to.contain('1,230');
    expect(part(panel, 'combo')).to.not.equal(null);
    await press('combo');
    expect(part(panel, 'combo')!.textContent).to.contain('×20');
  });

  it('takes a double click for one wish, and sums taps on a combo that come while one is on its way', async () => {
    const { panel, stage, gift } = await setUp();
    gift('rose').click();
    await settle();
    const release = stage.hold('POST /lives/*/gifts');
    part(panel, 'send')!.click();
    part(panel, 'send')!.click();
    release();
    await settle();
    expect(sends(stage.requests)).to.deep.equal([{ giftId: 'rose', count: 1 }]);
    const again = stage.hold('POST /lives/*/gifts');
    for (let i = 0; i < 4; i += 1) part(panel, 'combo')!.click();
    await settle();
    again();
    await settle();
    expect(sends(stage.requests).slice(1)).to.deep.equal([
      { giftId: 'rose', count: 1 },
      { giftId: 'rose', count: 3 },
    ]);
  });

  it('lets the shop stop a gift, or send it its own way', async () => {
    const { panel, stage, gift, press } = await setUp();
    gift('rose').click();
    await settle();
    panel.addEventListener('live-before-gift', (event) => event.preventDefault(), { once: true });
    await press('send');
    let done = false;
    panel.addEventListener('live-before-gift', (event) => event.respondWith(Promise.resolve().then(() => (done = true))), {
      once: true,
    });
    await press('send');
    expect(done).to.equal(true);
    expect(sends(stage.requests)).to.deep.equal([]);
    await press('send');
    expect(sends(stage.requests)).to.have.length(1);
  });

  it('says that there are not enough coins, and leads to where there are more', async () => {
    const { panel, stage, gift, press } = await setUp();
    stage.setWallet({ coins: 3 });
    await settle();
    gift('cake').click();
    await settle();
    await press('send');
    expect(textOf(panel)).to.contain('You have not enough coins for this.');
    expect(sends(stage.requests)).to.deep.equal([]);
    panel.shadowRoot!.querySelector<HTMLElement>('.link')!.click();
    await settle();
    await press('package');
    expect(part<HTMLAnchorElement>(panel, 'pay')!.href).to.contain('https://pay.example.com/');
    stage.setWallet({ coins: 103 });
    await settle();
    expect(textOf(panel)).to.contain('100 coins are yours');
  });

  it('opens one payment, however often an answer is lost', async () => {
    const { panel, stage, press } = await setUp();
    await press('balance');
    stage.fail('POST /users/me/wallet/top-ups', 'conflict', 1);
    await press('package');
    expect(textOf(panel)).to.contain('Somebody changed this meanwhile');
    await press('package');
    const keys = stage.requests.filter(({ path }) => path.endsWith('/top-ups')).map(({ idempotencyKey }) => idempotencyKey);
    expect(keys).to.have.length(2);
    expect(keys[0]).to.equal(keys[1]);
  });

  it('locks gifts above the viewer’s level', async () => {
    const { panel, gift } = await setUp();
    panel.shadowRoot!.querySelector<HTMLElement>('.tab[data-id="big"]')!.click();
    await settle();
    gift('crown').click();
    await settle();
    expect(part<HTMLButtonElement>(panel, 'send')!.disabled).to.equal(true);
    expect(textOf(panel)).to.contain('for level 12 and above; yours is 4');
  });

  it('tells guests to sign in, and sends nothing of theirs', async () => {
    const { panel, gift } = await setUp({ role: 'guest' });
    gift('rose').click();
    await settle();
    expect(part<HTMLButtonElement>(panel, 'send')!.disabled).to.equal(true);
    expect(textOf(panel)).to.contain('Sign in at the shop');
  });

  it('says why a gift was refused, and forgets that with the next choice', async () => {
    const { panel, stage, gift, press } = await setUp();
    stage.fail('POST /lives/*/gifts', 'unavailable');
    gift('rose').click();
    await settle();
    await press('send');
    expect(panel.shadowRoot!.querySelector('[role="alert"]')!.textContent).to.contain('not working on our side');
    gift('heart').click();
    await settle();
    expect(panel.shadowRoot!.querySelector('[role="alert"]')).to.equal(null);
  });

  it('is moved through by arrow keys', async () => {
    const { panel, gift } = await setUp();
    gift('rose').focus();
    const key = (name: string) =>
      panel.shadowRoot!.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
    key('ArrowRight');
    await settle();
    expect(panel.shadowRoot!.activeElement).to.equal(gift('heart'));
    expect(gift('heart').getAttribute('aria-checked')).to.equal('true');
    key('End');
    await settle();
    expect(panel.shadowRoot!.activeElement).to.equal(gift('star'));
    expect(panel.shadowRoot!.querySelectorAll('.gift[tabindex="0"]')).to.have.length(1);
  });

  it('says when there are no gifts, or they cannot be read, and tries again', async () => {
    const { room, stage } = createSimulatedRoom();
    stage.fail('GET /lives/*/gifts', 'offline', 1);
    const panel = await show<GiftPanel>(html`<gift-panel .room=${room}></gift-panel>`);
    expect(textOf(panel)).to.contain('The gifts could not be loaded');
    await expect(panel).to.be.accessible();
    stage.setGifts([]);
    panel.shadowRoot!.querySelector('button')!.click();
    await settle();
    expect(textOf(panel)).to.contain('This shop has no gifts yet.');
  });

  it('is accessible while choosing, in a combo and while getting coins', async () => {
    const { panel, gift, press } = await setUp();
    gift('rose').click();
    // The button takes on its colour.
    await aTimeout(300);
    await expect(panel).to.be.accessible();
    await press('send');
    await expect(panel).to.be.accessible();
    await press('balance');
    await expect(panel).to.be.accessible();
  });
});
