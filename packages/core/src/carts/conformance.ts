import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cart } from '../schemas/order.ts';
import { eventually } from '../testing/eventually.ts';
import type { CartItem, CartAdapter } from './cart-adapter.ts';

/** One cart platform, with an empty cart, as the conformance tests need it. */
export interface CartPlatform {
  adapter: CartAdapter;
  /** Variants of which there are at least nine. */
  skuIds: readonly [string, string];
  /** A variant that is sold out. */
  soldOut: string;
  /** The same visitor adds a piece elsewhere, for example on another page of the shop. */
  addElsewhere(skuId: string): Promise<void>;
}

/** For tests: an addition as elements make it. */
export const addition = (skuId: string, quantity = 1): CartItem => ({
  skuId,
  productId: `p-${skuId}`,
  options: {},
  quantity,
  attribution: { liveId: 'friday', popupEventId: 'evt_p_1' },
});

const quantities = ({ lines }: Cart): [string, number][] => lines.map(({ skuId, quantity }) => [skuId, quantity]);
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no refusal',
    (error: { code?: string }) => error.code ?? String(error),
  );

/** What every cart adapter must do; call it in the adapter's own test file. */
export function cartConformance(name: string, setUp: () => CartPlatform): void {
  const put = ({ adapter }: CartPlatform, skuId: string, quantity: number, idempotencyKey = `${skuId}-${quantity}`) =>
    adapter.add([addition(skuId, quantity)], { idempotencyKey });

  test(`${name}: an empty cart is a cart`, async () => {
    const { lines, total } = await setUp().adapter.getCart();
    assert.deepEqual(lines, []);
    assert.match(total.currency, /^[A-Z]{3}$/);
  });

  test(`${name}: what is added is in the cart that comes back, at the cart’s own price, and adds up`, async () => {
    const platform = setUp();
    const [a, b] = platform.skuIds;
    await put(platform, a, 2);
    await put(platform, b, 1);
    const cart = await put(platform, a, 1);
    assert.deepEqual(quantities(cart), [
      [a, 3],
      [b, 1],
    ]);
    const sum = cart.lines.reduce((amount, { unitPrice, quantity }) => amount + unitPrice.amount * quantity, 0);
    assert.deepEqual(cart.total, { amount: sum, currency: cart.lines[0]!.unitPrice.currency });
    assert.deepEqual(await platform.adapter.getCart(), cart);
  });

  test(`${name}: several lines are added at once`, async () => {
    const { adapter, skuIds } = setUp();
    const cart = await adapter.add(
      skuIds.map((skuId) => addition(skuId)),
      { idempotencyKey: 'both' },
    );
    assert.deepEqual(
      quantities(cart),
      skuIds.map((skuId) => [skuId, 1]),
    );
  });

  test(`${name}: a line gets another quantity, and goes at 0 or when it is removed`, async () => {
    const platform = setUp();
    const { adapter } = platform;
    const [a, b] = platform.skuIds;
    await put(platform, a, 1);
    const { lines } = await put(platform, b, 1);
    assert.deepEqual(quantities(await adapter.update(lines[0]!.id, 4)), [
      [a, 4],
      [b, 1],
    ]);
    assert.deepEqual(quantities(await adapter.update(lines[0]!.id, 0)), [[b, 1]]);
    assert.deepEqual(quantities(await adapter.remove(lines[1]!.id)), []);
  });

  test(`${name}: a refusal names its reason and changes nothing`, async () => {
    const platform = setUp();
    await put(platform, platform.skuIds[0], 1);
    assert.equal(await codeOf(put(platform, platform.soldOut, 1)), 'sold-out');
    assert.deepEqual(quantities(await platform.adapter.getCart()), [[platform.skuIds[0], 1]]);
  });

  test(`${name}: tells what happens elsewhere, until it is told to stop`, async () => {
    const platform = setUp();
    const { adapter } = platform;
    await adapter.getCart();
    const heard: (Cart | undefined)[] = [];
    const stop = adapter.subscribe((cart) => heard.push(cart));
    await platform.addElsewhere(platform.skuIds[0]);
    await eventually(() => quantities(heard.at(-1) ?? { lines: [], total: { amount: 0, currency: 'XXX' } }).length === 1);
    assert.deepEqual(quantities(heard.at(-1)!), [[platform.skuIds[0], 1]]);

    stop();
    const before = heard.length;
    await platform.addElsewhere(platform.skuIds[0]);
    await adapter.getCart();
    assert.equal(heard.length, before);
  });
}
