import { aTimeout, expect, html } from '@open-wc/testing';
import { hostRoom } from '@vitrine/core/host-room.ts';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { sampleLive, sampleProducts } from '@vitrine/core/providers/simulated/sample-shop.ts';
import type { Product } from '@vitrine/core/schemas/product.ts';
import type { Sale } from '@vitrine/core/schemas/sales.ts';
import { HOSTILE_URLS } from '@vitrine/core/testing/hostile-urls.ts';
import { NAUGHTY_STRINGS } from '@vitrine/core/testing/naughty-strings.ts';
import { all, deep, expectInert, expectVerbatim, setTrap, texts, written } from '../shared/hostile-testing.ts';
import { eventOf, part, settle, show } from '../shared/testing.ts';
import '../barrage-input/define.ts';
import '../like-button/define.ts';
import './define.ts';

const product = (i: number, change: Partial<Product>): Product => ({ ...sampleProducts[0]!, id: `p${i}`, ...change });
const named = (titles: readonly string[]): Product[] =>
  titles.map((title, i) => product(i, { title, titleZh: undefined, description: title }));
const asHost = (products: readonly Product[] = sampleProducts) => {
  const { room, stage } = createSimulatedRoom({ role: 'host', products, live: { status: 'live', onAir: true } });
  return { room: hostRoom(room), stage };
};
/** Stands in for a store that believed a server, or a machine, that checks nothing. */
const pretend = (store: object, name: string, value: unknown) =>
  Object.defineProperty(store, name, { configurable: true, get: () => value });
const labels = (nodes: Element[]): string[] => nodes.map(({ ariaLabel }) => ariaLabel ?? '');
/** What a one-line field makes of a text. */
const typed = (text: string): string => text.replaceAll(/[\r\n]/g, '').trim();

