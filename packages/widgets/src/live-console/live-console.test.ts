import { aTimeout, expect, fixtureCleanup, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom, type SimulatedRoomOptions } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { sampleAudience, sampleProducts } from '@vitrine/core/providers/simulated/sample-shop.ts';
import { HOSTILE_URLS } from '@vitrine/core/testing/hostile-urls.ts';
import { NAUGHTY_STRINGS } from '@vitrine/core/testing/naughty-strings.ts';
import { expectInert, expectVerbatim, setTrap, texts } from '../shared/hostile-testing.ts';
import { deep } from '../shared/story.ts';
import { settle, show } from '../shared/testing.ts';
import { busyRoom, fillDesk, hardProducts, sell } from './console.story.ts';
import './define.ts';
import type { LiveConsole } from './live-console.ts';

const one = <T extends HTMLElement = HTMLElement>(root: Element, selector: string): T | undefined =>
  deep(root.shadowRoot!, selector).find((element) => element.checkVisibility()) as T | undefined;

/** Waits for the first visible element that fits. */
async function find<T extends HTMLElement = HTMLElement>(root: Element, selector: string): Promise<T> {
  await waitUntil(() => one(root, selector), `there is no ${selector}`, { timeout: 5000 });
  return one<T>(root, selector)!;
}
/** The visible button or link that says this, or is called so. */
async function button(root: Element, name: string | RegExp): Promise<HTMLButtonElement> {
  const fits = (element: HTMLElement) => {
    const text = (element.ariaLabel ?? element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
    return typeof name === 'string' ? text === name : name.test(text);
  };
  const all = () => deep(root.shadowRoot!, 'button').filter((element) => element.checkVisibility() && fits(element));
  await waitUntil(() => all().length > 0, `there is no button ${name}`, { timeout: 5000 });
  return all()[0] as HTMLButtonElement;
}
const press = async (root: Element, ...names: (string | RegExp)[]): Promise<void> => {
  for (const name of names) {
    (await button(root, name)).click();
    await settle();
  }
};
const said = (root: Element): string =>
  deep(root.shadowRoot!, '.toast')
    .map(({ textContent }) => textContent)
    .join(' ');
const type = (field: HTMLInputElement | HTMLTextAreaElement, value: string): void => {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
};
const rows = (root: Element): string[] =>
  deep(root.shadowRoot!, 'tbody tr').map(({ textContent }) => textContent.replaceAll(/\s+/g, ' ').trim());

async function setUp(
  section = '',
  filters = '',
  options: SimulatedRoomOptions = { role: 'admin' },
  act = (_scene: ReturnType<typeof createSimulatedRoom>): unknown => undefined,
) {
  const scene = createSimulatedRoom(options);
  await act(scene);
  const element = await show<LiveConsole>(
    html`<live-console .room=${scene.room} section=${section} filters=${filters} style="block-size: 700px"></live-console>`,
  );
  return { ...scene, element };
}
const sections = (element: LiveConsole): string[] =>
  [...element.shadowRoot!.querySelectorAll('nav button')].map(({ textContent }) => textContent.trim());
const asked = ({ stage }: Pick<ReturnType<typeof createSimulatedRoom>, 'stage'>, method: string, path: RegExp) =>
  stage.requests.filter((request) => request.method === method && path.test(request.path));

describe('<live-console>', () => {
  afterEach(() => fixtureCleanup());

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

  it('marks what a wide room shows beside its chat, and on a narrow one the chat', async () => {
    const { element } = await setUp('room', '', { role: 'moderator' });
    const pressed = () => one(element, '.chip[aria-pressed="true"]')?.textContent.trim();
    element.style.inlineSize = '1200px';
    await waitUntil(() => pressed() === 'Waiting');
    element.style.inlineSize = '390px';
    await waitUntil(() => pressed() === 'Chat');
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

describe('the room', () => {
  afterEach(() => fixtureCleanup());

  it('mutes with two taps, and takes it back with one', async () => {
    const scene = await setUp('room', '', { role: 'moderator' }, busyRoom);
    await press(scene.element, /^Act on Carlos/, 'Mute for 10 minutes');
    const [mute] = asked(scene, 'POST', /\/members\/u-carlos\/mute$/);
    expect(mute?.body).to.deep.equal({ seconds: 600, reason: undefined });
    expect(said(scene.element)).to.include('Carlos is muted');
    await press(scene.element, 'Undo');
    expect(asked(scene, 'POST', /\/mute$/).at(-1)?.body).to.include({ seconds: 0 });
  });

  it('bans with a reason for the log', async () => {
    const scene = await setUp('room', '', { role: 'moderator' }, busyRoom);
    await press(scene.element, /^Act on Carlos/);
    (await find<HTMLInputElement>(scene.element, '[name="reason"]')).value = ' Advertising ';
    await press(scene.element, 'Ban for 1 day');
    expect(asked(scene, 'POST', /\/ban$/)[0]?.body).to.deep.equal({ seconds: 86_400, reason: 'Advertising' });
  });

  it('removes and pins a message', async () => {
    const { element, room } = await setUp('room', '', { role: 'moderator' }, busyRoom);
    await press(element, /^Act on Ann/, 'Pin');
    expect(room.barrage.pinnedMessage?.text).to.equal('Does the lamp come with a bulb?');
    await press(element, /^Act on Carlos/, 'Remove message');
    expect(room.barrage.messageList.some(({ textContent }) => textContent?.startsWith('CHEAP'))).to.equal(false);
  });

  it('says so where the server refuses, and the act can be tried again', async () => {
    const { element, stage } = await setUp('room', '', { role: 'moderator' }, busyRoom);
    stage.fail('POST /lives/*/mute', 'forbidden');
    await press(element, /^Act on Ann/, 'Mute for 1 hour');
    expect(said(element)).to.include('You are not allowed to do this here.');
    await button(element, /^Act on Ann/);
  });

  it('offers neither muting nor banning of the host, and appointing only to who may', async () => {
    const host = { userId: 'host-1', userName: 'Mira', role: 'host' } as const;
    const { element } = await setUp('room', '', { role: 'moderator' }, ({ stage }) => {
      stage.barrage('Welcome!', host);
      stage.barrage('Hello', sampleAudience[0]);
    });
    await press(element, /^Act on Mira/);
    expect(one(element, '[aria-label^="Mute"]')).to.equal(undefined);
    await press(element, 'Close', /^Act on Ann/);
    await button(element, 'Mute for 1 hour');
    expect(deep(element.shadowRoot!, 'button').some(({ textContent }) => textContent.includes('Make administrator'))).to.equal(
      false,
    );
  });

  it('shows and rejects what waits, and closes reports', async () => {
    const { element, room } = await setUp('room', 'view=waiting', { role: 'moderator' }, busyRoom);
    await press(element, /^Show Is this/);
    expect(room.barrage.messageList.some(({ textContent }) => textContent?.startsWith('Is this'))).to.equal(true);
    await press(element, /^Reject Better/);
    await find(element, '.notice');
    await press(element, /^Reports/, 'Done with it');
    expect((await find(element, '.notice')).textContent).to.include('No open reports');
  });

  it('changes rules one at a time, and goes back to the shop’s', async () => {
    const { element, room } = await setUp('room', 'view=rules', { role: 'moderator' });
    const slow = await find<HTMLInputElement>(element, '[name="slowModeSeconds"]');
    slow.value = '30';
    slow.dispatchEvent(new Event('change'));
    await settle();
    expect(room.barrage.chatRules.slowModeSeconds).to.equal(30);
    await press(element, 'Undo');
    await press(element, 'Save the notice');
  });

  it('refuses a number that is out of bounds before the server has to', async () => {
    const scene = await setUp('room', 'view=rules', { role: 'moderator' });
    const slow = await find<HTMLInputElement>(scene.element, '[name="slowModeSeconds"]');
    slow.value = '99999';
    slow.dispatchEvent(new Event('change'));
    await settle();
    expect(asked(scene, 'PUT', /moderation$/)).to.deep.equal([]);
  });

  it('shows the rule that is in force where the server refuses another', async () => {
    const { element, stage } = await setUp('room', 'view=rules', { role: 'moderator' });
    const approval = await find<HTMLInputElement>(element, '[name="approval"]');
    const slow = one<HTMLInputElement>(element, '[name="slowModeSeconds"]')!;
    const before = slow.value;
    stage.fail('PUT /lives/*/moderation', 'offline');
    approval.click();
    slow.value = '30';
    slow.dispatchEvent(new Event('change'));
    await waitUntil(() => !approval.checked && slow.value === before);
  });

  it('lets a muted person write again', async () => {
    const { element, room } = await setUp('room', 'view=people', { role: 'moderator' }, ({ room: { audience } }) =>
      audience.disableSendMessage('u-carlos', true, 60),
    );
    await press(element, 'Let write: Carlos');
    await waitUntil(() => room.audience.messageBannedUserList.length === 0);
  });
});

describe('orders', () => {
  afterEach(() => fixtureCleanup());

  it('ships and delivers', async () => {
    const { element } = await setUp('orders', 'show=paid', { role: 'admin' }, sell);
    (await find(element, 'td .link')).click();
    await press(element, 'Ship…');
    (await find<HTMLInputElement>(element, '[name="carrier"]')).value = 'DHL';
    (await find<HTMLInputElement>(element, '[name="tracking"]')).value = '0034';
    (await find<HTMLInputElement>(element, '[name="url"]')).value = 'https://dhl.example/0034';
    await press(element, 'Note the parcel', 'It has arrived');
    expect((await find(element, '.head .state')).textContent).to.equal('Delivered');
    expect((await find<HTMLAnchorElement>(element, '.parcels a')).href).to.equal('https://dhl.example/0034');
  });

  it('refunds what the buyer asks for, by line, once', async () => {
    const scene = await setUp('orders', 'show=refund', { role: 'admin' }, sell);
    (await find(scene.element, 'td .link')).click();
    await press(scene.element, 'Give it back…');
    const way = await find<HTMLInputElement>(scene.element, '[name="way"]:checked');
    expect((way.getRootNode() as ShadowRoot).activeElement, 'what has the focus').to.equal(way);
    (await find<HTMLInputElement>(scene.element, '[name="restock"]')).click();
    await press(scene.element, 'Give it back');
    const [refund, ...others] = asked(scene, 'POST', /\/refund$/);
    expect(others).to.deep.equal([]);
    expect(refund?.body).to.deep.equal({ lines: [{ skuId: 's-lamp', quantity: 1 }], restock: true });
    expect(refund?.idempotencyKey).to.have.length.greaterThan(10);
    expect((await find(scene.element, 'table')).textContent).to.match(/Given back\s+\$59\.00/);
  });

  it('gives money back once, though the first answer was lost, and says that it may have gone already', async () => {
    const scene = await setUp('orders', 'show=refund', { role: 'admin' }, sell);
    const found = scene.stage.lose('POST /orders/*/refund');
    (await find(scene.element, 'td .link')).click();
    await press(scene.element, 'Give it back…', 'Give it back');
    await waitUntil(() => said(scene.element).includes('may be on its way'));
    found();
    await waitUntil(() => one(scene.element, 'table')?.textContent.includes('Given back'));
    await press(scene.element, 'Give money back…');
    (await find<HTMLInputElement>(scene.element, '[value="amount"]')).click();
    (await find<HTMLInputElement>(scene.element, 'input[name="amount"]')).value = '20.50';
    await press(scene.element, 'Give it back');
    await waitUntil(() => said(scene.element).includes('had arrived'));
    expect((await find(scene.element, 'table')).textContent).to.match(/Given back\s+\$59\.00/);
  });

  it('shows what is on its way back, and gives no more than is left beside it', async () => {
    const scene = await setUp('orders', 'show=refund', { role: 'admin' }, async (made) => {
      await sell(made);
      made.stage.desk.refundsWait = true;
    });
    (await find(scene.element, 'td .link')).click();
    await press(scene.element, 'Give it back…', 'Give it back');
    await waitUntil(() => one(scene.element, 'table')?.textContent.match(/On its way back\s+\$59\.00/));
    expect(one(scene.element, 'table')!.textContent).not.to.include('Given back');
    await press(scene.element, 'Give money back…');
    expect((await find(scene.element, 'dialog')).textContent).to.include('All that is left: $75.80');
    (await find<HTMLInputElement>(scene.element, '[value="amount"]')).click();
    (await find<HTMLInputElement>(scene.element, 'input[name="amount"]')).value = '75.81';
    (await button(scene.element, 'Give it back')).click();
    expect((await find(scene.element, 'dialog .error')).textContent).to.include('more than is left');
  });

  it('takes no amount that is none, or more than is left', async () => {
    const scene = await setUp('orders', 'show=refund', { role: 'admin' }, sell);
    (await find(scene.element, 'td .link')).click();
    await press(scene.element, 'Give it back…');
    (await find<HTMLInputElement>(scene.element, '[value="amount"]')).click();
    for (const text of ['', '-1', '1.234', '1e3', 'NaN', '999.01', ...NAUGHTY_STRINGS.slice(0, 40)]) {
      (await find<HTMLInputElement>(scene.element, 'input[name="amount"]')).value = text;
      (await button(scene.element, 'Give it back')).click();
    }
    expect((await find(scene.element, 'dialog .error')).textContent).to.match(/amount|left/);
    expect(asked(scene, 'POST', /\/refund$/)).to.deep.equal([]);
    (await find<HTMLInputElement>(scene.element, 'input[name="amount"]')).value = '20.50';
    await press(scene.element, 'Give it back');
    expect(asked(scene, 'POST', /\/refund$/)[0]?.body).to.deep.equal({ amount: 2050, restock: false });
  });

  it('declines with an answer, and takes a mark off', async () => {
    const scene = await setUp('orders', 'show=refund', { role: 'admin' }, sell);
    (await find(scene.element, 'td .link')).click();
    await press(scene.element, 'Decline…');
    (await find<HTMLTextAreaElement>(scene.element, '[name="answer"]')).value = 'It was worn.';
    await press(scene.element, 'Decline');
    await waitUntil(() => one(scene.element, '.card')?.textContent.includes('You declined'));
    await press(scene.element, 'All orders', 'Does not add up');
    (await find(scene.element, 'td .link')).click();
    await press(scene.element, 'I have looked at it');
    expect(scene.stage.desk.flagged.size).to.equal(0);
  });

  it('asks before it cancels', async () => {
    const scene = await setUp('orders', 'show=reserved', { role: 'admin' }, sell);
    (await find(scene.element, 'td .link')).click();
    await press(scene.element, 'Cancel the order…', 'Cancel');
    expect(asked(scene, 'POST', /\/cancel$/)).to.deep.equal([]);
    await press(scene.element, 'Cancel the order…', 'Cancel the order');
    expect(asked(scene, 'POST', /\/cancel$/)).to.have.length(1);
  });

  it('says why the list cannot be read, and reads it again', async () => {
    const scene = createSimulatedRoom({ role: 'admin' });
    await sell(scene);
    const undo = scene.stage.fail('GET /orders', 'offline');
    const element = await show<LiveConsole>(html`<live-console .room=${scene.room} section="orders"></live-console>`);
    expect((await find(element, '.notice[role="alert"]')).textContent).to.include('No connection');
    undo();
    await press(element, 'Try again');
    await waitUntil(() => rows(element).length === 5);
  });
});

describe('products', () => {
  afterEach(() => fixtureCleanup());

  it('saves texts and prices by version, and stock by how much it moved', async () => {
    const scene = await setUp('products', 'product=p-mug');
    const { element } = scene;
    type(await find<HTMLInputElement>(element, '[name="title"]'), 'Big mug');
    type(await find<HTMLInputElement>(element, '[name="sku-0-price-USD"]'), '24.50');
    type(await find<HTMLInputElement>(element, '[name="sku-0-stock"]'), '45');
    scene.stage.setStock('s-mug', 38);
    await press(element, 'Save');
    const [patch] = asked(scene, 'PATCH', /^\/products\/p-mug$/);
    const { version, title, skus } = patch!.body as { version: number; title: string; skus: { prices: unknown }[] };
    expect({ version, title }).to.deep.equal({ version: 1, title: 'Big mug' });
    expect(skus[0]?.prices).to.deep.include({ amount: 2450, currency: 'USD' });
    // Two were sold while the form was open: they stay sold.
    expect(asked(scene, 'PUT', /stock$/)[0]?.body).to.deep.equal({ stockDelta: 5 });
    await waitUntil(() => rows(element).some((row) => row.includes('Big mug')));
  });

  it('shows who was faster, and lets the editor look or save over it', async () => {
    const { element, room } = await setUp('products', 'product=p-mug');
    type(await find<HTMLInputElement>(element, '[name="title"]'), 'Mine');
    await room.request((await import('@vitrine/core/schemas/product-edit.ts')).VersionedProduct, 'PATCH', '/products/p-mug', {
      body: { title: 'Theirs', version: 1 },
    });
    await press(element, 'Save');
    expect((await find(element, '[role="alert"]')).textContent).to.include('Somebody changed this product');
    expect((await find<HTMLInputElement>(element, '[name="title"]')).value).to.equal('Mine');
    await press(element, 'Save mine over it');
    await waitUntil(() => rows(element).some((row) => row.includes('Mine')));
  });

  it('adds a product with options and two currencies', async () => {
    const scene = await setUp('products', 'product=new');
    const { element } = scene;
    type(await find<HTMLInputElement>(element, '[name="title"]'), 'Teapot');
    type(await find<HTMLInputElement>(element, '[name="axis"]'), 'Size');
    await press(element, 'Add the option');
    type(await find<HTMLInputElement>(element, '[name="currency"]'), 'jpy');
    await press(element, 'Add the currency');
    type(await find<HTMLInputElement>(element, '[name="sku-0-option-Size"]'), 'M');
    type(await find<HTMLInputElement>(element, '[name="sku-0-price-USD"]'), '30');
    type(await find<HTMLInputElement>(element, '[name="sku-0-price-JPY"]'), '4500');
    type(await find<HTMLInputElement>(element, '[name="sku-0-stock"]'), '3');
    await press(element, 'Save');
    const { skus } = asked(scene, 'POST', /^\/products$/)[0]!.body as { skus: unknown[] };
    expect(skus).to.deep.equal([
      {
        options: { Size: 'M' },
        prices: [
          { amount: 3000, currency: 'USD' },
          { amount: 4500, currency: 'JPY' },
        ],
        compareAt: [],
        stock: 3,
      },
    ]);
  });

  it('names every field that cannot be used, and sends nothing', async () => {
    const scene = await setUp('products', 'product=p-mug');
    const { element } = scene;
    type(await find<HTMLInputElement>(element, '[name="title"]'), ' ');
    type(await find<HTMLInputElement>(element, '[name="sku-0-price-USD"]'), '1.234');
    type(await find<HTMLInputElement>(element, '[name="sku-0-stock"]'), '1.5');
    await press(element, 'Save');
    const bad = deep(element.shadowRoot!, '[aria-invalid="true"]').map((field) => field.getAttribute('name'));
    expect(bad).to.deep.equal(['title', 'sku-0-price-USD', 'sku-0-stock']);
    for (const url of HOSTILE_URLS) {
      type(await find<HTMLInputElement>(element, '[name="url"]'), url);
      (await button(element, 'Save')).click();
    }
    expect(asked(scene, 'PATCH', /./)).to.deep.equal([]);
  });

  it('deletes only after a question, takes it back, and puts back what was deleted long ago', async () => {
    const { element } = await setUp('products');
    const lists = (title: string) => rows(element).some((row) => row.includes(title));
    await press(element, 'Delete Stoneware mug', 'Cancel');
    expect(lists('Stoneware mug')).to.equal(true);
    await press(element, 'Delete Stoneware mug', 'Delete');
    await waitUntil(() => !lists('Stoneware mug'));
    await press(element, 'Undo');
    await waitUntil(() => lists('Stoneware mug'));
    await press(element, 'Delete Stoneware mug', 'Delete', 'Deleted');
    await waitUntil(() => rows(element).length === 1 && lists('Stoneware mug'));
    await expect(element).to.be.accessible();
    await press(element, 'Put back: Stoneware mug');
    await waitUntil(() => said(element).includes('is back as it was'));
    await press(element, 'On sale');
    await waitUntil(() => lists('Stoneware mug'));
  });

  it('says why a product cannot come back', async () => {
    const { element, stage } = await setUp('products');
    await press(element, 'Delete Stoneware mug', 'Delete', 'Deleted');
    stage.fail('POST /products/*/restore', 'conflict');
    await press(element, 'Put back: Stoneware mug');
    await waitUntil(() => said(element).includes('Another product has its id of your shop now'));
  });

  it('shows how the stock of each variant came to be, a page at a time', async () => {
    const scene = await setUp('products', '', { role: 'admin' }, ({ stage }) => {
      const movement = { skuId: 's-shirt-m-white', delta: -1, reason: 'reserve', orderId: 'o-1', at: 1 } as const;
      stage.desk.movements = Array.from({ length: 60 }, (_, i) => ({ ...movement, id: 60 - i, balance: 100 + i }));
      stage.desk.movements.unshift({
        id: 99,
        skuId: 's-shirt-s-white',
        delta: 8,
        reason: 'edit',
        userId: 'u-me',
        balance: 8,
        at: 1,
      });
    });
    const { element } = scene;
    await press(element, 'Stock of Linen shirt: 11');
    await waitUntil(() => rows(element).length === 1);
    expect(rows(element)[0]).to.match(/Changed by hand.*u-me\+88$/);
    await press(element, 'M · White');
    await waitUntil(() => rows(element).length === 50);
    await press(element, 'More');
    await waitUntil(() => rows(element).length === 60);
    expect(rows(element)[0]).to.match(/Ordered.*o-1-1100$/);
    await expect(element).to.be.accessible();
    expect(element.filters).to.equal('stock=p-shirt&sku=s-shirt-m-white');
    await press(element, 'All products');
    await find(element, '.chips');
    expect(element.filters).to.equal('');
  });

  it('searches, and keeps the word in the filters', async () => {
    const { element } = await setUp('products');
    type(await find<HTMLInputElement>(element, 'input[type="search"]'), 'lamp');
    await waitUntil(() => element.filters === 'q=lamp');
    await waitUntil(() => rows(element).length === 1);
  });
});

describe('the other sections', () => {
  afterEach(() => fixtureCleanup());
  const filled = (section: string, filters = '') => setUp(section, filters, { role: 'admin' }, fillDesk);

  it('check an import, lead to its bad lines, and run it', async () => {
    const scene = await filled('import');
    const { element } = scene;
    const csv = await find<HTMLTextAreaElement>(element, 'textarea');
    type(csv, 'externalId,title,price\nmug,Mug,12.50\nlamp,Lamp,12.345');
    await press(element, 'Check', 'Line 3');
    expect(csv.value.slice(csv.selectionStart, csv.selectionEnd)).to.equal('lamp,Lamp,12.345');
    await press(element, 'Import 15 without those');
    const runs = asked(scene, 'POST', /import$/).map(({ body }) => (body as { dryRun: boolean }).dryRun);
    expect(runs).to.deep.equal([true, false]);
  });

  it('take no address that is not a web page', async () => {
    const scene = await filled('import', 'from=page');
    for (const url of HOSTILE_URLS.filter((url) => !/^https?:\/\//i.test(url.trim()))) {
      (await find<HTMLInputElement>(scene.element, '[name="url"]')).value = url;
      (await button(scene.element, 'Check')).click();
    }
    await settle();
    expect(asked(scene, 'POST', /import$/)).to.deep.equal([]);
  });

  it('set a rate in per cent, and end it', async () => {
    const scene = await filled('commission');
    const { element } = scene;
    await press(element, 'Set a rate');
    (await find<HTMLInputElement>(element, '[name="hostId"]')).value = 'host-9';
    (await find<HTMLInputElement>(element, '[name="percent"]')).value = '7,25';
    await press(element, 'Save');
    expect(scene.stage.desk.rates).to.deep.include({ hostId: 'host-9', basisPoints: 725 });
    await press(element, 'Set a rate');
    for (const text of ['101', '-1', '1.234', 'x']) {
      (await find<HTMLInputElement>(element, '[name="percent"]')).value = text;
      (await button(element, 'Save')).click();
      expect((await find(element, 'dialog .error')).textContent).to.include('from 0 to 100');
    }
  });

  it('ask for what sold by host and by day', async () => {
    const scene = await filled('attribution', 'from=2026-01-01&to=2026-01-31');
    await press(scene.element, 'By host');
    const { by, from, to } = asked(scene, 'GET', /report$/).at(-1)!.query!;
    expect([by, from, to]).to.deep.equal(['host', new Date(2026, 0, 1).getTime(), new Date(2026, 1, 1).getTime()]);
  });

  it('list a word, change it, and let it go', async () => {
    const scene = await filled('words');
    const { element } = scene;
    type(await find<HTMLInputElement>(element, '[name="word"]'), 'fake');
    await press(element, 'Add the word');
    await waitUntil(() => rows(element).length === 3);
    const select = await find<HTMLSelectElement>(element, '[aria-label="What happens to fake"]');
    select.value = 'allow';
    select.dispatchEvent(new Event('change'));
    await settle();
    expect(scene.stage.desk.words[0]).to.include({ word: 'fake', action: 'allow' });
    await press(element, 'Take fake off the list', 'Room');
    expect(scene.stage.desk.words).to.have.length(2);
  });

  it('let a word go though the page is left before the time to undo is over', async () => {
    const scene = await filled('words');
    await press(scene.element, 'Take knockoff off the list');
    expect(asked(scene, 'DELETE', /words/)).to.deep.equal([]);
    dispatchEvent(new Event('pagehide'));
    expect(asked(scene, 'DELETE', /words\/w-1$/).map(({ keepalive }) => keepalive)).to.deep.equal([true]);
  });

  it('set the rules of all rooms, and go back to those that were delivered', async () => {
    const scene = await filled('rules');
    const { element } = scene;
    const slow = await find<HTMLInputElement>(element, '[name="slowModeSeconds"]');
    slow.value = '30';
    slow.dispatchEvent(new Event('change'));
    await waitUntil(() => scene.stage.desk.rules.own.slowModeSeconds === 30);
    await press(element, 'Undo');
    expect(scene.stage.desk.rules.own).to.deep.equal({ slowModeSeconds: 5 });
    (await find(element, '[name="approval"]')).click();
    await waitUntil(() => deep(element.shadowRoot!, '.rule button').length === 2);
    await press(element, 'As delivered');
    expect(asked(scene, 'PUT', /^\/moderation$/).map(({ body }) => body)).to.deep.equal([
      { slowModeSeconds: 30 },
      { slowModeSeconds: 5 },
      { approval: true },
      { approval: null },
    ]);
    expect(one<HTMLInputElement>(element, '[name="approval"]')?.checked).to.equal(false);
  });

  it('say why the rules cannot be read, and read them again', async () => {
    const scene = createSimulatedRoom({ role: 'admin' });
    const undo = scene.stage.fail('GET /moderation', 'offline');
    const element = await show<LiveConsole>(html`<live-console .room=${scene.room} section="rules"></live-console>`);
    await button(element, /Try again/);
    undo();
    await press(element, /Try again/);
    await find(element, '[name="approval"]');
  });

  it('tell what was done in every room, and where', async () => {
    const { element } = await setUp('log', '', { role: 'admin' }, ({ stage }) => {
      const entry = { ts: 1, actorId: 'u-me', actorName: 'Noor' } as const;
      stage.moderators({
        audit: [
          { ...entry, id: 'a-2', liveId: 'friday', act: 'mute', userId: 'u-carlos', reason: 'Advertising' },
          { ...entry, id: 'a-1', act: 'word-add' },
        ],
      });
    });
    await waitUntil(() => rows(element).length === 2);
    expect(rows(element)[0]).to.match(/Muted u-carlosNoorAdvertisingfriday/);
    expect(rows(element)[1]).to.match(/Listed a word\s*Noor–All rooms/);
  });

  it('show a webhook’s secret once', async () => {
    const scene = await filled('webhooks');
    const { element } = scene;
    await press(element, 'Add a webhook');
    (await find<HTMLInputElement>(element, '[name="url"]')).value = 'https://shop.example/new';
    await press(element, 'Add the webhook');
    expect((await find(element, '.secret')).textContent).to.include('whsec_');
    await press(element, 'Close');
    await waitUntil(() => !deep(element.shadowRoot!, 'code').some(({ textContent }) => textContent.includes('whsec_')));
    await press(element, 'https://shop.example/hooks/vitrine', 'Send what failed again');
    expect(asked(scene, 'POST', /h-1\/replay$/)).to.have.length(1);
  });
});

describe('hostile texts and addresses in the console', () => {
  setTrap();

  it('are written in the chat as they went in', async () => {
    const { element, stage } = await setUp('room', '', { role: 'moderator' });
    const list = texts(200).slice(0, 90);
    for (const text of list) stage.barrage(text);
    const chat = await find(element, 'live-console-chat');
    await settle();
    expectVerbatim(
      deep(chat.shadowRoot!, '.text').map(({ textContent }) => textContent),
      list,
    );
    await expectInert(chat);
  });

  it('stand in the table of products as they went in', async () => {
    const titles = texts(200).slice(0, 50);
    const products = titles.map((title, i) => ({ ...sampleProducts[0]!, id: `n${i}`, title, titleZh: title, category: title }));
    const { element } = await setUp('products', '', { role: 'admin', products });
    await waitUntil(() => rows(element).length === titles.length);
    const list = await find(element, 'live-console-products');
    expectVerbatim(
      deep(list.shadowRoot!, 'td.main .link').map(({ textContent }) => textContent),
      titles,
    );
    await expectInert(list);
  });

  it('stand in an order, its wish and its parcels as they went in', async () => {
    const text = '"><img src=x onerror=alert(1)>\u202e';
    const { element } = await setUp('orders', 'show=refund', { role: 'admin' }, async (scene) => {
      const [id = ''] = await sell(scene);
      const address = { name: text, line1: text, city: text, country: 'ES' };
      scene.stage.changeOrder(id, { address, refundRequest: { status: 'open', reason: text, at: 1 } });
      scene.stage.shipOrder(id, { carrier: text, tracking: text });
    });
    (await find(element, 'td .link')).click();
    const order = await find(element, 'live-console-order');
    await waitUntil(() => order.shadowRoot!.textContent.split(text).length === 7);
    await expectInert(order);
  });

  it('are refused as the link of a parcel', async () => {
    const scene = await setUp('orders', 'show=paid', { role: 'admin' }, sell);
    (await find(scene.element, 'td .link')).click();
    await press(scene.element, 'Ship…');
    (await find<HTMLInputElement>(scene.element, '[name="carrier"]')).value = 'X';
    (await find<HTMLInputElement>(scene.element, '[name="tracking"]')).value = '1';
    for (const url of HOSTILE_URLS) {
      (await find<HTMLInputElement>(scene.element, '[name="url"]')).value = url;
      (await button(scene.element, 'Note the parcel')).click();
    }
    expect(asked(scene, 'POST', /shipments$/)).to.deep.equal([]);
  });
});
