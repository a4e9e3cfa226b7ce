import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { acquireRoom } from './room-registry.ts';

let names = 0;

function setUp(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(globalThis, 'fetch', async () => Response.json({ error: { code: 'not-found', message: 'No' } }, { status: 404 }));
  const liveId = `friday-${(names += 1)}`;
  const acquire = (server = 'https://live.example.com', id = liveId) => {
    const acquired = acquireRoom({ server, liveId: id });
    t.after(() => acquired.room.close());
    return acquired;
  };
  return { acquire };
}

test('elements of one page share a room, however its server is written', (t) => {
  const { acquire } = setUp(t);

  assert.equal(acquire().room, acquire('https://live.example.com/').room);
  assert.notEqual(acquire().room, acquire('https://other.example.com').room);
});

test('rooms of one server share who the visitor is', (t) => {
  const { acquire } = setUp(t);

  const one = acquire();
  const other = acquire('https://live.example.com', 'saturday');

  assert.notEqual(one.room, other.room);
  assert.equal(one.room.login, other.room.login);
});

test('the last release closes the room after a moment', (t) => {
  const { acquire } = setUp(t);
  const [one, two] = [acquire(), acquire()];

  one.release();
  one.release();
  t.mock.timers.tick(5_000);
  assert.equal(one.room.closed.aborted, false);
  two.release();
  assert.equal(one.room.closed.aborted, false);
  t.mock.timers.tick(5_000);

  assert.equal(one.room.closed.aborted as boolean, true);
  assert.notEqual(acquire().room, one.room);
});

test('an element that is only moved keeps its room', (t) => {
  const { acquire } = setUp(t);
  const before = acquire();

  before.release();
  const after = acquire();
  t.mock.timers.tick(5_000);

  assert.equal(after.room, before.room);
  assert.equal(after.room.closed.aborted, false);
});

test('a room that was left explicitly is opened anew', (t) => {
  const { acquire } = setUp(t);
  const { room } = acquire();

  room.liveList.leaveLive();

  assert.notEqual(acquire().room, room);
});
