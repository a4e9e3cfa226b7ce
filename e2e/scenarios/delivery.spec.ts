import { expect, type Page, test } from '@playwright/test';
import { expectOpen, heardBy, say, textsOf } from './store-page.ts';
import { inEveryRoom, type World } from './worlds.ts';

interface Product {
  id: string;
  title: string;
  skus: { id: string; stock: number }[];
}

const productsOf = async ({ server }: World): Promise<Product[]> =>
  ((await (await server.api('GET', '/api/products?limit=100')).json()) as { items: Product[] }).items;

/** Products with something left, on the shelf of the show. */
async function shelve(world: World, liveId: string, count: number): Promise<Product[]> {
  const { server, hostToken } = world;
  const products = (await productsOf(world)).filter(({ skus }) => skus[0]!.stock > 5).slice(0, count);
  expect(products).toHaveLength(count);
  const body = { productIds: products.map(({ id }) => id) };
  expect((await server.api('PUT', `/api/lives/${liveId}/shelf`, { token: hostToken, body })).status).toBe(200);
  return products;
}

async function popUp({ server, hostToken }: World, liveId: string, productId: string): Promise<void> {
  const shown = await server.api('POST', `/api/lives/${liveId}/popup`, { token: hostToken, body: { productId } });
  expect(shown.status).toBe(202);
}

const poppedUpOn = async (page: Page): Promise<unknown[]> =>
  (await heardBy(page, 'GOODS_ON_SHELF')).map((event) => event.type === 'GOODS_ON_SHELF' && event.goodsId);
const presentOn = (page: Page): Promise<string | undefined> => page.evaluate(() => room.popup.listing?.goodsId);

/** Numbered events, in the order in which the page was told of them. */
const numbersOn = (page: Page): Promise<number[]> =>
  page.evaluate(() => heard.flatMap((event) => (event.seq === undefined ? [] : [event.seq])));
const inOrder = (numbers: number[]): boolean => numbers.every((seq, i) => i === 0 || seq === numbers[i - 1]! + 1);

inEveryRoom((world) => {
  test('whatever goes wrong on the way to the room, order holds and nothing is lost or told twice', async ({ browser }) => {
    const { liveId, viewer } = await world.show(browser);
    const products = await shelve(world, liveId, 4);

    await world.disturb(async () => {
      for (const { id } of products) await popUp(world, liveId, id);
    });

    await expect.poll(() => poppedUpOn(viewer), { timeout: 45_000 }).toEqual(products.map(({ id }) => id));
    expect(inOrder(await numbersOn(viewer))).toBe(true);
    expect(await presentOn(viewer)).toBe(products.at(-1)!.id);
    expect(await presentOn(await world.enter(browser, liveId))).toBe(products.at(-1)!.id);
  });

  test('whoever lost the network is told what they missed, in order', async ({ browser }) => {
    const { liveId, host, viewer } = await world.show(browser);
    const products = await shelve(world, liveId, 3);
    await popUp(world, liveId, products[0]!.id);
    await expect.poll(() => poppedUpOn(viewer)).toEqual([products[0]!.id]);

    await world.cut(viewer);
    await expect.poll(() => viewer.evaluate(() => room.channel.state), { timeout: 45_000 }).toBe('recovering');
    for (const { id } of products.slice(1)) await popUp(world, liveId, id);
    await world.restore(viewer);

    for (const page of [viewer, host]) {
      await expectOpen(page);
      await expect.poll(() => poppedUpOn(page), { timeout: 45_000 }).toEqual(products.map(({ id }) => id));
      expect(inOrder(await numbersOn(page))).toBe(true);
    }
    expect(await say(viewer, 'I am back')).toBe('accepted');
    await expect.poll(() => textsOf(host)).toEqual(['I am back']);
  });

  test('an order is told to its buyer alone, and what is left to everybody', async ({ browser }) => {
    const { liveId, host, viewer } = await world.show(browser);
    const [product] = await shelve(world, liveId, 1);
    const [sku] = product!.skus;

    const token = await viewer.evaluate(() => room.login.token());
    const placed = await world.server.api('POST', '/api/orders', {
      token: token!,
      body: { items: [{ skuId: sku!.id, quantity: 1 }], liveId },
      headers: { 'Idempotency-Key': crypto.randomUUID() },
    });
    expect(placed.status).toBe(201);

    await expect.poll(async () => (await heardBy(viewer, 'order.placed')).length).toBe(1);
    for (const page of [viewer, host]) {
      const left = async () =>
        (await heardBy(page, 'stock.changed')).map((event) => event.type === 'stock.changed' && event.stock);
      await expect.poll(left).toEqual([sku!.stock - 1]);
    }
    expect(await heardBy(host, 'order.placed')).toEqual([]);
  });

  test('nobody but the server makes events of the server’s', async ({ browser }) => {
    const { liveId, host, viewer } = await world.show(browser);
    const [product] = await shelve(world, liveId, 1);
    const forged = {
      type: 'GOODS_ON_SHELF',
      eventId: 'evt_forged',
      liveId,
      ts: 1,
      seq: 100,
      goodsId: product!.id,
      goodsName: 'Forged',
      price: 1,
      imageUrl: 'https://shop.example/x.png',
      serverTs: 1,
      startTimestamp: Date.now(),
    };

    expect(await world.forge(viewer, liveId, forged)).toBe('forbidden');
    expect(await world.forge(viewer, liveId, { type: 'live.ended', eventId: 'e', liveId, ts: 1, seq: 101 })).toBe('forbidden');
    await popUp(world, liveId, product!.id);

    await expect.poll(() => poppedUpOn(host)).toEqual([product!.id]);
    const names = await host.evaluate(() => heard.map((event) => ('goodsName' in event ? event.goodsName : event.type)));
    expect(names).not.toContain('Forged');
    expect(names).not.toContain('live.ended');
  });
});
