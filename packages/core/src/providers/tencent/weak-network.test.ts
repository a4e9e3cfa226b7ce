import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkQuality } from '../provider.ts';
import { WeakNetwork } from './weak-network.ts';

const after = (reports: readonly NetworkQuality[], network = new WeakNetwork()) =>
  reports.map((report) => network.observe(report)).at(-1);

test('three bad reports in a row make a network weak', () => {
  assert.equal(after([4, 5]), false);
  assert.equal(after([4, 5, 4]), true);
  assert.equal(after([4, 5, 3, 4, 5]), false);
});

test('it stays weak until it has been good for a while', () => {
  const network = new WeakNetwork();
  assert.equal(after([5, 5, 5, 1, 1, 1, 1, 1, 1, 1], network), true);
  assert.equal(after([1], network), false);
});

test('unknown and gone say nothing', () => {
  assert.equal(after([5, 0, 5, 6, 5]), true);
  assert.equal(after([0, 6, 6, 6]), false);
});