describe('naughty texts', () => {
  setTrap();

  it('are more than five hundred, long, right to left and of pictures too', () => {
    expect(new Set(NAUGHTY_STRINGS).size).to.be.greaterThan(515);
    expect(new Set(HOSTILE_URLS).size).to.be.greaterThan(60);
    for (const kind of [/[\u0590-\u06ff]/u, /\p{Extended_Pictographic}/u, /[\u4e00-\u9fff]/u, /.{150}/u, /\u202e/u]) {
      expect(
        NAUGHTY_STRINGS.some((text) => kind.test(text)),
        String(kind),
      ).to.equal(true);
    }
  });

  it('head the studio as they went in', async () => {
    const { room, stage } = asHost();
    const studio = await show<HTMLElementTagNameMap['live-studio']>(html`<live-studio .room=${room}></live-studio>`);
    for (const title of texts(100)) {
      stage.emit({ type: 'live.updated', live: { ...sampleLive(room.liveId), title, hostName: title, notice: title } });
      await studio.updateComplete;
      expectVerbatim(written(all(studio, 'h1')), [title]);
    }
  });

  it('stand over the end of the show as they went in', async () => {
    const { room, stage } = asHost();
    const studio = await show<HTMLElementTagNameMap['live-studio']>(html`<live-studio .room=${room}></live-studio>`);
    for (const title of texts(100)) {
      stage.emit({ type: 'live.updated', live: { ...sampleLive(room.liveId), status: 'ended', title } });
      await studio.updateComplete;
      expectVerbatim(written(all(studio, '.bidi')), [title]);
    }
  });

  it('run through the show as they went in', async () => {
    const titles = texts(200);
    const { room } = asHost(named(titles));
    const queue = await show<HTMLElementTagNameMap['live-studio-queue']>(
      html`<live-studio-queue .room=${room}></live-studio-queue>`,
    );
    expectVerbatim(written(all(queue, '.title')), titles);
    expectVerbatim(
      labels(all(queue, '[part="pop-up"]')),
      titles.map((title) => `Pop up ${title}`),
    );
    all(queue, '.head [aria-pressed]')[0]!.click();
    await queue.updateComplete;
    expectVerbatim(written(all(queue, '.title')), titles);
    const trash = labels(all(queue, '.edit button:last-child'));
    expectVerbatim(
      trash,
      titles.map((title) => `Take ${title} off the shelf`),
    );
  });

  it('are told of as they went in, while they are explained', async () => {
    const { room } = asHost();
    pretend(room.products, 'shelf', []);
    pretend(room.popup, 'listing', { goodsId: 'p' });
    const queue = await show<HTMLElementTagNameMap['live-studio-queue']>(
      html`<live-studio-queue .room=${room}></live-studio-queue>`,
    );
    for (const title of texts(200)) {
      room.products.product = () => product(0, { title, titleZh: undefined });
      queue.requestUpdate();
      await queue.updateComplete;
      expectVerbatim(written(all(queue, '[role="status"]')), [`Viewers see ${title}`]);
    }
  });

  it('are found as they went in', async () => {
    const titles = texts(200);
    const { room } = asHost(named(titles));
    pretend(room.products, 'shelf', []);
    const search = await show<HTMLElementTagNameMap['live-studio-search']>(
      html`<live-studio-search .room=${room}></live-studio-search>`,
    );
    search.show();
    await settle();
    for (let more = all(search, '.more')[0]; more; more = all(search, '.more')[0]) {
      more.click();
      await settle();
    }
    expectVerbatim(written(all(search, '.title')), titles);
    expectVerbatim(
      labels(all(search, '.row .accent')),
      titles.map((title) => `Add ${title}`),
    );
  });

  it('are sold as they went in', async () => {
    const titles = texts(200);
    const total = { amount: 1, currency: 'USD' };
    const recent: Sale[] = titles.map((title, i) => ({
      number: `${title}${i}`,
      status: 'paid',
      total,
      items: [{ title, quantity: 1 }],
      at: i,
    }));
    const sold = titles.map((title, i) => ({ productId: `p${i}`, title, units: 1, revenue: [total] }));
    const { room } = asHost();
    pretend(room.sales, 'sales', { orders: 1, paid: 1, units: 1, revenue: [total], recent, products: sold });
    const activity = await show(html`<live-studio-activity .room=${room}></live-studio-activity>`);
    expectVerbatim(written(all(activity, '.list .what')), titles);
    expectVerbatim(written(all(activity, '.sold .what')), titles);
    expectVerbatim(
      written(all(activity, '.more bdi')),
      recent.map(({ number }) => number),
    );
  });

  it('name the stock as they went in', async () => {
    const titles = texts(80);
    const skus = titles.map((title, i) => ({ ...sampleProducts[0]!.skus[0]!, id: `s${i}`, options: { Name: title } }));
    const { room } = asHost([{ ...sampleProducts[0]!, skus }]);
    await room.products.fetchShelf();
    const dialog = await show<HTMLElementTagNameMap['live-studio-stock']>(
      html`<live-studio-stock .room=${room}></live-studio-stock>`,
    );
    dialog.show(room.products.shelf![0]!);
    await settle();
    for (let more = all(dialog, '.more')[0]; more; more = all(dialog, '.more')[0]) {
      more.click();
      await settle();
    }
    expectVerbatim(written(all(dialog, '.amount bdi')), titles);
  });

  it('name devices and whoever hosts as they went in', async () => {
    const names = texts(100);
    const { room } = asHost();
    const cameras = names.map((label, i) => ({ kind: 'videoinput', deviceId: `d${i}`, groupId: '', label }));
    pretend(room.device, 'cameraList', cameras);
    const devices = await show(html`<live-studio-devices .room=${room}></live-studio-devices>`);
    const options = written(all(devices, 'label:first-of-type option')).map((text) => text.trim());
    expectVerbatim(options.slice(0, names.length), names);

    const checks = await show<HTMLElementTagNameMap['live-studio-checks']>(
      html`<live-studio-checks .room=${room}></live-studio-checks>`,
    );
    const notice = await show<HTMLElementTagNameMap['live-studio-notice']>(
      html`<live-studio-notice .room=${room}></live-studio-notice>`,
    );
    const me = room.login.loginUserInfo!;
    for (const userName of names) {
      pretend(room.login, 'loginUserInfo', { ...me, userName });
      pretend(room.device, 'notice', { device: 'camera', change: 'lost', from: userName });
      checks.requestUpdate();
      notice.requestUpdate();
      await Promise.all([checks.updateComplete, notice.updateComplete]);
      expect(written(all(checks, 'small'))).to.include(userName);
      expect(written(all(notice, '.toast p'))).to.deep.equal([
        `${userName} was unplugged. Plug it in again: it is picked up by itself.`,
      ]);
    }
  });

  it('are shown to OBS as they went in', async () => {
    const { room } = asHost();
    let key = '';
    room.liveList.renewStreamKey = async () => key;
    const obs = await show<HTMLElementTagNameMap['live-studio-obs']>(html`<live-studio-obs .room=${room}></live-studio-obs>`);
    obs.show();
    await settle();
    all(obs, '[type="checkbox"]')[0]!.click();
    for (key of texts(200)) {
      all(obs, '.renew .plain')[0]!.click();
      await obs.updateComplete;
      all(obs, '.renew .stop')[0]!.click();
      await aTimeout(0);
      expectVerbatim(written(all(obs, 'code')).slice(1), [key]);
    }
  });

  it('are written into the room as they were typed, and asked for in any words', async () => {
    const { room, stage } = createSimulatedRoom();
    const input = await show<HTMLElementTagNameMap['barrage-input']>(html`<barrage-input .room=${room}></barrage-input>`);
    const field = part<HTMLInputElement>(input, 'input')!;
    const lines = [...new Set(NAUGHTY_STRINGS.map(typed))].filter(({ length }) => length > 0 && length <= 200);
    for (const line of lines) {
      input.placeholder = line;
      await input.updateComplete;
      expect(field.placeholder).to.equal(line);
      field.value = line;
      field.dispatchEvent(new InputEvent('input'));
      await eventOf(input, 'live-barrage-sent', () =>
        part(input, 'form')!.dispatchEvent(new SubmitEvent('submit', { cancelable: true })),
      );
    }
    expectVerbatim(
      stage.sent.map((sent) => ('text' in sent ? sent.text : '')),
      lines,
    );
  });

  it('have no place on the like button, whatever the room says of its likes', async () => {
    const { room, stage } = createSimulatedRoom();
    const button = await show<HTMLElementTagNameMap['like-button']>(html`<like-button .room=${room}></like-button>`);
    for (const text of texts(100)) stage.custom('like', text, { userId: 'u', userName: text });
    await button.updateComplete;
    expect(part(button, 'count')!.textContent).to.equal('1,024');
    expect(part(button, 'button')!.ariaLabel).to.equal('Like. 1,024 likes so far');
  });
});

