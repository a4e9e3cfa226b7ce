import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveError } from '../errors.ts';
import type { Cart } from '../schemas/order.ts';
import { deferred } from '../testing/fake-request.ts';
import { addition } from './conformance.ts';
import type { CartAdapter } from './cart-adapter.ts';
import { CartView } from './cart-view.ts';

const cartOf = (quantity: number): Cart => ({
  lines: [
    {
      id: '1',
      skuId: 'mug',
      productId: 'p',
      title: 'Mug',
      options: {},
      quantity,
      unitPrice: { amount: 1, currency: 'USD' },
      available: 9,
    },
  ],
  total: { amount: quantity, currency: 'USD' },
});

function setUp(given: Partial<CartAdapter> = {}) {
  const keys: string[] = [];
  const closing = new AbortController();
  let listener: ((cart: Cart | undefined) => void) | undefined;
  const adapter: CartAdapter = {
    id: 'test',
    getCart: async () => cartOf(1),
    add: async (_lines, { idempotencyKey }) => {
      keys.push(idempotencyKey);
      return cartOf(2);
    },
    update: async (_id, quantity) => cartOf(quantity),
    remove: async () => cartOf(1),
    subscribe(tell) {
      listener = tell;
      return () => (listener = undefined);
    },
    ...given,
  };
  return {
    view: new CartView(adapter, closing.signal),
    keys,
    closing,
    tell: (cart?: Cart) => listener?.(cart),
    heard: () => listener,
  };
}

test('shows what it reads, what it changes, and what it is told', async () => {
  const { view, tell } = setUp();
  assert.deepEqual([view.cart, view.count], [undefined, 0]);
  await view.fetch();
  assert.equal(view.count, 1);
  await view.add(addition('mug'));
  assert.equal(view.count, 2);
  tell(cartOf(7));
  assert.equal(view.count, 7);
  tell(undefined);
  assert.equal(view.cart, undefined);
});

test('makes one change after the other, and is busy meanwhile', async () => {
  const first = deferred<Cart>();
  const { view } = setUp({ add: () => first.promise });
  const both = Promise.all([view.add(addition('mug')), view.update('1', 5)]);
  assert.equal(view.busy, true);
  first.resolve(cartOf(2));
  await both;
  assert.deepEqual([view.busy as boolean, view.count], [false, 5]);
});

test('repeats a failed addition with the same key, and the next one with another', async () => {
  const seen: string[] = [];
  const { view } = setUp({
    add: async (_lines, { idempotencyKey }) => {
      if (seen.push(idempotencyKey) === 1) throw new LiveError('offline', 'Gone');
      return cartOf(1);
    },
  });
  await assert.rejects(view.add(addition('mug')), { code: 'offline' });
  assert.equal(view.failure, 'offline');
  await view.add(addition('mug'));
  assert.equal(view.failure as unknown, undefined);
  await view.add(addition('mug'));
  assert.equal(seen[0], seen[1]);
  assert.notEqual(seen[1], seen[2]);
});

test('stops listening when the room closes', () => {
  const { closing, heard } = setUp();
  assert.notEqual(heard(), undefined);
  closing.abort();
  assert.equal(heard(), undefined);
});
