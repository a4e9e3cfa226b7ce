import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { LiveError } from '../errors.ts';
import type { Cart } from '../schemas/order.ts';
import { eventually } from '../testing/eventually.ts';
import { FakeShopCart } from '../testing/fake-shop-cart.ts';
import { addition, cartConformance } from './conformance.ts';
import { DomEventsCart } from './dom-events-cart.ts';
import type { ShopCartHandlers } from './shop-cart-events.ts';

const once = { idempotencyKey: 'once' };

function setUp(how: 'functions' | 'events' | ShopCartHandlers = 'functions') {
  const shop = new FakeShopCart();
  const reported: LiveError[] = [];
  if (how === 'events') shop.listen();
  const handlers = how === 'events' ? undefined : how === 'functions' ? shop.handlers : how;
  const adapter = new DomEventsCart({
    target: shop.page,
    page: shop.page,
    handlers: () => handlers,
    timeout: 40,
    report: (error) => reported.push(error),
  });
  return { shop, adapter, reported };
}

for (const how of ['functions', 'events'] as const) {
  cartConformance(`a shop’s cart by ${how}`, () => {
    const { shop, adapter } = setUp(how);
    const addElsewhere = async (skuId: string) => {
      shop.add(skuId);
      shop.tell();
    };
    return { adapter, skuIds: ['mug', 'lamp'], soldOut: 'gone', addElsewhere };
  });
}

test('the shop learns what led to the addition, and the key that makes a repeat harmless', async () => {
  const { shop, adapter } = setUp();
  await adapter.add([addition('mug', 2)], once);
  await adapter.add([addition('mug', 2)], once);
  assert.deepEqual(shop.asked[0], {
    idempotencyKey: 'once',
    lines: [{ ...addition('mug', 2), attribution: { liveId: 'friday', popupEventId: 'evt_p_1' } }],
  });
  assert.equal((await adapter.getCart()).lines[0]!.quantity, 2);
});

test('a refusal carries how many can be had', async () => {
  const { adapter, reported } = setUp({
    add: () => Promise.reject({ code: 'limit-reached', message: 'Two each', available: 2 }),
  });
  await assert.rejects(adapter.add([addition('mug')], once), {
    code: 'limit-reached',
    message: 'Two each',
    details: { available: 2 },
  });
  assert.deepEqual(reported, []);
});

test('a shop that hears of a change without being told the cart is asked for it', async () => {
  const { shop, adapter } = setUp();
  const heard: (Cart | undefined)[] = [];
  adapter.subscribe((cart) => heard.push(cart));
  shop.add('mug');
  shop.tell(null);
  await eventually(() => heard.length === 1);
  assert.equal(heard[0]?.lines[0]?.title, "Shop's mug");
});

test('a shop may tell of changes by a function of its own, which is undone', async () => {
  const shop = new FakeShopCart();
  const heard: unknown[] = [];
  const handlers = { ...shop.handlers, subscribe: shop.subscribe };
  const adapter = new DomEventsCart({ target: new EventTarget(), page: new EventTarget(), handlers: () => handlers });
  const stop = adapter.subscribe((cart) => heard.push(cart));
  shop.tell();
  await eventually(() => heard.length === 1);
  stop();
  assert.equal(shop.listening, 0);
});

test('a shop whose functions come with a script after ours is asked and followed once that has run', async () => {
  const shop = new FakeShopCart();
  const page = new EventTarget();
  let handlers: ShopCartHandlers | undefined;
  let run = (): void => {};
  const ran = new Promise<void>((resolve) => (run = resolve));
  const adapter = new DomEventsCart({ target: page, page, handlers: () => handlers, ready: () => ran });
  const stop = adapter.subscribe(() => {});
  const cart = adapter.getCart();
  await pause(5);
  handlers = { ...shop.handlers, subscribe: shop.subscribe };
  run();
  assert.deepEqual((await cart).lines, []);
  assert.equal(shop.listening, 1);
  stop();
});

