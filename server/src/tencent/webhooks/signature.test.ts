import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callbackSign, isSigned } from './signature.ts';

const sign = '17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061';

test('a callback is signed as in the example that Tencent publishes', () => {
  assert.equal(callbackSign('xxxxyyyy', '1669872112'), sign);
  assert.equal(isSigned('xxxxyyyy', sign, '1669872112', 1_669_872_112), true);
});

test('another token, another time, and a call that is older than a minute do not fit', () => {
  assert.equal(isSigned('another', sign, '1669872112', 1_669_872_112), false);
  assert.equal(isSigned('xxxxyyyy', sign, '1669872113', 1_669_872_112), false);
  assert.equal(isSigned('xxxxyyyy', sign, '1669872112', 1_669_872_172), true);
  assert.equal(isSigned('xxxxyyyy', sign, '1669872112', 1_669_872_173), false);
  assert.equal(isSigned('xxxxyyyy', sign, '1669872112', 1_669_872_051), false);
  assert.equal(isSigned('xxxxyyyy', '', '', 0), false);
});
