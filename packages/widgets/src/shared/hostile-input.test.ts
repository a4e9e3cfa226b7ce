import { aTimeout, expect, fixtureCleanup, html, waitUntil } from '@open-wc/testing';
import type { Request } from '@vitrine/core/http.ts';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { sampleLive, sampleProducts } from '@vitrine/core/providers/simulated/sample-shop.ts';
import type { Live } from '@vitrine/core/schemas/live.ts';
import type { CartLine, Order, Shipment } from '@vitrine/core/schemas/order.ts';
import type { Product } from '@vitrine/core/schemas/product.ts';
import { HOSTILE_URLS } from '@vitrine/core/testing/hostile-urls.ts';
import { NAUGHTY_STRINGS } from '@vitrine/core/testing/naughty-strings.ts';
import type { BarrageList } from '../barrage-list/barrage-list.ts';
import '../barrage-list/define.ts';
import '../live-cart/define.ts';
import '../live-list/define.ts';
import '../live-player/define.ts';
import '../order-list/define.ts';
import '../live-room/define.ts';
import '../product-popup/define.ts';
import '../product-shelf/define.ts';
import '../variant-picker/define.ts';
import type { ProductPopup } from '../product-popup/product-popup.ts';
import { all, deep, expectInert, expectVerbatim, setTrap, texts, written } from './hostile-testing.ts';
import { part, settle, show } from './testing.ts';

const product = (i: number, change: Partial<Product>): Product => ({ ...sampleProducts[0]!, id: `p${i}`, ...change });
const line = (i: number, change: Partial<CartLine>): CartLine => ({
  id: `l${i}`,
  skuId: `s${i}`,
  productId: 'p',
  title: 'Mug',
  options: {},
  quantity: 1,
  unitPrice: { amount: 1, currency: 'USD' },
  available: 9,
  ...change,
});
const total = { amount: 1, currency: 'USD' };
const order = (i: number, change: Partial<Order>): Order => ({
  id: `o${i}`,
  number: '1001',
  status: 'shipped',
  total: { amount: 2, currency: 'USD' },
  refunded: { amount: 0, currency: 'USD' },
  items: [],
  expiresAt: 1,
  createdAt: i,
  ...change,
});
const item = (i: number, change: Partial<Order['items'][number]>): Order['items'][number] => {
  const { skuId, productId, title, options, quantity, unitPrice } = line(i, {});
  return { skuId, productId, title, options, quantity, unitPrice, ...change };
};
const parcel = (i: number, change: Partial<Shipment>): Shipment => ({
  id: `s${i}`,
  orderId: 'o1',
  carrier: 'Post',
  tracking: `R${i}`,
  createdAt: 1,
  ...change,
});
/** A room of which the visitor has this order, with these parcels. */
function roomWith(one: Order, parcels: Shipment[] = []) {
  const { room } = createSimulatedRoom();
  room.orders.order = () => one;
  room.orders.shipments = () => parcels;
  return room;
}
/** Stands in for a store that believed a server which checks nothing. */
const pretend = (store: object, name: string, value: unknown) => Object.defineProperty(store, name, { get: () => value });
const listOf = (lives: Live[]) => ({ request: (async () => ({ items: lives, cursor: '' })) as unknown as Request });