test('a shop whose functions come late says so by the event, and is followed from then on', async () => {
  const shop = new FakeShopCart();
  const page = new EventTarget();
  let handlers: ShopCartHandlers | undefined;
  const heard: unknown[] = [];
  const adapter = new DomEventsCart({ target: new EventTarget(), page, handlers: () => handlers });
  const stop = adapter.subscribe((cart) => heard.push(cart));
  handlers = { ...shop.handlers, subscribe: shop.subscribe };
  const tell = () => page.dispatchEvent(new CustomEvent('vitrine-cart-changed'));
  tell();
  tell();
  assert.equal(shop.listening, 1);
  await eventually(() => heard.length === 2);
  shop.tell();
  await eventually(() => heard.length === 3);
  stop();
  assert.equal(shop.listening, 0);
});

test('whoever stopped listening asks nothing and hears nothing any more', async () => {
  const { shop, adapter } = setUp();
  const heard: unknown[] = [];
  adapter.subscribe((cart) => heard.push(cart))();
  let asked = 0;
  shop.handlers.get = async () => {
    asked += 1;
    return shop.cart();
  };
  shop.tell(null);
  const stop = adapter.subscribe((cart) => heard.push(cart));
  shop.tell(null);
  stop();
  await pause(5);
  assert.deepEqual([asked, heard], [1, []]);
});

const line = { id: '1', title: 'Mug', quantity: 1, unitPrice: { amount: 100, currency: 'EUR' } };
const total = { amount: 100, currency: 'EUR' };
for (const [what, answer, where] of [
  ['text', 'all good', 'live-cart-get: the cart'],
  ['a price with a fraction', { lines: [{ ...line, unitPrice: { amount: 1.5, currency: 'EUR' } }], total }, 'unitPrice.amount'],
  ['a price as text', { lines: [{ ...line, unitPrice: '1.00' }], total }, 'unitPrice'],
  ['a price without a currency', { lines: [], total: { amount: 1 } }, 'total.currency'],
  ['a quantity of nothing', { lines: [{ ...line, quantity: 0 }], total }, 'quantity'],
  ['an image that is a script', { lines: [{ ...line, imageUrl: 'javascript:alert(1)' }], total }, 'imageUrl'],
  ['two currencies', { lines: [line], total: { amount: 100, currency: 'USD' } }, 'one currency'],
  ['the same line twice', { lines: [line, line], total }, 'an id of its own'],
] as const) {
  test(`a shop that answers with ${what} is told where it does not fit`, async () => {
    const { adapter, reported } = setUp({ get: () => answer });
    await assert.rejects(adapter.getCart(), { code: 'unavailable' });
    assert.match(reported[0]!.message, new RegExp(where));
  });
}

test('a shop that takes no request is told what to do', async () => {
  const { adapter, reported } = setUp({});
  await assert.rejects(adapter.add([addition('mug')], once), { code: 'unavailable' });
  assert.match(reported[0]!.message, /Nobody answered live-cart-add: set window\.vitrine\.cart/);
});

test('a shop’s mistake is reported, and refuses the addition', async () => {
  const { adapter, reported } = setUp({
    add() {
      throw new TypeError('x is not a function');
    },
  });
  await assert.rejects(adapter.add([addition('mug')], once), { code: 'unavailable' });
  assert.match(reported[0]!.message, /live-cart-add: x is not a function/);
});

test('a shop that never answers has failed after a while', async () => {
  const { adapter } = setUp({ get: () => new Promise(() => {}) });
  await assert.rejects(adapter.getCart(), { code: 'timeout' });
});

test('what a shop tells of and does not fit leaves the last cart as it was', async () => {
  const { shop, adapter, reported } = setUp();
  const heard: unknown[] = [];
  adapter.subscribe((cart) => heard.push(cart));
  shop.tell({ lines: 'none' });
  await pause(5);
  assert.deepEqual([heard, reported.length], [[], 1]);
});

test('the checkout is an address that a browser may follow, or the shop’s own business', async () => {
  assert.equal(await setUp().adapter.checkout(), '/checkout');
  assert.equal(await setUp({ checkout: () => {} }).adapter.checkout(), undefined);
  for (const url of ['javascript:alert(1)', ' jaVascript:alert(1)', 'data:text/html,x', 7]) {
    const { adapter, reported } = setUp({ checkout: () => url as string });
    await assert.rejects(adapter.checkout(), { code: 'unavailable' });
    assert.equal(reported.length, 1);
  }
});
