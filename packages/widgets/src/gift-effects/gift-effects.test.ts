import { expect, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { arrival, part, settle, show, textOf } from '../shared/testing.ts';
import './define.ts';
import { effectOf } from './effect-url.ts';
import type { GiftEffects } from './gift-effects.ts';

async function setUp() {
  const { room, stage } = createSimulatedRoom();
  const element = await show<GiftEffects>(html`<gift-effects .room=${room}></gift-effects>`);
  const banners = () =>
    [...element.shadowRoot!.querySelectorAll('.banner')].map((one) => one.textContent!.replaceAll(/\s+/g, ' ').trim());
  return { room, stage, element, banners };
}

describe('<gift-effects>', () => {
  it('names who sent what, two at a time, and counts combos up in their place', async () => {
    const { stage, banners } = await setUp();
    stage.gift('rose', 2);
    stage.gift('rose', 3);
    stage.gift('heart', 1, { userId: 'u2', userName: 'Bao' });
    stage.gift('coffee', 1, { userId: 'u3', userName: 'Carlos' });
    await settle();
    expect(banners()).to.deep.equal(['Ann sent Rose ×5', 'Bao sent Heart ×1']);
  });

  it('plays one effect at a time, and none for what is small', async () => {
    const { stage, element } = await setUp();
    stage.gift('rose');
    await settle();
    expect(part(element, 'effect')).to.equal(null);
    stage.gift('cake');
    stage.gift('star');
    stage.gift('cake', 1, { userId: 'u2', userName: 'Bao' });
    await settle();
    expect(element.shadowRoot!.querySelectorAll('[part="effect"]')).to.have.length(1);
  });

  it('draws an effect where its file cannot be played', async () => {
    const { stage, element } = await setUp();
    stage.gift('rocket');
    await waitUntil(() => element.shadowRoot!.querySelector('.drawn'), 'nothing is drawn', { timeout: 8_000 });
  });

  it('writes one row a combo into the messages, on this page alone', async () => {
    const { stage, room, element } = await setUp();
    await show(html`<gift-effects .room=${room}></gift-effects>`);
    for (let i = 0; i < 5; i += 1) stage.gift('rose');
    const written = () => room.barrage.messageList.filter(({ businessID }) => businessID === 'live_gift');
    await waitUntil(() => written().length > 0, 'no row', { timeout: 8_000 });
    await settle();
    const rows = written();
    expect(rows.map(({ messageType, textContent }) => [messageType, textContent])).to.deep.equal([['tip', 'Ann sent Rose ×5']]);
    expect(stage.sent).to.deep.equal([]);
    expect(textOf(element)).to.contain('×5');
  });

  it('does not play what came long ago', async () => {
    const { stage, banners } = await setUp();
    const now = Date.now();
    stage.gift('rose');
    await settle();
    expect(banners()).to.have.length(1);
    const total = { totalGiftsSent: 1, totalGiftCoins: 66, totalUniqueGiftSenders: 1 };
    const old = { giftId: 'cake', giftName: 'Cake', giftCount: 1, giftValue: 66, senderId: 'x', senderName: 'X' };
    stage.emit({ type: 'live_gift', ts: now - 60_000, ...old, comboId: 'old', comboCount: 1, total });
    await settle();
    expect(banners()).to.have.length(1);
  });

  it('is accessible, takes no clicks, and leaves nothing behind', async () => {
    const { stage, element, room } = await setUp();
    stage.gift('cake');
    await settle();
    await arrival(element);
    await expect(element).to.be.accessible();
    expect(getComputedStyle(element).pointerEvents).to.equal('none');
    element.remove();
    room.close();
    stage.gift('cake');
    await settle();
    expect(part(element, 'banner')?.isConnected ?? false).to.equal(false);
  });
});

describe('effects of gifts', () => {
  const server = 'http://localhost:8787';
  it('come over https or from the server itself, and are drawings or videos', () => {
    expect(effectOf('https://cdn.example/rocket.json?v=2', server)?.kind).to.equal('lottie');
    expect(effectOf('https://cdn.example/rocket.lottie', server)?.kind).to.equal('lottie');
    expect(effectOf('https://cdn.example/rocket.MP4', server)?.kind).to.equal('video');
    expect(effectOf(`${server}/embed/gifts/rocket.json`, server)?.kind).to.equal('lottie');
    for (const url of [
      undefined,
      '',
      'http://cdn.example/rocket.json',
      'https://user@cdn.example/rocket.json',
      'https://cdn.example/rocket.html',
      'https://cdn.example/rocket.js',
      'javascript:alert(1)//rocket.json',
      'data:application/json,{}',
      'blob:https://cdn.example/rocket.json',
      'rocket.json',
    ]) {
      expect(effectOf(url, server), url).to.equal(undefined);
    }
  });
});
