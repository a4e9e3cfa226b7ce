import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ulid } from './ids.ts';

test('ids are alike in form and never twice the same', () => {
  const ids = Array.from({ length: 20_000 }, ulid);

  assert.ok(ids.every((id) => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(id)));
  assert.equal(new Set(ids).size, ids.length);
});

test('every letter occurs in every random place', () => {
  const seen = Array.from({ length: 16 }, () => new Set<string>());
  for (let n = 0; n < 3_000; n++)
    ulid()
      .slice(10)
      .split('')
      .forEach((letter, place) => seen[place]!.add(letter));

  assert.ok(seen.every(({ size }) => size === 32));
});

test('a later id sorts behind an earlier one', async () => {
  const first = ulid();
  await new Promise((resolve) => setTimeout(resolve, 5));

  assert.ok(ulid() > first);
});
