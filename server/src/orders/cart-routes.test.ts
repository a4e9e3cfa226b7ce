import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Cart } from '@vitrine/core/schemas/order.ts';
import { VersionedProduct } from '@vitrine/core/schemas/product-edit.ts';
import { read, refusal } from '../testing/set-up.ts';
import { moveCart } from './cart-statements.ts';
import { setUpShop, type Shop } from './test-shop.ts';

describe('the cart', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await setUpShop();
  });
  afterEach(() => shop.close());

  const add = (skuId: string, quantity: number, by: `${string}!` | 'guest' = 'ann!') =>
    shop.ask('POST', '/api/cart/lines', by, { skuId, quantity });
  const cartOf = (by: `${string}!` | 'guest', query = '') => read(Cart, shop.ask('GET', `/api/cart${query}`, by));

  test('adds up what is put in, and tells what can be bought', async () => {
    const { skuId, id: productId } = await shop.product(4);
    await add(skuId, 2);
    const { lines, total } = await read(Cart, add(skuId, 3));

    const [line] = lines;
    assert.deepEqual([lines.length, line?.quantity, line?.available, line?.productId], [1, 5, 4, productId]);
    assert.deepEqual(total, { amount: 5000, currency: 'USD' });
  });

  test('holds at most 999 of a SKU, and nothing unknown or off sale', async () => {
    const { id, skuId } = await shop.product(4);
    await add(skuId, 999);
    assert.equal(await refusal(add(skuId, 1)), 'limit-reached');
    assert.equal((await cartOf('ann!')).lines[0]?.quantity, 999);
    assert.equal(await refusal(add('none', 1)), 'not-found');

    await shop.ask('DELETE', `/api/products/${id}`, 'admin');
    assert.equal(await refusal(add(skuId, 1, 'bob!')), 'not-found');
    assert.equal((await cartOf('ann!')).lines[0]?.available, 0);
  });

  test('sets a quantity, 0 removes; a line of somebody else is none', async () => {
    const { skuId } = await shop.product(4);
    const [line] = (await read(Cart, add(skuId, 2))).lines;
    const path = `/api/cart/lines/${line!.id}`;
    assert.equal(await refusal(shop.ask('PATCH', path, 'bob!', { quantity: 1 })), 'not-found');
    assert.equal(await refusal(shop.ask('DELETE', path, 'bob!')), 'not-found');
    assert.equal((await read(Cart, shop.ask('PATCH', path, 'ann!', { quantity: 7 }))).lines[0]?.quantity, 7);
    assert.deepEqual((await read(Cart, shop.ask('PATCH', path, 'ann!', { quantity: 0 }))).lines, []);
    assert.equal(await refusal(shop.ask('DELETE', path, 'ann!')), 'not-found');
  });

  test('never adds amounts of two currencies', async () => {
    const yuan = { amount: 7000, currency: 'CNY' };
    const product = await shop.product(4, { prices: [{ amount: 500, currency: 'USD' }, yuan], stock: 4 });
    for (const { id } of product.skus) await add(id, 2);

    assert.deepEqual((await cartOf('ann!')).total, { amount: 3000, currency: 'USD' });
    const { lines, total } = await cartOf('ann!', '?currency=CNY');
    assert.deepEqual(total, { amount: 14_000, currency: 'CNY' });
    assert.deepEqual(
      lines.map(({ unitPrice, available }) => [unitPrice, available]),
      [
        [{ amount: 1000, currency: 'USD' }, 0],
        [yuan, 4],
      ],
    );
  });

  test('of a guest moves into the cart of the user they become', async () => {
    const product = await shop.product(4, {}, {});
    const [a, b, c] = product.skus.map(({ id }) => id);
    await add(a!, 2, 'guest');
    await add(b!, 990, 'guest');
    await add(b!, 10);
    await add(c!, 1);
    const [first, ...rest] = moveCart('test-guest', 'ann');
    await shop.deps.writes.commit([first!, ...rest]);

    assert.deepEqual((await cartOf('guest')).lines, []);
    const { lines } = await cartOf('ann!');
    assert.deepEqual(
      new Map(lines.map(({ skuId, quantity }) => [skuId, quantity])),
      new Map([
        [a, 2],
        [b, 999],
        [c, 1],
      ]),
    );
  });

  test('holds no more of a SKU than its product allows, however it gets in', async () => {
    const product = await shop.product(9);
    const { skuId } = product;
    await shop.ask('PATCH', `/api/products/${product.id}`, 'admin', { maxQuantity: 3 });
    assert.equal(await refusal(add(skuId, 4)), 'limit-reached');
    const [line] = (await read(Cart, add(skuId, 2))).lines;
    assert.equal(await refusal(add(skuId, 2)), 'limit-reached');
    assert.equal(await refusal(shop.ask('PATCH', `/api/cart/lines/${line!.id}`, 'ann!', { quantity: 4 })), 'limit-reached');
    await add(skuId, 2, 'guest');
    const [first, ...rest] = moveCart('test-guest', 'ann');
    await shop.deps.writes.commit([first!, ...rest]);
    assert.equal((await cartOf('ann!')).lines[0]!.quantity, 3);
  });

  test('loses nothing where two tabs add at once, and holds at most a hundred lines all the same', async () => {
    const skus = Array.from({ length: 120 }, (_, i) => ({
      options: { n: `${i}` },
      prices: [{ amount: 1, currency: 'USD' }],
      stock: 5,
    }));
    const { skus: made } = await read(VersionedProduct, shop.ask('POST', '/api/products', 'admin', { title: 'Many', skus }));
    await Promise.all(Array.from({ length: 20 }, (_, tab) => add(made[tab % 2]!.id, 1)));
    assert.deepEqual(
      (await cartOf('ann!')).lines.map(({ quantity }) => quantity),
      [10, 10],
    );

    const answers = await Promise.all(made.map(({ id }) => add(id, 1)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 100);
    assert.equal((await cartOf('ann!')).lines.length, 100);
  });

  test('takes an addition once for each Idempotency-Key, and many without one', async () => {
    const { skuId } = await shop.product(9);
    const keyed = (key: string, quantity = 2, by: `${string}!` = 'ann!') =>
      shop.ask('POST', '/api/cart/lines', by, { skuId, quantity }, { 'Idempotency-Key': key });
    const answers = await Promise.all(Array.from({ length: 10 }, () => keyed('a')));
    for (const answer of answers) assert.ok(answer.status === 200 || (await refusal(answer.clone())) === 'in-progress');
    const again = await keyed('a');
    assert.equal(again.headers.get('Idempotent-Replayed'), 'true');
    assert.equal((await read(Cart, again)).lines[0]!.quantity, 2);
    assert.equal(await refusal(keyed('a', 3)), 'key-reused');
    assert.equal((await read(Cart, keyed('a', 2, 'bob!'))).lines[0]!.quantity, 2);
    await keyed('b');
    await add(skuId, 1);
    await add(skuId, 1);
    assert.equal((await cartOf('ann!')).lines[0]!.quantity, 6);
    assert.equal(await refusal(keyed('c', 999)), 'limit-reached');
  });

  test('is nobody’s without a token', async () => {
    assert.equal((await shop.app.request('/api/cart')).status, 401);
  });
});
