import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { Estimate } from '@vitrine/core/schemas/order.ts';
import { readConfig } from '../config.ts';
import { read, refusal } from '../testing/set-up.ts';
import { type Charges, createFlatCharges } from './cart-charges.ts';
import { chargesOf, taxParts } from './cart-estimate.ts';
import { setUpShop } from './test-shop.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const Part = fc.record({
  amount: fc.nat({ max: 1_000_000_000_000 }),
  rate: fc.constantFrom(0, 1, 550, 700, 825, 1900, 2500, 9999),
});

describe('tax', () => {
  test('of parts is whole, never negative, and adds up to that of the whole, a unit a rate at most off the exact one', () => {
    fc.assert(
      fc.property(fc.array(Part, { maxLength: 60 }), fc.boolean(), (parts, included) => {
        const taxes = taxParts(parts, included);
        assert.equal(taxes.length, parts.length);
        assert.ok(taxes.every((tax, place) => Number.isSafeInteger(tax) && tax >= 0 && tax <= parts[place]!.amount + 1));
        for (const rate of new Set(parts.map((part) => part.rate))) {
          const own = parts.flatMap((part, place) => (part.rate === rate ? [place] : []));
          const [times, of] = [BigInt(rate), BigInt(included ? 10_000 + rate : 10_000)];
          const exact = own.reduce((total, place) => total + BigInt(parts[place]!.amount), 0n) * times;
          const off = BigInt(sum(own.map((place) => taxes[place]!))) * of - exact;
          assert.ok(off * 2n <= of && off * 2n > -of, 'rounded half up, once');
          // No part is more than a unit from its own exact share.
          for (const place of own) {
            const share = BigInt(taxes[place]!) * of - BigInt(parts[place]!.amount) * times;
            assert.ok(share < of && share > -of);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('is rounded half up, and what is left over goes to who lost most', () => {
    assert.deepEqual(taxParts([{ amount: 50, rate: 100 }], false), [1]);
    assert.deepEqual(taxParts([{ amount: 49, rate: 100 }], false), [0]);
    assert.deepEqual(
      taxParts(
        [
          { amount: 33, rate: 1000 },
          { amount: 33, rate: 1000 },
          { amount: 34, rate: 1000 },
        ],
        false,
      ),
      [3, 3, 4],
    );
    assert.deepEqual(taxParts([{ amount: 11_900, rate: 1900 }], true), [1900]);
  });
});

test('an estimate adds up in every currency, whatever the shop’s own charges are', async () => {
  const Line = fc.record({
    skuId: fc.constant('s'),
    productId: fc.constant('p'),
    quantity: fc.integer({ min: 1, max: 999 }),
    amount: fc.nat({ max: 1_000_000_000 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('USD', 'JPY', 'KWD'),
      fc.array(Line, { maxLength: 30 }),
      fc.nat({ max: 100_000 }),
      fc.array(fc.nat({ max: 3000 }), { minLength: 31, maxLength: 31 }),
      fc.boolean(),
      async (currency, lines, shipping, rates, taxIncluded) => {
        const charges: Charges = {
          taxIncluded,
          shipping: async () => shipping,
          taxRate: (goods, line) => rates[line ? goods.lines.indexOf(line) : 30]!,
        };
        const sums = await chargesOf({ currency, lines }, charges);
        assert.equal(sums.subtotal, sum(lines.map(({ amount }) => amount)));
        assert.equal(sum(sums.lineTaxes) + sums.shippingTax, sums.tax);
        assert.equal(sums.total, sums.subtotal + sums.shipping + (taxIncluded ? 0 : sums.tax));
        assert.ok([...sums.lineTaxes, sums.tax, sums.total].every(Number.isSafeInteger));
      },
    ),
    { numRuns: 300 },
  );
});

test('charges that are no whole numbers are a fault of the shop’s code, not a price', async () => {
  for (const shipping of [-1, 1.5, NaN]) {
    const charges: Charges = { taxIncluded: false, shipping: () => shipping, taxRate: () => 0 };
    await assert.rejects(chargesOf({ currency: 'USD', lines: [] }, charges));
  }
});

test('flat charges come from the environment, and what is not said costs nothing', async () => {
  const of = (env: Record<string, string>) =>
    createFlatCharges(readConfig({ SHOP_SECRET: 'x'.repeat(32), PAYMENT_WEBHOOK_SECRET: 'y'.repeat(32), ...env }, false));
  const goods = (currency: string, amount: number, country?: string) => ({
    currency,
    lines: [{ skuId: 's', productId: 'p', quantity: 1, amount }],
    destination: country ? { country } : undefined,
  });
  const charges = of({
    SHIPPING_FLAT: 'USD:500,JPY:800',
    SHIPPING_FREE_FROM: 'USD:5000',
    TAX_RATES: 'DE:19,FR:5.5,*:7',
    TAX_INCLUDED: 'on',
  });
  assert.deepEqual(
    [goods('USD', 4999), goods('USD', 5000), goods('USD', 0), goods('JPY', 99_999), goods('KWD', 1)].map((one) =>
      charges.shipping(one),
    ),
    [500, 0, 0, 800, 0],
  );
  assert.deepEqual(
    ['DE', 'FR', 'US', undefined].map((country) => charges.taxRate(goods('USD', 1, country))),
    [1900, 550, 700, 700],
  );
  assert.equal(charges.taxIncluded, true);
  const none = of({});
  assert.deepEqual([await none.shipping(goods('USD', 1)), await none.taxRate(goods('USD', 1)), none.taxIncluded], [0, 0, false]);
  const wrong: Record<string, string>[] = [
    { SHIPPING_FLAT: 'USD' },
    { SHIPPING_FLAT: 'usd:1' },
    { TAX_RATES: 'DE:-1' },
    { TAX_RATES: 'DE:19%' },
  ];
  for (const env of wrong) assert.throws(() => of(env), /SHIPPING_FLAT|TAX_RATES/);
});

test('the cart is estimated with what it costs now; what cannot be had is named and not charged', async (t) => {
  const shop = await setUpShop({ env: { SHIPPING_FLAT: 'USD:500', TAX_RATES: 'DE:19' } });
  t.after(() => shop.close());
  const { skuId } = await shop.product(5);
  const few = await shop.product(1);
  await shop.ask('POST', '/api/cart/lines', 'ann!', { skuId, quantity: 3 });
  await shop.ask('POST', '/api/cart/lines', 'ann!', { skuId: few.skuId, quantity: 2 });
  const ask = (body?: object) => shop.ask('POST', '/api/cart/estimate', 'ann!', body);

  const plain = await read(Estimate, ask());
  assert.deepEqual(
    [plain.subtotal.amount, plain.shipping.amount, plain.tax.amount, plain.total.amount, plain.unavailable],
    [3000, 500, 0, 3500, [few.skuId]],
  );
  const german = await read(Estimate, ask({ destination: { country: 'DE' } }));
  assert.deepEqual(
    [german.tax.amount, german.shippingTax.amount, german.lines[0]!.tax.amount, german.total.amount],
    [665, 95, 570, 4165],
  );

  const twice = [
    { skuId, quantity: 2 },
    { skuId, quantity: 2 },
  ];
  const other = await read(Estimate, ask({ items: twice }));
  assert.deepEqual([other.lines.length, other.lines[0]!.quantity, other.subtotal.amount], [1, 4, 4000]);
  assert.deepEqual((await read(Estimate, ask({ items: [...twice, ...twice] }))).unavailable, [skuId]);
  assert.deepEqual((await read(Estimate, ask({ currency: 'JPY' }))).unavailable.length, 2);
  assert.equal(await refusal(ask({ items: [] })), 'invalid');
  assert.equal(await refusal(ask({ destination: { country: 'Germany' } })), 'invalid');
});
