import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { eventOf, part, settle, show } from '../shared/testing.ts';
import './define.ts';
import type { LiveRoomElement } from './live-room.ts';

async function setUp(width: number, dir = 'ltr') {
  const { room, stage } = createSimulatedRoom();
  const box = document.createElement('div');
  box.style.width = `${width}px`;
  box.dir = dir;
  const element = await fixture<LiveRoomElement>(html`<live-room .room=${room}></live-room>`, { parentNode: box });
  await settle();
  await settle();
  return {
    room,
    stage,
    element,
    find: <T extends HTMLElement>(selector: string) => element.shadowRoot!.querySelector<T>(selector)!,
  };
}
const seen = (element: Element) => element.checkVisibility() && element.getBoundingClientRect().width > 0;

describe('<live-room>', () => {
  it('gives its room to what it renders and to what stands inside it', async () => {
    const { room } = createSimulatedRoom();
    const element = await show<LiveRoomElement>(
      html`<live-room .room=${room}><like-button slot="middle"></like-button></live-room>`,
    );
    expect(element.querySelector('like-button')!.room === room).to.equal(true);
    expect(element.shadowRoot!.querySelector('live-player')!.room === room).to.equal(true);
    expect(element.shadowRoot!.querySelector('live-cart')!.room === room).to.equal(true);
  });

  it('fills a narrow box with the picture and lays chat and card over it', async () => {
    const { stage, find } = await setUp(390);
    stage.popUp('p-lamp');
    await settle();
    const player = find('live-player').getBoundingClientRect();
    const chat = find('barrage-list').getBoundingClientRect();
    expect(player.width).to.equal(390);
    expect(player.height).to.be.greaterThan(400);
    expect(chat.bottom).to.be.lessThan(player.bottom);
    expect(seen(find('product-popup'))).to.equal(true);
    expect(seen(find('.tabs'))).to.equal(false);
    expect(seen(find('product-shelf'))).to.equal(false);
  });

  it('puts chat and products beside the picture in a wide box', async () => {
    const { element, find } = await setUp(1280);
    expect(find('live-player').getBoundingClientRect().width).to.equal(920);
    expect(seen(find('barrage-list'))).to.equal(true);
    find('#tab-products').click();
    await element.updateComplete;
    expect(seen(find('product-shelf'))).to.equal(true);
    expect(seen(find('barrage-list'))).to.equal(false);
  });

  it('is accessible, narrow and wide, from either side', async () => {
    for (const [width, dir] of [
      [390, 'ltr'],
      [1280, 'rtl'],
    ] as const) {
      const { stage, element } = await setUp(width, dir);
      stage.popUp('p-shirt');
      stage.barrage('Hello');
      await settle();
      await expect(element).to.be.accessible();
      element.remove();
    }
  });

  it('opens products and cart as sheets that leave the picture visible', async () => {
    const { find } = await setUp(390);
    find('[popovertarget="shelf"]').click();
    await settle();
    const sheet = find('#shelf');
    expect(sheet.matches(':popover-open')).to.equal(true);
    expect(seen(find('product-shelf'))).to.equal(true);
    const frame = find('.frame').getBoundingClientRect();
    await waitUntil(() => Math.abs(sheet.offsetWidth - frame.width) < 1);
    const visible = Math.min(innerHeight, frame.bottom) - Math.max(0, frame.top);
    expect(sheet.offsetHeight).to.be.closeTo(visible * 0.7, 2);

    find('[popovertarget="cart"]').click();
    await settle();
    expect(find('#cart').matches(':popover-open')).to.equal(true);
    expect(sheet.matches(':popover-open')).to.equal(false);
  });

  it('shows how many products and pieces there are', async () => {
    const { room, find } = await setUp(390);
    await room.cart.add('s-lamp', 3);
    await settle();
    expect(find('[popovertarget="cart"]').ariaLabel).to.equal('Your cart: 3');
    expect(find('[popovertarget="shelf"]').ariaLabel).to.equal('Products: 5');
  });

  it('clears the picture by a swipe, and brings everything back by another', async () => {
    const { element, find } = await setUp(390);
    const swipe = async (target: Element) => {
      const touch = (clientX: number) => new Touch({ identifier: 1, target, clientX, clientY: 300 });
      target.dispatchEvent(
        new TouchEvent('touchstart', { touches: [touch(300)], changedTouches: [touch(300)], bubbles: true, composed: true }),
      );
      target.dispatchEvent(
        new TouchEvent('touchend', { touches: [], changedTouches: [touch(100)], bubbles: true, composed: true }),
      );
      await element.updateComplete;
    };
    const hidden = () => getComputedStyle(find('.bar')).visibility === 'hidden';
    await swipe(find('live-player'));
    expect(hidden()).to.equal(true);
    await swipe(find('live-player'));
    expect(hidden()).to.equal(false);
    await swipe(find('live-cart'));
    expect(hidden()).to.equal(false);
  });

  it('takes the player’s keys anywhere but in a field', async () => {
    const { find } = await setUp(390);
    const player = find<HTMLElementTagNameMap['live-player']>('live-player');
    const press = (target: Element) =>
      target.dispatchEvent(new KeyboardEvent('keydown', { key: 'm', bubbles: true, composed: true }));
    press(find('barrage-list'));
    expect(player.muted).to.equal(true);
    press(find('barrage-input').shadowRoot!.querySelector('input')!);
    expect(player.muted).to.equal(true);
  });

  it('shows only why, where the show cannot be shown', async () => {
    const { room, stage } = createSimulatedRoom({ state: 'connecting' });
    stage.fail('GET /lives/*', 'not-found');
    await room.liveList.joinLive();
    const element = await show<LiveRoomElement>(html`<live-room .room=${room}></live-room>`);
    expect(element.shadowRoot!.querySelector('barrage-input')).to.equal(null);
    await expect(element).to.be.accessible();
  });

  it('lets parts be replaced', async () => {
    const { room } = createSimulatedRoom();
    const element = await show<LiveRoomElement>(html`<live-room .room=${room}><p slot="chat">My chat</p></live-room>`);
    expect(seen(element.querySelector('p')!)).to.equal(true);
    expect(part(element, 'frame')!.querySelector('barrage-list')!.checkVisibility()).to.equal(false);
  });

  it('lets events of the shop’s interest out', async () => {
    const { stage, element, find } = await setUp(390);
    stage.popUp('p-lamp');
    await settle();
    const { addition } = await eventOf(element, 'live-added-to-cart', () => part(find('product-popup'), 'add')!.click());
    expect(addition.productId).to.equal('p-lamp');
  });
});
