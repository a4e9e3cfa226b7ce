import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { LiveError } from '../errors.ts';
import { signal } from '../reactive.ts';
import { RoomBus } from '../room-bus.ts';
import { eventually } from '../testing/eventually.ts';
import { type Asked, deferred, fakeRequest } from '../testing/fake-request.ts';
import { WalletRepository } from './wallet-repository.ts';

const holding = (coins: number) => ({ billing: 'coins', coins, level: 1, packages: [] });

function setUp(t: TestContext, answer: (asked: Asked) => unknown) {
  const { request, asked } = fakeRequest(answer);
  const bus = new RoomBus();
  const user = signal<string | undefined>('ann');
  const closing = new AbortController();
  t.after(() => closing.abort());
  const wallet = new WalletRepository(
    { request, bus, userId: () => user.value, closed: closing.signal },
    { baseMs: 1, capMs: 2 },
  );
  return { wallet, asked, bus, user };
}

test('is read again when the server says that it changed', async (t) => {
  let coins = 5;
  const { wallet, bus } = setUp(t, () => holding(coins));
  await wallet.refresh();
  coins = 105;
  bus.emit({ type: 'wallet.changed', eventId: 'e', liveId: 'shop', ts: 1, to: 'ann', coins });

  await eventually(() => wallet.wallet?.coins === 105);
});

test('asked for many times at once it is read twice: now, and once more at the end', async (t) => {
  const { wallet, asked } = setUp(t, () => holding(1));
  await Promise.all([wallet.refresh(), wallet.refresh(), wallet.refresh()]);

  await eventually(() => asked.length === 2);
});

test('of one visitor is not shown to the next', async (t) => {
  const answers = [Promise.resolve(holding(7)), deferred<unknown>().promise];
  const { wallet, user } = setUp(t, () => answers.shift());
  await wallet.refresh();
  user.value = 'bob';

  assert.equal(wallet.wallet, undefined);
});

test('that cannot be read says why', async (t) => {
  const { wallet } = setUp(t, () => {
    throw new LiveError('forbidden', 'Sign in first');
  });
  await wallet.refresh();

  assert.deepEqual([wallet.wallet, wallet.failure], [undefined, 'forbidden']);
});

test('coins are bought under one key, however often it takes', async (t) => {
  let left = 2;
  const { wallet, asked } = setUp(t, () => {
    if ((left -= 1) >= 0) throw new LiveError('timeout', 'Late');
    const price = { amount: 99, currency: 'USD' };
    return { id: 't1', coins: 100, price, status: 'created', payUrl: 'https://pay.example/1', createdAt: 1 };
  });

  assert.equal((await wallet.topUp({ packageId: '100-USD' }, 'key-1')).payUrl, 'https://pay.example/1');
  assert.deepEqual(
    asked.map(({ idempotencyKey }) => idempotencyKey),
    ['key-1', 'key-1', 'key-1'],
  );
});
