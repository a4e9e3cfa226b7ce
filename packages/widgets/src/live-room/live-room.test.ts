import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { PropertyValues } from 'lit';
import { createSimulatedRoom, type SimulatedRoomOptions, type Stage } from '@vitrine/core/providers/simulated/simulated-room.ts';
import type { FlyingBarrage } from '../flying-barrage/flying-barrage.ts';
import { flyingChoice } from './flying-choice.ts';
import { eventOf, part, settle, show } from '../shared/testing.ts';
import './define.ts';
import { LiveRoomElement } from './live-room.ts';

async function setUp(width: number, dir = 'ltr', options: SimulatedRoomOptions = {}, prepare?: (stage: Stage) => void) {
  const { room, stage } = createSimulatedRoom(options);
  prepare?.(stage);
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

  it('hands the shop’s own poster on to the picture', async () => {
    const { room } = createSimulatedRoom({ live: { coverUrl: 'https://shop.example/cover.jpg' } });
    const element = await show<LiveRoomElement>(
      html`<live-room .room=${room}><img slot="poster" src="data:," alt="" /></live-room>`,
    );
    const player = element.shadowRoot!.querySelector('live-player')!;
    expect(element.querySelector('img')!.getBoundingClientRect().width).to.equal(player.getBoundingClientRect().width);
    expect(player.shadowRoot!.querySelector('img')).to.equal(null);
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

  it('keeps host, follow button and viewers in one row, and the button’s place from the beginning', async () => {
    const live = { hostName: 'Maximiliana Featherstonehaugh', title: 'The long evening of everything', audienceCount: 123_456 };
    for (const width of [390, 320]) {
      const { find } = await setUp(width, 'ltr', { live });
      const unknown = await setUp(width, 'ltr', { live }, (stage) => stage.fail('GET /users/*', 'not-found'));
      const button = part(find('follow-button'), 'button')!.getBoundingClientRect();
      const host = find('.host').getBoundingClientRect();
      expect(unknown.find('follow-button').shadowRoot!.querySelector('button')).to.equal(null);
      expect(button.right).to.be.within(host.right - 12, host.right);
      expect(button.left).to.be.greaterThan(find('.names').getBoundingClientRect().right);
      expect(find('.badges').getBoundingClientRect().left).to.be.greaterThan(host.right);
      expect(find('.badges').getBoundingClientRect().right).to.be.lessThan(width - 44);
      for (const place of ['.names', '.badges']) {
        const { left, width: size } = find(place).getBoundingClientRect();
        const before = unknown.find(place).getBoundingClientRect();
        expect([left, size]).to.deep.equal([before.left, before.width]);
      }
    }
  });

  it('leaves a phone’s width to the title, whatever stands beside it', async () => {
    const { find } = await setUp(390, 'ltr', { live: { title: 'Friday evening table', audienceCount: 1280 } });
    const title = find('.names span bdi');
    expect(title.scrollWidth).to.be.at.most(title.clientWidth);
  });

  it('keeps the badges clear of the player’s buttons at every width', async () => {
    for (const width of [320, 390, 600, 700, 1280]) {
      const { element, find } = await setUp(width);
      const badges = find('.badges').getBoundingClientRect();
      const buttons = part(find('live-player'), 'controls')!.getBoundingClientRect();
      expect(badges.right, String(width)).to.be.at.most(buttons.left);
      element.remove();
    }
  });

  it('keeps card and buttons on a screen that is too small for all', async () => {
    const { element, stage, find } = await setUp(320);
    element.style.setProperty('--live-room-height', '500px');
    stage.popUp('p-shirt');
    await settle();
    part(find('product-popup'), 'add')!.click();
    await settle();
    const frame = find('.frame').getBoundingClientRect();
    const popup = find('product-popup').getBoundingClientRect();
    const bar = find('.bar').getBoundingClientRect();
    expect(popup.height).to.be.greaterThan(250);
    expect(bar.bottom).to.be.at.most(frame.bottom);
    expect(popup.bottom).to.be.at.most(bar.top);
    expect(popup.top).to.be.at.least(frame.top);
  });

  it('gives the whole row to whoever writes, until the keyboard reaches a button', async () => {
    const { find } = await setUp(390);
    const width = () => find('barrage-input').getBoundingClientRect().width;
    const gifts = find('[popovertarget="gifts"]');
    expect(width()).to.be.lessThan(150);
    find('barrage-input').focus();
    expect(width()).to.be.greaterThan(330);
    expect(getComputedStyle(gifts).opacity).to.equal('0');
    gifts.focus();
    expect(width()).to.be.lessThan(150);
    expect(getComputedStyle(gifts).opacity).to.equal('1');
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
    // The numbers come once the page is idle.
    await waitUntil(() => find('[popovertarget="cart"]').ariaLabel === 'Your cart: 3', 'an idle page', { timeout: 5000 });
    await waitUntil(() => find('[popovertarget="shelf"]').ariaLabel === 'Products: 5');
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

    await swipe(find('live-player'));
    find('live-player').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    await element.updateComplete;
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

  it('shows the host’s notice on one line, and all of it after a press', async () => {
    const { element, find, room } = await setUp(390);
    await room.liveList.updateLiveInfo({ notice: 'Free shipping tonight. '.repeat(12) });
    await settle();
    const notice = find('[part="notice"]');
    const small = notice.offsetHeight;
    expect(notice.textContent).to.include('Free shipping tonight');
    notice.click();
    await element.updateComplete;
    expect(notice.getAttribute('aria-expanded')).to.equal('true');
    expect(notice.offsetHeight).to.be.greaterThan(small + 20);
    await expect(element).to.be.accessible();

    await room.liveList.updateLiveInfo({ notice: '' });
    await settle();
    expect(find('[part="notice"]')).to.equal(null);
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

  it('keeps the tab key inside an open sheet', async () => {
    const { find } = await setUp(390);
    find('[popovertarget="cart"]').click();
    await settle();
    const sheet = find('#cart');
    sheet.querySelector<HTMLElement>('[data-trap="end"]')!.focus();
    expect(
      sheet.contains(sheet.getRootNode() instanceof ShadowRoot ? (sheet.getRootNode() as ShadowRoot).activeElement : null),
    ).to.equal(true);
    expect((sheet.getRootNode() as ShadowRoot).activeElement!.getAttribute('aria-label')).to.equal('Close');
    sheet.querySelector<HTMLElement>('[data-trap="start"]')!.focus();
    expect((sheet.getRootNode() as ShadowRoot).activeElement!.matches('[data-trap]')).to.equal(false);
  });

  it('gives the focus back to the button that opened a sheet', async () => {
    const { find } = await setUp(390);
    const opener = find('[popovertarget="cart"]');
    opener.focus();
    opener.click();
    await settle();
    find('#cart').hidePopover();
    await settle();
    expect((opener.getRootNode() as ShadowRoot).activeElement === opener).to.equal(true);
  });

  it('moves between its tabs by arrows, Home and End', async () => {
    const { element, find } = await setUp(1280);
    const selected = () => find('[aria-selected="true"]').id;
    const press = async (key: string) => {
      find('.tabs').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      await element.updateComplete;
      return selected();
    };
    expect(await press('ArrowRight')).to.equal('tab-products');
    expect(await press('ArrowLeft')).to.equal('tab-chat');
    expect(await press('End')).to.equal('tab-products');
    expect(await press('Home')).to.equal('tab-chat');
    expect((find('.tabs').getRootNode() as ShadowRoot).activeElement?.id).to.equal('tab-chat');
  });

  it('does not let a long name or title leave the box', async () => {
    for (const width of [320, 390, 1280]) {
      const { room } = createSimulatedRoom({
        live: { hostName: 'A very long name of a host '.repeat(5), title: 'Titleswithoutanyspaceatall'.repeat(5) },
      });
      const box = document.createElement('div');
      box.style.width = `${width}px`;
      const element = await fixture<LiveRoomElement>(html`<live-room .room=${room}></live-room>`, { parentNode: box });
      await settle();
      const host = element.shadowRoot!.querySelector('.host')!.getBoundingClientRect();
      const frame = element.shadowRoot!.querySelector('.player')!.getBoundingClientRect();
      expect(host.right, `${width}`).to.be.lessThan(frame.right - 44);
    }
  });

  describe('lets messages fly over the picture', () => {
    const flyingIn = (find: (selector: string) => HTMLElement | null) => find('flying-barrage') !== null;
    afterEach(() => {
      flyingChoice.wanted = true;
    });

    it('only where the shop wants that', async () => {
      const { element, find } = await setUp(390);
      expect([flyingIn(find), find('[part~="flying"]'), seen(find('barrage-list'))]).to.deep.equal([false, null, true]);
      for (const [mode, flies, lists] of [
        ['flying', true, false],
        ['both', true, true],
        ['off', false, false],
        ['list', false, true],
      ] as const) {
        element.barrageMode = mode;
        await waitUntil(() => flyingIn(find) === flies && seen(find('barrage-list')) === lists, mode);
      }
    });

    it('as they are written, and reads them out where no list does', async () => {
      const { element, stage, find } = await setUp(390);
      element.setAttribute('barrage-mode', 'flying');
      await waitUntil(() => find<FlyingBarrage>('flying-barrage')?.shownCount === 0);
      await settle();
      stage.barrage('Hello');
      await waitUntil(() => find<FlyingBarrage>('flying-barrage').shownCount === 1);
      expect(find<FlyingBarrage>('flying-barrage').announce).to.equal(true);
      await expect(element).to.be.accessible();
    });

    it('until the visitor switches it off, who then gets the list', async () => {
      const { element, find } = await setUp(390);
      element.barrageMode = 'flying';
      await settle();
      expect(find('[part~="flying"]').getAttribute('aria-pressed')).to.equal('true');
      find('[part~="flying"]').click();
      await settle();
      expect(find('[part~="flying"]').getAttribute('aria-pressed')).to.equal('false');
      expect([flyingIn(find), seen(find('barrage-list'))]).to.deep.equal([false, true]);
      const next = await setUp(390);
      next.element.barrageMode = 'flying';
      await settle();
      expect(flyingIn(next.find), 'remembered').to.equal(false);
    });

    it('beside a list that stands next to the picture', async () => {
      const { element, find } = await setUp(1280);
      element.barrageMode = 'flying';
      await settle();
      expect([flyingIn(find), seen(find('barrage-list'))]).to.deep.equal([true, true]);
      expect(find<FlyingBarrage>('flying-barrage').announce).to.equal(false);
    });
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
