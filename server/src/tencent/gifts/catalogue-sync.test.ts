import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { until } from '../../rooms/testing.ts';
import { setUpTencent, type TencentSetUp } from '../testing.ts';

const GIFT = { iconUrl: 'https://shop.example/gift.svg', coins: 5, categoryIds: ['small'] };
/** Fast enough for a test; the stand-in counts calls a second all the same. */
const FAST = 100;

async function setUp(t: TestContext, options: TencentSetUp = {}) {
  const server = await setUpTencent(t, {
    ...options,
    env: { TENCENT_ROOM_TYPE: 'Live', PUBLIC_URL: 'https://live.example.com', ...options.env },
    options: {
      rest: { backoff: () => 1, timeout: 500, speed: FAST },
      catalogue: { perSecond: FAST, retryAfter: () => 20 },
      ...options.options,
    },
  });
  const { stub } = server;
  stub.catalogueCallsPerSecond = FAST;
  const admin = async (method: string, path: string, body?: unknown): Promise<void> => {
    const answer = await server.request('admin', method, `/api/gifts${path}`, body);
    assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.text()}`);
  };
  return {
    ...server,
    admin,
    /** What was written to Tencent's catalogue since the last time, by its command. */
    written(): string[] {
      const names = stub.calls.map(({ path }) => path.split('/').at(-1)!).filter((name) => name.includes('gift'));
      stub.calls.length = 0;
      return names.filter((name) => !name.startsWith('get_'));
    },
    /** Waits until nothing differs any more. */
    async synced(): Promise<void> {
      await until(async () => {
        await server.provider.idle();
        return /vitrine_tencent_gift_catalogue_open 0/.test(await server.deps.metrics.metrics());
      }, 'the catalogue');
    },
    async shop(): Promise<void> {
      await admin('PUT', '/categories/small', { defaultName: 'Little ones', names: { 'zh-Hans': { name: '小礼物' } } });
      await admin('PUT', '/rose', { ...GIFT, defaultName: 'Rose', names: { 'zh-Hans': { name: '玫瑰' } } });
      await admin('PUT', '/star', {
        ...GIFT,
        defaultName: 'Star',
        coins: 99,
        iconUrl: '/embed/gifts/star.svg',
        extensionInfo: '{"a":1}',
      });
    },
  };
}

test('gifts, categories, names and what belongs where reach Tencent', async (t) => {
  const { shop, stub } = await setUp(t);
  await shop();
  await until(() => stub.catalogue.categories.get('small')?.giftIds.size === 2, 'the gifts');

  assert.deepEqual(stub.catalogue.read(), {
    gifts: { rose: { coins: 5, name: 'Rose', 'zh-Hans': '玫瑰' }, star: { coins: 99, name: 'Star' } },
    categories: { small: { name: 'Little ones', gifts: ['rose', 'star'], 'zh-Hans': '小礼物' } },
  });
  const star = stub.catalogue.gifts.get('star')!.fields;
  assert.deepEqual([star.IconUrl, star.ExtensionInfo], ['https://live.example.com/embed/gifts/star.svg', '{"a":1}']);
});

test('only what differs is written, also after a restart and where somebody changed it over there', async (t) => {
  const server = await setUp(t);
  const { admin, shop, synced, written, stub, provider } = server;
  await shop();
  await until(() => stub.catalogue.categories.get('small')?.giftIds.size === 2, 'the gifts');
  await synced();
  written();

  await provider.start();
  await synced();
  assert.deepEqual(written(), []);

  await admin('PUT', '/rose', { ...GIFT, defaultName: 'Rose', coins: 6, names: { 'zh-Hant': { name: '玫瑰花' } } });
  await until(() => stub.catalogue.gifts.get('rose')?.words.has('zh-Hant') === true, 'the name');
  await synced();
  assert.deepEqual(written().toSorted(), ['del_gift_language', 'edit_gift', 'set_gift_language']);
  assert.deepEqual(stub.catalogue.read().gifts.rose, { coins: 6, name: 'Rose', 'zh-Hant': '玫瑰花' });

  stub.catalogue.gifts.get('star')!.fields.Coins = 1;
  stub.catalogue.categories.get('small')!.giftIds.delete('star');
  stub.catalogue.gifts.delete('rose');
  await server.close(false);
  const after = await setUp(t, { after: server });
  await after.provider.start();
  await after.synced();
  assert.deepEqual(after.written(), ['add_gift', 'set_gift_language', 'edit_gift', 'add_gift_category_relations']);
  assert.equal((after.stub.catalogue.read().gifts.star as { coins: number }).coins, 99);
});

test('what is taken out here, or cannot be sent any more, is taken out there', async (t) => {
  const { admin, shop, stub, synced } = await setUp(t);
  await shop();
  await admin('PUT', '/categories/big', { defaultName: 'Grand' });
  await admin('PUT', '/crown', { ...GIFT, defaultName: 'Crown', categoryIds: ['small', 'big'] });
  await until(() => stub.catalogue.categories.get('big')?.giftIds.has('crown') === true, 'the crown');
  await synced();

  await admin('PUT', '/star', { ...GIFT, defaultName: 'Star', enabled: false });
  await admin('DELETE', '/rose');
  await admin('PUT', '/crown', { ...GIFT, defaultName: 'Crown', categoryIds: ['small'] });
  await admin('DELETE', '/categories/big');
  await until(() => stub.catalogue.categories.size === 1 && stub.catalogue.gifts.size === 1, 'the rest');
  await synced();

  assert.deepEqual(stub.catalogue.read().categories, { small: { name: 'Little ones', gifts: ['crown'], 'zh-Hans': '小礼物' } });
});

test('a server started anew calls no sooner than the one before it might have', async (t) => {
  const options = { catalogue: { perSecond: 1 } };
  const server = await setUp(t, { options });
  const asked = async (times: number) => {
    server.stub.catalogueCallsPerSecond = 1;
    const looks = () => server.stub.calls.filter(({ path }) => path.endsWith('get_gift_info_list')).length;
    await until(() => looks() >= times, `${times} looks at the catalogue`);
  };
  await server.shop();
  await asked(1);
  await server.close(false);

  const after = await setUp(t, { after: server, options });
  await after.provider.start();
  await asked(2);
  assert.deepEqual(after.stub.violations, []);
});

test('an empty catalogue here leaves Tencent’s alone', async (t) => {
  const { admin, stub, provider, written } = await setUp(t);
  stub.catalogue.gifts.set('theirs', { fields: { GiftId: 'theirs', DefaultName: 'Theirs', Coins: 1 }, words: new Map() });
  await provider.start();
  await admin('PUT', '/categories/small', { defaultName: 'Small' });
  await admin('DELETE', '/categories/small');
  await provider.idle();

  assert.deepEqual([written(), [...stub.catalogue.gifts.keys()]], [[], ['theirs']]);
});

test('what failed is tried again', async (t) => {
  const { shop, stub, synced } = await setUp(t);
  stub.fail('get_gift_info_list', { status: 500 }, { status: 500 }, { status: 500 });
  stub.fail('add_gift', 'silent', { code: 100_012 }, { status: 502 }, { code: 102_001 });
  await shop();
  await until(() => stub.catalogue.categories.get('small')?.giftIds.size === 2, 'the gifts');
  await synced();
  assert.deepEqual(stub.unusedFaults, []);
});

test('what the package has no room for is said, and everything else is there', async (t) => {
  const { shop, admin, stub, deps } = await setUp(t);
  const said: { why: string; command?: string }[] = [];
  deps.log.error = ((fields: { command: string }, why: string) =>
    said.push({ why, ...fields })) as unknown as typeof deps.log.error;
  stub.catalogue.most = 2;
  await shop();
  await admin('PUT', '/crown', { ...GIFT, defaultName: 'Crown' });
  await until(() => said.some(({ why, command }) => command === 'addGift' && why.includes('package')), 'the reason');
  assert.match(await deps.metrics.metrics(), /vitrine_tencent_gift_catalogue_open [1-9]/);
  stub.catalogue.most = 3;
  await until(() => stub.catalogue.categories.get('small')?.giftIds.size === 3, 'the crown');
});

test('a call a second is all that Tencent is asked for', async (t) => {
  const { shop, stub } = await setUp(t, { options: { rest: { backoff: () => 1, timeout: 500 }, catalogue: {} } });
  stub.catalogueCallsPerSecond = 1;
  const started = performance.now();
  await shop();
  await until(() => stub.catalogue.gifts.size === 1, 'the first gift');
  // The list, the category, its name in Chinese, and the gift.
  assert.ok(performance.now() - started > 2_900);
});

test('rooms that know no gifts of Tencent’s have no catalogue there', async (t) => {
  const { shop, provider, written } = await setUp(t, { env: { TENCENT_ROOM_TYPE: 'AVChatRoom' } });
  await shop();
  await provider.start();
  await provider.idle();
  assert.deepEqual(written(), []);
});
