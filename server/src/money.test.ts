import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { allocate, fromDecimal, minorDigits, toDecimal } from './money.ts';

const amount = fc.integer({ min: 0, max: 1_000_000_000_000 });
const currency = fc.constantFrom('USD', 'JPY', 'KWD', 'CNY');

test('parts are whole, add up to the amount, and are within one unit of what is fair', () => {
  fc.assert(
    fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 100 }), (total, weights) => {
      const parts = allocate(total, weights);
      assert.equal(
        parts.reduce((sum, part) => sum + part, 0),
        total,
      );
      const sum = weights.reduce((one, weight) => one + BigInt(weight), 0n);
      for (const [index, part] of parts.entries()) {
        assert.ok(Number.isSafeInteger(part) && part >= 0);
        if (sum === 0n) continue;
        const fair = (BigInt(total) * BigInt(weights[index]!)) / sum;
        assert.ok(BigInt(part) - fair <= 1n && fair - BigInt(part) <= 1n, `${part} of ${fair}`);
        if (BigInt(total) <= sum) assert.ok(part <= weights[index]!, 'never more than its weight');
      }
    }),
  );
});

test('an amount as a decimal is the same amount again, in every currency', () => {
  assert.deepEqual(['USD', 'JPY', 'KWD'].map(minorDigits), [2, 0, 3]);
  assert.deepEqual(
    [toDecimal(5, 'USD'), toDecimal(5, 'JPY'), toDecimal(5, 'KWD'), toDecimal(-1999, 'USD')],
    ['0.05', '5', '0.005', '-19.99'],
  );
  fc.assert(fc.property(amount, currency, (minor, code) => assert.equal(fromDecimal(toDecimal(minor, code), code), minor)));
});

test('a decimal that is none, or that the currency cannot have, is no amount', () => {
  for (const text of ['', '-1', '1e3', '1,5', '.5', '1.', 'NaN', ' 1', '0x1', '1.005', '9'.repeat(14)]) {
    assert.equal(fromDecimal(text, 'USD'), undefined, text);
  }
  assert.deepEqual([fromDecimal('1.500', 'USD'), fromDecimal('10.00', 'JPY'), fromDecimal('10.5', 'JPY')], [150, 10, undefined]);
});