describe('hostile addresses', () => {
  setTrap();

  it('neither run nor load in the run of show, nor where products are found', async () => {
    const { room } = asHost();
    const products = HOSTILE_URLS.map((url, i) => product(i, { url, images: [url] }));
    pretend(room.products, 'shelf', products);
    const queue = await show(html`<live-studio-queue .room=${room}></live-studio-queue>`);
    expect(all(queue, '.row')).to.have.length(products.length);
    await expectInert(queue);

    const { room: other } = asHost();
    pretend(other.products, 'shelf', []);
    other.products.search = async () => ({ items: products, cursor: '' });
    const search = await show<HTMLElementTagNameMap['live-studio-search']>(
      html`<live-studio-search .room=${other}></live-studio-search>`,
    );
    search.show();
    await settle();
    expect(all(search, '.row')).to.have.length(products.length);
    await expectInert(search);
  });

  it('neither run nor load anywhere else in the studio', async () => {
    const { room, stage } = asHost();
    const studio = await show<HTMLElementTagNameMap['live-studio']>(html`<live-studio .room=${room}></live-studio>`);
    for (const url of HOSTILE_URLS) {
      const live = { ...sampleLive(room.liveId), coverUrl: url, hostAvatarUrl: url };
      pretend(room.liveList, 'currentLive', live);
      stage.barrage(url);
      studio.requestUpdate();
      await studio.updateComplete;
      expect([...deep(studio.shadowRoot!)].filter((node) => node.matches('img, a'))).to.have.length(0);
    }
    await expectInert(studio);
  });
});
