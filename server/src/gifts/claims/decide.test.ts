import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decide, type Open } from './decide.ts';

const NOW = 1_000_000;
const OLD = NOW - 61_000;
const FLYING = NOW - 100;

/** `ann 5` is a gift of five coins by Ann, answered in time and long ago. */
const gift = (id: string, name: string, more: Partial<Open> = {}): Open => {
  const [userId = '', coins] = name.split(' ');
  return { id, userId, coins: Number(coins), createdAt: OLD, charged: true, answered: true, ...more };
};
const said = (open: Open[], missing: number) => {
  const { delivered, returned, unclear } = decide(open, missing, NOW);
  return { delivered: delivered.toSorted(), returned: returned.toSorted(), unclear: unclear.toSorted() };
};
const unanswered = { answered: false };
const flying = { createdAt: FLYING };

describe('what became of gifts, by the sum that the cloud counted', () => {
  test('all are delivered where nothing is missing', () => {
    const open = [gift('a', 'ann 5', flying), gift('b', 'bob 7', unanswered), gift('c', 'ann 5', { charged: false })];
    assert.deepEqual(said(open, 0), { delivered: ['a', 'b', 'c'], returned: [], unclear: [] });
  });

  test('a gift that costs more than is missing was counted, however young', () => {
    const open = [gift('a', 'ann 100', { ...flying, ...unanswered }), gift('b', 'bob 5', flying)];
    assert.deepEqual(said(open, 5), { delivered: ['a'], returned: [], unclear: [] });
  });

  test('one alone that is missing is waited for, and given back when it could not come any more', () => {
    assert.deepEqual(said([gift('a', 'ann 5', { createdAt: NOW - 59_000 })], 5), { delivered: [], returned: [], unclear: [] });
    assert.deepEqual(said([gift('a', 'ann 5')], 5), { delivered: [], returned: ['a'], unclear: [] });
  });

  test('what we answered in time is not held up by what is doubtful', () => {
    const open = [
      gift('late', 'ann 5', { ...unanswered, createdAt: NOW - 20_000 }),
      gift('b', 'bob 5', { createdAt: NOW - 4_000 }),
    ];
    assert.deepEqual(said(open, 5), { delivered: ['b'], returned: [], unclear: [] });
    assert.equal(decide(open, 5, NOW).presumed, true);
    // Twice as much is missing as the doubtful one explains.
    assert.deepEqual(said(open, 10).delivered, []);
  });

  test('who was lost is found by what gifts cost', () => {
    const open = [gift('a', 'ann 5', unanswered), gift('b', 'bob 7', unanswered), gift('c', 'cem 11', unanswered)];
    assert.deepEqual(said(open, 12), { delivered: ['c'], returned: ['a', 'b'], unclear: [] });
    assert.deepEqual(said(open, 23), { delivered: [], returned: ['a', 'b', 'c'], unclear: [] });
  });

  test('gifts of one sender at one price are all the same', () => {
    const open = ['a', 'b', 'c'].map((id) => gift(id, 'ann 5', unanswered));
    assert.deepEqual(said(open, 10), { delivered: ['a'], returned: ['b', 'c'], unclear: [] });
  });

  test('a repeat that was counted is a gift of its own, and otherwise none', () => {
    const open = [gift('first', 'ann 5'), gift('again', 'ann 5', { charged: false, answered: false })];
    assert.deepEqual(said(open, 0).delivered, ['again', 'first']);
    assert.deepEqual(said(open, 5), { delivered: ['first'], returned: ['again'], unclear: [] });
    assert.deepEqual(said(open, 10), { delivered: [], returned: ['again', 'first'], unclear: [] });
    const others = [gift('first', 'bob 5', unanswered), gift('again', 'ann 5', { charged: false, answered: false })];
    assert.deepEqual(said(others, 5).returned, ['again']);
  });

  test('where two people may have been the one, nobody decides but the shop', () => {
    const open = [gift('a', 'ann 5', unanswered), gift('b', 'bob 5', unanswered), gift('c', 'cem 9', unanswered)];
    assert.deepEqual(said(open, 5), { delivered: ['c'], returned: [], unclear: ['a', 'b'] });
    // A sum that no gifts make up.
    assert.deepEqual(said(open, 6).unclear, ['a', 'b']);
  });

  test('many at once are decided or left, and take no time', () => {
    const many = Array.from({ length: 12_000 }, (_, n) => gift(String(n), `user-${n} ${50_000 + n}`, unanswered));
    for (const some of [many, many.slice(0, 100)]) {
      const { delivered, unclear } = said(some, 456_789);
      assert.equal(delivered.length, 0);
      assert.equal(unclear.length, some.length);
    }
  });

  test('nothing of what is old is given back while somebody’s gift is on its way', () => {
    const open = [gift('a', 'ann 5', unanswered), gift('b', 'bob 5', flying)];
    assert.deepEqual(said(open, 10), { delivered: [], returned: [], unclear: [] });
  });
});
