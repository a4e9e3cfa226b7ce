import { aTimeout, expect, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { deep } from '../shared/story.ts';
import { settle, show } from '../shared/testing.ts';
import { busyRoom, fillDesk, hardProducts, sell } from './console.story.ts';
import { asked, find, one, press, setUp } from './console-testing.ts';
import type { LiveConsole } from './live-console.ts';

const sections = (element: LiveConsole): string[] =>
  [...element.shadowRoot!.querySelectorAll('nav button')].map(({ textContent }) => textContent.trim());

describe('<live-console>', () => {
  it('shows to each what their role allows, and says why where that is nothing', async () => {
    const admin = await setUp();
    await find(admin.element, 'nav button');
    expect(sections(admin.element)).to.have.length(11);
    const moderator = await setUp('', '', { role: 'moderator' });
    await find(moderator.element, 'nav button');
    expect(sections(moderator.element)).to.deep.equal(['Room']);
    const host = await setUp('', '', { role: 'host' });
    await find(host.element, 'nav button');
    expect(sections(host.element)).to.deep.equal(['Room', 'Commission']);
    const viewer = await setUp('orders', '', { role: 'viewer' });
    expect((await find(viewer.element, '[role="alert"]')).textContent).to.include('There is nothing here for this account.');
    expect(asked(viewer, 'GET', /^\/orders/)).to.deep.equal([]);
  });

  it('lets in a viewer whom the host appoints, while they look', async () => {
    const { element, stage, room } = await setUp('', '', { role: 'viewer' });
    await find(element, '[role="alert"]');
    stage.emit({ type: 'member.appointed', userId: room.login.loginUserInfo!.userId });
    await find(element, 'live-console-room');
  });

  it('tells the page of sections and filters, and follows it there', async () => {
    const { element } = await setUp('orders');
    const told: string[] = [];
    element.addEventListener('live-section-changed', (event) => told.push(`${event.section}?${event.filters}`));
    await press(element, 'To be shipped', 'Words');
    expect(told).to.deep.equal(['orders?show=paid', 'words?']);
    element.section = 'orders';
    element.filters = 'show=shipped';
    await settle();
    expect((await find(element, '.chip[aria-pressed="true"]')).textContent).to.equal('Shipped');
  });

  it('keeps the chosen section and view in sight where their rows scroll, and leaves the page alone', async () => {
    const { room } = createSimulatedRoom({ role: 'admin' });
    const below = await show<HTMLElement>(
      html`<div style="inline-size: 390px; padding-block-start: 3000px">
        <live-console .room=${room} section="webhooks"></live-console>
      </div>`,
    );
    const element = below.querySelector('live-console')!;
    const sees = async (selector: string) => {
      const chosen = await find(element, selector);
      const { left, right } = chosen.getBoundingClientRect();
      const row = chosen.closest('nav, .chips')!.getBoundingClientRect();
      return left >= row.left - 1 && right <= row.right + 1;
    };
    expect(await sees('nav [aria-current]'), 'the section').to.equal(true);
    for (const [section, filters, text] of [
      ['room', 'view=log', 'Log'],
      ['orders', 'show=strays', 'Unknown payments'],
    ] as const) {
      Object.assign(element, { section, filters });
      await waitUntil(() => one(element, '.chip[aria-pressed="true"]')?.textContent.trim() === text, text, { timeout: 5000 });
      expect(await sees('.chip[aria-pressed="true"]'), text).to.equal(true);
    }
    expect(scrollY, 'how far the page scrolled').to.equal(0);
    element.section = 'webhooks';
    await waitUntil(() => one(element, 'nav [aria-current]')?.textContent.trim() === 'Webhooks');
    for (const width of ['1200px', '390px']) {
      below.style.inlineSize = width;
      await aTimeout(50);
    }
    expect(await sees('nav [aria-current]'), 'the section of a turned phone').to.equal(true);
  });

  for (const section of ['products', 'orders']) {
    it(`leaves no column of the ${section} out of sight, however long names and prices are`, async () => {
      const { element } = await setUp(section, '', { role: 'admin', products: hardProducts }, (scene) =>
        sell(scene, 'Wolfeschlegelsteinhausenbergerdorff the Younger'),
      );
      await find(element, 'td');
      const [scroller] = deep(element.shadowRoot!, '.section') as HTMLElement[];
      for (const width of [320, 390, 780, 900, 1024, 1280]) {
        element.style.inlineSize = `${width}px`;
        expect(scroller!.scrollWidth, `${width} px`).to.be.at.most(scroller!.clientWidth);
        const [row] = deep(element.shadowRoot!, 'tbody tr') as HTMLElement[];
        const main = row!.querySelector('td')!.getBoundingClientRect();
        expect(main.width, `the name at ${width} px`).to.be.at.least(150);
      }
    });
  }

  it('says to an admin, too, that there is no such show, and leaves the back office open', async () => {
    const { element } = await setUp('room', '', { role: 'admin' }, ({ stage }) => stage.fail('GET /lives/*', 'not-found'));
    expect((await find(element, '.screen')).textContent).to.include('no such show');
    await expect(element).to.be.accessible();
    await press(element, 'Words');
    expect((await find(element, 'h2')).textContent).to.equal('Words');
    expect(one(element, '.screen')).to.equal(undefined);
  });

  it('keeps a chosen view in sight as counts grow before it, until somebody scrolls the row', async () => {
    const { room, stage } = createSimulatedRoom({ role: 'moderator' });
    const element = await show<LiveConsole>(
      html`<live-console .room=${room} section="room" filters="view=log" style="inline-size: 390px"></live-console>`,
    );
    const chosen = await find(element, '.chip[aria-pressed="true"]');
    const row = chosen.closest('.chips')!;
    const seen = () => chosen.getBoundingClientRect().right <= row.getBoundingClientRect().right + 1;
    expect(seen(), 'at first').to.equal(true);
    busyRoom({ room, stage });
    await waitUntil(() => one(element, '.count'), 'no count', { timeout: 5000 });
    expect(seen(), 'beside counts').to.equal(true);
    row.scrollLeft = 0;
    stage.moderators({ held: [], reports: [] });
    await waitUntil(() => !one(element, '.count'), 'still a count', { timeout: 5000 });
    expect(row.scrollLeft).to.equal(0);
  });

  for (const [section, filters, act] of [
    ['words', '', 'Take knockoff off the list'],
    ['people', 'user=u-bao', 'Save'],
  ] as const) {
    it(`says what was done at the foot of ${section}, not where the content ends`, async () => {
      const { element } = await setUp(section, filters, { role: 'admin' }, fillDesk);
      await press(element, act);
      element.style.blockSize = '1400px';
      const toast = await find(element, '.toast');
      await waitUntil(() => toast.getAnimations().length === 0);
      const { bottom } = element.getBoundingClientRect();
      expect(bottom - toast.getBoundingClientRect().bottom).to.be.within(8, 40);
    });
  }

  it('grows with its section where a page wants no height of its own', async () => {
    const { element } = await setUp('words', '', { role: 'admin' }, fillDesk);
    await find(element, 'td');
    element.style.blockSize = 'auto';
    const [section] = deep(element.shadowRoot!, '.section') as HTMLElement[];
    expect(section!.clientHeight).to.equal(section!.scrollHeight);
    expect(section!.clientHeight).to.be.greaterThan(300);
  });

  for (const section of [
    'room',
    'orders',
    'products',
    'import',
    'commission',
    'attribution',
    'words',
    'rules',
    'log',
    'webhooks',
  ]) {
    it(`is accessible with ${section} open`, async () => {
      const { element } = await setUp(section, '', { role: 'admin' }, async (scene) => {
        fillDesk(scene);
        await sell(scene);
        busyRoom(scene);
      });
      await find(element, `.section > :is(live-console-${section}, live-console-shop-${section})`);
      await settle();
      await expect(element).to.be.accessible();
    });
  }
});