describe('naughty texts', () => {
  setTrap();

  it('come out of the chat as they went in, with their writers’ names', async () => {
    const { room, stage } = createSimulatedRoom();
    const element = await show<BarrageList>(html`<barrage-list .room=${room}></barrage-list>`);
    const names = texts(100);
    const said = NAUGHTY_STRINGS;
    // Only what is seen is on the page: let a hundred of them be.
    Object.assign(element.style, { blockSize: '60000px', maxBlockSize: 'none' });
    for (let from = 0; from < said.length; from += 100) {
      const some = said.slice(from, from + 100);
      some.forEach((text, i) => stage.barrage(text, { userId: 'u', userName: names[(from + i) % names.length]! }));
      await aTimeout(330);
      await element.updateComplete;
      expectVerbatim(written(all(element, '.text').slice(-some.length)), some);
      const shown = some.map((_, i) => names[(from + i) % names.length]!);
      expectVerbatim(written(all(element, '.name').slice(-some.length)), shown);
    }
  });

  it('come off the shelf as they went in', async () => {
    const titles = texts(200);
    // Each one of its own: the fullest category comes first.
    const categories = titles.map((title, i) => `${title.slice(0, 76)}${i}`);
    const products = titles.map((title, i) =>
      product(i, { title, titleZh: title, description: title, category: categories[i]! }),
    );
    const { room } = createSimulatedRoom({ products });
    const element = await show(html`<product-shelf .room=${room}></product-shelf>`);
    await settle();
    for (let more = part(element, 'more'); more; more = part(element, 'more')) {
      more.click();
      await settle();
    }
    expectVerbatim(written(all(element, '[part="category"] bdi')), categories.slice(0, 20));
    expectVerbatim(written(all(element, '[part="title"]')), titles);
    const labels = all(element, '[part="add"]').map(({ ariaLabel }) => ariaLabel!);
    expectVerbatim(
      labels,
      titles.map((title) => `Add to cart: ${title}`),
    );
  });

  it('name options as they went in', async () => {
    const values = texts(80);
    const skus = values.map((value, i) => ({
      id: `s${i}`,
      options: { [texts(40)[i % texts(40).length]!.replace(/^__proto__$/, 'proto')]: value },
      prices: [total],
      compareAt: [],
      stock: 9,
    }));
    for (const sku of skus) {
      const [[axis, value]] = Object.entries(sku.options) as [[string, string]];
      const others = [{ ...sku, id: 'other', options: { [axis]: `${value}!` } }];
      const picker = document.createElement('variant-picker');
      picker.skus = [sku, ...others];
      document.body.append(picker);
      await picker.updateComplete;
      const text = picker.shadowRoot!.textContent!;
      expect(text.includes(axis) && text.includes(value), JSON.stringify([axis, value])).to.equal(true);
      picker.remove();
    }
  });

  it('pop up as they went in', async () => {
    const titles = texts(200);
    const { room, stage } = createSimulatedRoom({ products: titles.map((title, i) => product(i, { title })) });
    const element = await show<ProductPopup>(html`<product-popup .room=${room}></product-popup>`);
    const shown: string[] = [];
    for (const i of titles.keys()) {
      stage.popUp(`p${i}`);
      await element.updateComplete;
      shown.push(part(element, 'title')!.textContent!.trim());
    }
    expectVerbatim(
      shown,
      titles.map((title) => title.trim()),
    );
  });

  it('lie in the cart as they went in', async () => {
    const titles = texts(200);
    const { room } = createSimulatedRoom();
    const lines = titles.map((title, i) => line(i, { title, options: { Name: title } }));
    pretend(room.cart, 'cart', { lines, total });
    const element = await show(html`<live-cart .room=${room}></live-cart>`);
    expectVerbatim(written(all(element, '[part="title"]')), titles);
    expectVerbatim(written(all(element, '.options')), titles);
  });

  it('stand in an order and its parcels as they went in', async () => {
    const titles = texts(200);
    const items = titles.map((title, i) => item(i, { title, options: { Name: title } }));
    const parcels = titles.map((text, i) => parcel(i, { carrier: text, tracking: text }));
    const request = { status: 'declined' as const, reason: titles[0]!, answer: titles[1]!, at: 1 };
    for (const number of titles.slice(0, 40)) {
      const one = order(1, { number, items, refundRequest: request });
      const element = await show(html`<order-card open order-id="o1" .room=${roomWith(one, parcels)}></order-card>`);
      expectVerbatim(written(all(element, '[part="number"]')), [`Order ${number}`]);
      expectVerbatim(written(all(element, '.item .title')), titles);
      expectVerbatim(written(all(element, '.item .options')), titles);
      expectVerbatim(
        written(all(element, '.parcel bdi')),
        titles.flatMap((text) => [text, text]),
      );
      expectVerbatim(written(all(element, '.request bdi')), titles.slice(0, 2));
      element.remove();
    }
  });

  it('are asked back as they went in', async () => {
    const titles = texts(200);
    const items = titles.map((title, i) => item(i, { title }));
    const room = roomWith(order(1, { items, status: 'delivered' }));
    const element = await show(html`<order-card open order-id="o1" .room=${room}></order-card>`);
    part(element, 'refund')!.click();
    await settle();
    expectVerbatim(written(all(element, '.back bdi')), titles);
  });

  it('are back in stock as they went in', async () => {
    const { room, stage } = createSimulatedRoom();
    const element = await show<HTMLElementTagNameMap['live-room']>(html`<live-room .room=${room}></live-room>`);
    for (const title of texts(200)) {
      stage.emit({ type: 'stock.returned', to: 'u-me', productId: 'p', skuId: 's', title, stock: 1 });
      await element.updateComplete;
      expectVerbatim(written(all(element, '.toast')), [`Back in stock: ${title}`]);
    }
  });

  it('announce shows as they went in', async () => {
    const titles = texts(100);
    const lives = titles.map((title, i) => ({ ...sampleLive(`l${i}`), title, hostName: title, notice: title }));
    const element = await show(html`<live-list .shop=${listOf(lives)}></live-list>`);
    expectVerbatim(written(all(element, '[part="title"]')), titles);
    expectVerbatim(written(all(element, '.name')), titles);
    // In place of a picture that is not there.
    expectVerbatim(
      written(all(element, 'span.avatar')),
      titles.map((title) => [...title][0]!),
    );
  });

  it('head the room and its player as they went in', async () => {
    const titles = texts(100);
    const { room, stage } = createSimulatedRoom({ live: { status: 'scheduled', startsAt: undefined } });
    const element = await show<HTMLElement>(html`<live-room .room=${room}></live-room>`);
    const player = element.shadowRoot!.querySelector('live-player')!;
    await waitUntil(() => part(player, 'screen') !== null, 'the words of a show to come');
    for (const title of titles) {
      const live = {
        ...sampleLive(room.liveId),
        status: 'scheduled' as const,
        startsAt: undefined,
        title,
        hostName: title,
        notice: title,
      };
      stage.emit({ type: 'live.updated', live });
      await Promise.resolve();
      await (element as unknown as { updateComplete: Promise<unknown> }).updateComplete;
      await player.updateComplete;
      expectVerbatim([...written(all(element, '.names bdi'))], [title, title]);
      const screen = part(player, 'screen')!;
      expectVerbatim(
        [...screen.querySelectorAll('bdi')].map(({ textContent }) => textContent!),
        [title, title],
      );
      expect([...screen.querySelectorAll('.more')].at(-1)!.textContent!.trim()).to.equal(`with ${title}`);
      expect(player.shadowRoot!.querySelector('video')!.ariaLabel).to.equal(title);
    }
  });
});

