import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { PropertyValues } from 'lit';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { eventOf, part, settle, show } from '../shared/testing.ts';
import { seen, setUp } from './room-testing.ts';
import { LiveRoomElement } from './live-room.ts';

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

  it('hands the shop’s own poster on to the picture', async () => {
    const { room } = createSimulatedRoom({ live: { coverUrl: 'https://shop.example/cover.jpg' } });
    const element = await show<LiveRoomElement>(
      html`<live-room .room=${room}><img slot="poster" src="data:," alt="" /></live-room>`,
    );
    const player = element.shadowRoot!.querySelector('live-player')!;
    expect(element.querySelector('img')!.getBoundingClientRect().width).to.equal(player.getBoundingClientRect().width);
    expect(player.shadowRoot!.querySelector('img')).to.equal(null);
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

  it('shares the show, or copies its link and says so', async () => {
    const { find } = await setUp(390);
    const shared: unknown[] = [];
    const { clipboard } = navigator;
    let able = true;
    Object.assign(navigator, { canShare: () => able, share: async (data: unknown) => void shared.push(data) });
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => void copied.push(text) },
    });
    try {
      find('.share').click();
      await settle();
      expect(shared).to.deep.equal([{ title: 'Friday evening table', url: location.href }]);
      expect(find('.toast').textContent).to.equal('');

      able = false;
      find('.share').click();
      await settle();
      expect(copied).to.deep.equal([location.href]);
      expect(find('.toast').textContent).to.equal('The link is copied.');
    } finally {
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    }
  });

  it('that was on the page before its code shows the picture first, then what lies over it, then its sheets', async () => {
    const { room } = createSimulatedRoom();
    const element = (await fixture(html`<late-live-room></late-live-room>`)) as LiveRoomElement;
    const there = (): string[] => ['live-player', '.bar', '#shelf'].filter((piece) => element.shadowRoot?.querySelector(piece));
    const seenAt: string[] = [];
    customElements.define(
      'late-live-room',
      class extends LiveRoomElement {
        protected override updated(changed: PropertyValues<this>): void {
          super.updated(changed);
          seenAt.push(there().join(' '));
        }
      },
    );
    element.room = room;
    await waitUntil(() => there().length === 3);
    expect([...new Set(seenAt)]).to.deep.equal(['live-player', 'live-player .bar', 'live-player .bar #shelf']);
    const bag = element.shadowRoot!.querySelector<HTMLElement>('[popovertarget=shelf]')!;
    bag.click();
    expect(element.shadowRoot!.querySelector('#shelf')!.matches(':popover-open')).to.equal(true);
  });
});
