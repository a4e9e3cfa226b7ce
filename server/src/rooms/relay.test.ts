import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'drizzle-orm';
import type { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import { setUp as setUpServer } from '../testing/set-up.ts';
import type { Broadcaster } from './broadcaster.ts';
import { Relay } from './relay.ts';
import { privateEvent, roomEvent } from './statements.ts';
import { roomEvents } from './tables.ts';
import { until } from './testing.ts';

/** A provider's servers that write down what they are told, and fail where a test says so. */
class Recorder implements Broadcaster {
  readonly calls: string[] = [];
  fails: (event: RoomEvent) => boolean = () => false;

  async setMetadata(liveId: string, key: string, value: string | null): Promise<void> {
    this.calls.push(`${liveId} ${key}=${value}`);
  }
  async send(event: RoomEvent): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.fails(event)) throw new Error('no way out');
    this.calls.push(`${event.liveId} ${event.eventId} ${event.seq}`);
  }
  async sendPrivate(userId: string, event: RoomEvent): Promise<void> {
    this.calls.push(`to ${userId} ${event.eventId} ${event.seq}`);
  }
}

async function setUp(t: TestContext, dataDir?: string) {
  const server = await setUpServer({ dataDir });
  const { deps } = server;
  const out = new Recorder();
  let dead = 0;
  const relay = new Relay(deps, out, { backoff: () => 5, onDead: () => dead++ });
  let open = true;
  const close = async (remove = true): Promise<void> => {
    if (!open) return;
    open = false;
    await relay.close();
    await server.close(remove);
  };
  t.after(() => close());
  const happen = (eventId: string, liveId: string, metadata?: Record<string, string | null>) =>
    deps.writes.commit([
      roomEvent({ type: 'metadata.changed', liveId, ts: 1, eventId, metadata, fields: { keys: [] } }, sql`true`),
    ]);
  return {
    ...server,
    close,
    out,
    relay,
    happen,
    dead: () => dead,
    waiting: async () => (await deps.db.select().from(roomEvents)).filter(({ deliveredAt }) => deliveredAt === null),
  };
}

test('events go out in order, metadata before its message, and are marked', async (t) => {
  const { out, relay, happen, waiting } = await setUp(t);
  await happen('a', 'one', { theme: 'red', old: null });
  relay.start();
  await happen('b', 'one');
  await happen('c', 'one', { theme: 'blue' });

  await until(async () => (await waiting()).length === 0);

  assert.deepEqual(out.calls, ['one theme=red', 'one old=null', 'one a 1', 'one b 2', 'one theme=blue', 'one c 3']);
});

test('a private event goes to its user alone and has no seq', async (t) => {
  const { deps, out, relay, waiting } = await setUp(t);
  relay.start();

  await deps.writes.commit([privateEvent('ana', { type: 'order.paid', liveId: 'shop', ts: 1, eventId: 'paid' }, sql`true`)]);
  await until(async () => (await waiting()).length === 0);

  assert.deepEqual(out.calls, ['to ana paid undefined']);
});

test('while an event fails, its room waits and the others go on', async (t) => {
  const { out, relay, happen, waiting, dead } = await setUp(t);
  let failures = 3;
  out.fails = ({ eventId }) => eventId === 'a' && failures-- > 0;
  await happen('a', 'one');
  await happen('b', 'one');
  await happen('c', 'two');
  relay.start();

  await until(async () => (await waiting()).length === 0);

  assert.deepEqual(out.calls, ['two c 1', 'one a 1', 'one b 2']);
  assert.equal(dead(), 0);
});

test('after ten attempts an event is given up, and its room goes on', async (t) => {
  const { out, relay, happen, waiting, dead } = await setUp(t);
  let attempts = 0;
  out.fails = ({ eventId }) => eventId === 'a' && ++attempts > 0;
  await happen('a', 'one');
  await happen('b', 'one');
  relay.start();

  await until(async () => (await waiting()).length === 1 && (await waiting())[0]!.deadReason !== null);

  assert.deepEqual(out.calls, ['one b 2']);
  assert.equal(attempts, 10);
  assert.equal(dead(), 1);
  const [letter] = await waiting();
  assert.equal(letter?.eventId, 'a');
  assert.match(letter?.deadReason ?? '', /no way out/);
});

test('what a dead process left behind goes out once the next one starts', async (t) => {
  const before = await setUp(t);
  before.out.fails = () => true;
  before.relay.start();
  await before.happen('a', 'one');
  await before.happen('b', 'one');
  await until(async () => (await before.waiting())[0]!.attempts > 0);
  await before.close(false);

  const after = await setUp(t, before.dataDir);
  after.relay.start();
  await until(async () => (await after.waiting()).length === 0);

  assert.deepEqual(after.out.calls, ['one a 1', 'one b 2']);
});
