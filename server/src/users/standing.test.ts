import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'drizzle-orm';
import { users } from '../auth/tables.ts';
import { ulid } from '../ids.ts';
import { setUp } from '../testing/set-up.ts';
import { saveIdentity } from './identities.ts';
import { SHOP, transfer } from './ledger.ts';
import { standingReader } from './standing.ts';

test('a standing is read once, and again whatever moved the points or the shop said', async (t) => {
  const { deps, close } = await setUp();
  t.after(() => close());
  let reads = 0;
  const db: typeof deps.db = new Proxy(deps.db, {
    get(target, name) {
      if (name === 'all') reads += 1;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
  await deps.db.insert(users).values({ id: 'ann', sub: 'ann', changeId: 'c', name: 'Ann', createdAt: 1 });
  const identityOf = standingReader({ db, writes: deps.writes });
  const give = (amount: number, unit: 'points' | 'coins') => {
    const entry = { id: ulid(), changeId: ulid(), unit, fromUserId: SHOP, toUserId: 'ann', amount, reason: 'gift', createdAt: 1 };
    return deps.writes.commit(transfer(deps.db, entry, sql`true`));
  };

  assert.deepEqual(await identityOf('ann'), { level: 1 });
  const before = reads;
  for (let n = 0; n < 5; n += 1) await identityOf('ann');
  assert.equal(reads, before);
  await give(100, 'points');
  assert.deepEqual(await identityOf('ann'), { level: 2 });
  await give(150, 'points');
  await give(5, 'coins');
  assert.deepEqual(await identityOf('ann'), { level: 3 });
  await deps.writes.commit([saveIdentity('ann', { nameColor: '#ffd700' })]);
  assert.deepEqual(await identityOf('ann'), { nameColor: '#ffd700', level: 3 });
  await deps.writes.commit([saveIdentity('bob', { nameColor: '#000000' })]);
  await deps.writes.commit([saveIdentity('ann', {})]);
  assert.deepEqual(await identityOf('ann'), { level: 3 });
  assert.equal(await identityOf('a-guest'), undefined);
});
