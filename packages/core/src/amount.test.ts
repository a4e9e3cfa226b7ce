import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAmount, writeAmount } from './amount.ts';

test('an amount that a person typed is whole units of what the currency is counted in', () => {
  for (const [text, currency, amount] of [
    ['12.50', 'USD', 1250],
    ['12,5', 'EUR', 1250],
    [' 0.29 ', 'USD', 29],
    ['1234', 'JPY', 1234],
    ['1.234', 'KWD', 1234],
    ['１２', 'CNY', 1200],
    ['10000000000', 'USD', 1_000_000_000_000],
  ] as const) {
    assert.equal(parseAmount(text, currency), amount, text);
  }
});

test('what is no amount, too exact or too much is refused, never rounded', () => {
  for (const text of ['', '-1', '1e3', '0x10', '12.345', '1.2.3', 'NaN', '1 000', '99999999999999', '10000000000.01']) {
    assert.equal(parseAmount(text, 'USD'), undefined, text);
  }
  assert.equal(parseAmount('1.5', 'JPY'), undefined);
});

test('an amount comes out as it went in', () => {
  for (const currency of ['USD', 'JPY', 'KWD']) {
    for (const amount of [0, 1, 29, 100, 123_456_789]) {
      assert.equal(parseAmount(writeAmount({ amount, currency }), currency), amount);
    }
  }
});
