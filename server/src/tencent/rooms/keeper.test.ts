import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createShow, endShow } from '../../live/show.ts';
import { until } from '../../rooms/testing.ts';
import { setUp as setUpServer } from '../../testing/set-up.ts';
import { RestClient } from '../rest/client.ts';
import { setUpStub } from '../testing.ts';
import { avChatRooms } from './av-chat-rooms.ts';
import { RoomKeeper } from './keeper.ts';

async function setUp(t: Parameters<typeof setUpStub>[0]) {
  const { stub, config } = await setUpStub(t);
  const { deps, close } = await setUpServer();
  const rest = new RestClient(config, { backoff: () => 1 });
  const keepers: RoomKeeper[] = [];
  const create = (): RoomKeeper => {
    const keeper = new RoomKeeper(deps, rest, avChatRooms(rest, config.admin));
    keepers.push(keeper);
    return keeper;
  };
  t.after(async () => {
    for (const keeper of keepers) keeper.close();
    rest.close();
    await close();
  });
  const host = { userId: 'hana', role: 'host', name: 'Hana', rooms: [], expiresAt: 0 } as const;
  await createShow(deps, host, { id: 'friday', title: '直播'.repeat(25) });
  return { stub, deps, create, keeper: create() };
}

test('a room is made once, however many ask at the same moment, and after a restart', async (t) => {
  const { stub, keeper, create } = await setUp(t);

  await Promise.all([keeper.ensure('friday'), keeper.ensure('friday'), keeper.ensure('friday')]);
  assert.equal(stub.calls.filter(({ path }) => path.endsWith('create_group')).length, 1);
  await create().ensure('friday');

  assert.ok(stub.rooms.has('friday'));
  assert.equal(stub.accounts.get('hana')?.nick, 'Hana');
});

test('an ended show’s room goes after a while, also when the process that ended it is gone', async (t) => {
  const { stub, deps, keeper, create } = await setUp(t);
  await keeper.ensure('friday');
  await endShow(deps, 'friday', 'host');

  keeper.sayGoodbye('friday', 1);
  await until(() => !stub.rooms.has('friday'), 'the end of the room');
  await assert.rejects(keeper.ensure('friday'), { code: 'expired' });

  // The room may be gone already: that is what was wanted.
  const next = create();
  await next.catchUp();
  await assert.rejects(next.ensure('friday'), { code: 'expired' });
});

test('a live that is not there has no room', async (t) => {
  const { stub, keeper } = await setUp(t);
  await assert.rejects(keeper.ensure('nowhere'), { code: 'not-found' });
  assert.equal(stub.calls.length, 0);
});