describe('hostile addresses', () => {
  const addresses = [...HOSTILE_URLS];

  setTrap();

  it('neither run nor load on the shelf', async () => {
    const { room } = createSimulatedRoom();
    pretend(
      room.products,
      'shelf',
      addresses.map((url, i) => product(i, { url, images: [url] })),
    );
    await expectInert(await show(html`<product-shelf .room=${room}></product-shelf>`));
  });

  it('neither run nor load in the cart', async () => {
    const { room } = createSimulatedRoom();
    const lines = addresses.map((imageUrl, i) => line(i, { imageUrl }));
    pretend(room.cart, 'cart', { lines, total });
    await expectInert(await show(html`<live-cart .room=${room}></live-cart>`));
  });

  it('neither run nor load in an order, its parcels or its payment', async () => {
    const items = addresses.map((imageUrl, i) => item(i, { imageUrl }));
    const parcels = addresses.map((url, i) => parcel(i, { url }));
    const room = roomWith(order(1, { items }), parcels);
    await expectInert(await show(html`<order-card open order-id="o1" .room=${room}></order-card>`));
    for (const url of addresses) {
      const reserved = roomWith(order(1, { status: 'reserved', expiresAt: Date.now() + 60_000 }));
      reserved.orders.pay = async () => url;
      await expectInert(await show(html`<order-card order-id="o1" .room=${reserved}></order-card>`));
      fixtureCleanup();
    }
  });

  it('neither run nor load in the list of shows, as covers, avatars or pages', async () => {
    const lives = addresses.map((url, i) => ({ ...sampleLive(`l${i}`), coverUrl: url, hostAvatarUrl: url }));
    const element = await show<HTMLElementTagNameMap['live-list']>(
      html`<live-list href-template="javascript:naughtyRan()" .shop=${listOf(lives)}></live-list>`,
    );
    await expectInert(element);
    for (const url of addresses) {
      element.hrefTemplate = url;
      await element.updateComplete;
      expect(all(element, 'a'), url).to.have.length(0);
    }
  });

  it('neither run nor load on the card of the explained product', async () => {
    for (const url of addresses) {
      const { room } = createSimulatedRoom();
      const listing = {
        eventId: 'e',
        goodsId: 'p',
        goodsName: 'Mug',
        price: 1,
        currency: 'USD',
        startTimestamp: 1,
        imageUrl: url,
      };
      pretend(room.popup, 'listing', listing);
      room.products.product = () => product(1, { url, images: [url] });
      const element = await show<ProductPopup>(html`<product-popup .room=${room}></product-popup>`);
      expect(part(element, 'title'), url).not.to.equal(null);
      expect(all(element, 'a, img'), url).to.have.length(0);
      fixtureCleanup();
    }
  });

  it('neither run nor load as cover or avatar of the room', async () => {
    const { room, stage } = createSimulatedRoom();
    stage.setGifts([]);
    let url = '';
    const live = () => ({ ...sampleLive(room.liveId), status: 'ended', coverUrl: url, hostAvatarUrl: url });
    Object.defineProperty(room.liveList, 'currentLive', { get: live });
    const element = await show<HTMLElementTagNameMap['live-room']>(html`<live-room .room=${room}></live-room>`);
    const player = element.shadowRoot!.querySelector('live-player')!;
    for (url of addresses) {
      element.requestUpdate();
      player.requestUpdate();
      await Promise.all([element.updateComplete, player.updateComplete]);
      const pictures = [...deep(element.shadowRoot!)].filter((node) => node.matches('img, a'));
      expect(pictures, url).to.have.length(0);
    }
    await expectInert(element);
    // A good address is shown, so that the room does look at it.
    url = '/good.png';
    element.requestUpdate();
    await element.updateComplete;
    expect(all(element, 'img')).not.to.have.length(0);
  });
});
