import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { ShopCart } from '../carts/shop-cart-schema.ts';
import { HOSTILE_URLS } from '../testing/hostile-urls.ts';
import { NAUGHTY_STRINGS } from '../testing/naughty-strings.ts';
import { Live, LivePatch, NewLive } from './live.ts';
import { CartLine, NewShipment, OrderItem, Payment } from './order.ts';
import { NewProduct, Product } from './product.ts';
import { safeUrl } from './url.ts';
import { LiveUser, UserName } from './user.ts';

const money = { amount: 100, currency: 'EUR' };

/** Every place of the wire that takes an address, by how it is written. */
const ADDRESSES: Record<string, (url: string) => boolean> = {
  'a new product’s page': (url) => v.is(NewProduct.entries.url, url),
  'a new product’s images': (url) => v.is(NewProduct.entries.images, [url]),
  'a product’s page': (url) => v.is(Product.entries.url, url),
  'a product’s images': (url) => v.is(Product.entries.images, ['/fine.png', url]),
  'a new show’s cover': (url) => v.is(NewLive.entries.coverUrl, url),
  'a show’s changed cover': (url) => v.is(LivePatch.entries.coverUrl, url),
  'a show’s cover': (url) => v.is(Live.entries.coverUrl, url),
  'a host’s picture': (url) => v.is(Live.entries.hostAvatarUrl, url),
  'a person’s picture': (url) => v.is(LiveUser, { userId: 'u', userName: 'n', avatarUrl: url }),
  'a cart line’s image': (url) => v.is(CartLine.entries.imageUrl, url),
  'an ordered item’s image': (url) => v.is(OrderItem.entries.imageUrl, url),
  'a payment': (url) => v.is(Payment, { payUrl: url }),
  'a parcel': (url) => v.is(NewShipment, { carrier: 'c', tracking: 't', url }),
  'a shop’s own cart': (url) =>
    v.is(ShopCart, { lines: [{ id: '1', title: 't', quantity: 1, unitPrice: money, imageUrl: url }], total: money }),
};

test('there are enough hostile addresses, and each is one of its own', () => {
  assert.ok(new Set(HOSTILE_URLS).size >= 60);
});

for (const [place, accepts] of Object.entries(ADDRESSES)) {
  test(`${place} takes no hostile address`, () => {
    assert.deepEqual(
      HOSTILE_URLS.filter((url) => accepts(url)),
      [],
    );
    assert.ok(accepts('https://shop.example/a.png'), 'a good one is taken');
  });
}

test('addresses that shops really use pass unchanged', () => {
  for (const url of [
    '/mug.png',
    'mug.png',
    './a/../mug.png',
    '?id=7',
    '#mug',
    '//cdn.shop.example/mug.png',
    'https://shop.example',
    'HTTPS://shop.example/Mug',
    'http://localhost:8788/p/1',
    'https://shop.example/a@b/c?to=x@y.example#@',
    'https://shop.example/?next=https://pay.example//x',
    'https://例え.example/茶?q=茶碗',
    'https://shop.example/my mug.png',
    'javascript.html',
    '/javascript:alert(1)',
  ]) {
    assert.equal(safeUrl(url), url);
  }
  assert.equal(safeUrl(''), undefined);
  assert.equal(safeUrl(undefined), undefined);
});

test('there are enough naughty strings, and each is one of its own', () => {
  assert.ok(NAUGHTY_STRINGS.length >= 515, String(NAUGHTY_STRINGS.length));
  assert.equal(new Set(NAUGHTY_STRINGS).size, NAUGHTY_STRINGS.length);
});

for (const [field, schema, max] of [
  ['a product’s title', NewProduct.entries.title, 200],
  ['a show’s title', NewLive.entries.title, 100],
  ['a user’s name', UserName, 60],
] as const) {
  test(`${field} is kept to the letter, or refused for its length alone`, () => {
    for (const text of NAUGHTY_STRINGS) {
      const trimmed = text.trim();
      const parsed = v.safeParse(schema, text);
      assert.equal(parsed.success, trimmed.length >= 1 && trimmed.length <= max, JSON.stringify(text.slice(0, 40)));
      if (parsed.success) assert.equal(parsed.output, trimmed);
    }
  });
}

test('naughty names of options make no object anything else', () => {
  for (const name of ['__proto__', 'constructor', 'toString']) {
    const sku = JSON.parse(`{"options":{"${name}":"x"},"prices":[{"amount":1,"currency":"EUR"}],"stock":1}`) as unknown;
    const parsed = v.safeParse(NewProduct.entries.skus, [sku]);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    if (parsed.success) assert.equal(Object.getPrototypeOf(parsed.output[0]!.options), Object.prototype);
  }
});
