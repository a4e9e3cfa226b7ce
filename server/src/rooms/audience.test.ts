import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RoomAudience } from './audience.ts';

function setUp(grace: number) {
  const told: string[] = [];
  const audience = new RoomAudience(
    {
      joined: ({ userId }) => told.push(`${userId} joined`),
      left: ({ userId }) => told.push(`${userId} left`),
      counted: (count) => told.push(`${count}`),
    },
    grace,
  );
  const enter = (userId: string): void => audience.enter({ userId, userName: userId });
  return { told, audience, enter };
}

test('a person with two tabs comes once and goes with the last of them', () => {
  const { told, audience, enter } = setUp(0);

  enter('ana');
  enter('ana');
  audience.sweep();
  audience.leave('ana');
  audience.sweep();
  assert.deepEqual(told, ['ana joined', '1']);
  audience.leave('ana');
  audience.sweep();

  assert.deepEqual(told, ['ana joined', '1', 'ana left', '0']);
});

test('whoever comes back soon was never away', () => {
  const { told, audience, enter } = setUp(60_000);

  enter('ana');
  audience.leave('ana');
  audience.sweep();
  enter('ana');
  audience.sweep();

  assert.deepEqual(told, ['ana joined', '1']);
});

test('a crowd is counted, but not told one by one', () => {
  const { told, audience, enter } = setUp(60_000);

  for (let i = 0; i < 1000; i++) enter(`v${i}`);
  audience.sweep();

  assert.ok(told.length < 40, `${told.length} told`);
  assert.equal(told.at(-1), '1000');
  assert.equal(audience.list(200).length, 200);
  assert.equal(audience.list(200)[0]!.userId, 'v999');
});
