import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Moderation, WordPage, Word } from '@vitrine/core/schemas/moderation.ts';
import type { EventOf } from '@vitrine/core/schemas/room-event.ts';
import { until } from '../rooms/testing.ts';
import { read, refusal } from '../testing/set-up.ts';
import { answer, say, setUpModeration, textsOf } from './testing.ts';

test('a listed word is refused by its rule, nobody sees it, and those who run the show may say it', async (t) => {
  const { join } = await setUpModeration(t);
  const ana = await join('friday', 'viewer', { userId: 'ana' });
  const host = await join('friday', 'host');

  assert.equal(await say(ana, 'what a f u c k'), 'forbidden words');
  assert.equal(await say(ana, 'Scunthorpe United'), 'said');
  assert.equal(await say(host, 'who wrote fuck?'), 'said');

  await until(() => textsOf(ana).length === 2);
  assert.deepEqual(textsOf(ana), ['Scunthorpe United', 'who wrote fuck?']);
});

test('a custom message is searched to its last field', async (t) => {
  const { join } = await setUpModeration(t);
  const ana = await join('friday', 'viewer', { userId: 'ana' });
  const ask = (id: string, data: unknown) => {
    ana.send({ type: 'custom', id, businessID: 'question', data });
    return answer(ana, id);
  };

  assert.equal(await ask('1', { a: [{ b: 'shit' }] }), 'forbidden words');
  assert.equal(await ask('2', { shit: 1 }), 'forbidden words');
  assert.equal(await ask('3', 'see evil.com'), 'forbidden links');
  assert.equal(await ask('4', { a: [{ b: 'shirt' }] }), 'said');
});

test('the shop’s own words count from the next message on, until they are taken back', async (t) => {
  const { join, shop } = await setUpModeration(t);
  const ana = await join('friday', 'viewer', { userId: 'ana' });

  assert.equal(await say(ana, 'rival shop'), 'said');
  const word = await read(Word, shop('POST', '/words', { word: 'rival' }));
  assert.equal(await say(ana, 'R I V A L'), 'forbidden words');
  assert.equal(await refusal(await shop('POST', '/words', { word: 'rival' })), 'conflict');

  await shop('PATCH', `/words/${word.id}`, { match: 'word' });
  assert.equal(await say(ana, 'rivalry'), 'said');
  await shop('POST', '/words', { word: '对手', language: 'zh', action: 'hold' });
  const words = await read(WordPage, shop('GET', '/words?language=zh'));
  assert.deepEqual(
    words.items.map((listed) => listed.word),
    ['对手'],
  );
  await shop('DELETE', `/words/${word.id}`);
  assert.equal(await say(ana, 'rival again'), 'said');
  assert.equal(await refusal(await shop('DELETE', `/words/${word.id}`)), 'not-found');
});

test('the list of words is read page by page', async (t) => {
  const { shop } = await setUpModeration(t);
  for (const word of ['one', 'two', 'three']) await shop('POST', '/words', { word });

  const first = await read(WordPage, shop('GET', '/words?limit=2'));
  const second = await read(WordPage, shop('GET', `/words?limit=2&cursor=${first.cursor}`));

  assert.deepEqual(
    [...first.items, ...second.items].map(({ word }) => word),
    ['one', 'two', 'three'],
  );
  assert.equal(second.cursor, '');
});

test('a room has rules of its own, the shop’s for the rest, and hears what it should know of them', async (t) => {
  const { join, ask, shop } = await setUpModeration(t);
  const ana = await join('friday', 'viewer', { userId: 'ana' });
  await shop('PUT', '', { links: 'block', maxEmojis: 1 });

  await ask('host', 'PUT', '/friday/moderation', { maxEmojis: 3, slowModeSeconds: 5 });
  const { chat } = (await ana.heard('chat.changed')) as EventOf<'chat.changed'>;

  assert.deepEqual(chat, { messagesDisabled: false, approval: false, followersOnly: false, slowModeSeconds: 5 });
  const joiner = await join('friday', 'guest');
  assert.deepEqual(joiner.all('welcome')[0]!.snapshot!.chat, chat);
  const back = await read(Moderation, ask('host', 'PUT', '/friday/moderation', { maxEmojis: null }));
  assert.deepEqual(back.own, { slowModeSeconds: 5 });
  assert.equal(back.settings.maxEmojis, 1);
  assert.equal(back.settings.links, 'block');
});

test('rules that are out of bounds or unknown are refused', async (t) => {
  const { ask } = await setUpModeration(t);

  for (const patch of [{ slowModeSeconds: -1 }, { slowModeSeconds: 1e9 }, { links: 'maybe' }, { linkHosts: ['https://x.y'] }]) {
    assert.equal(await refusal(await ask('host', 'PUT', '/friday/moderation', patch)), 'invalid', JSON.stringify(patch));
  }
});

test('emojis, links and a closed chat are refused by their rules', async (t) => {
  const { join, ask } = await setUpModeration(t);
  const ana = await join('friday', 'viewer', { userId: 'ana' });
  await ask('host', 'PUT', '/friday/moderation', { maxEmojis: 2, links: 'block', linkHosts: ['shop.example'] });

  assert.equal(await say(ana, '👍👍👍'), 'forbidden emojis');
  assert.equal(await say(ana, '👍👍'), 'said');
  assert.equal(await say(ana, 'buy at cheap.com'), 'forbidden links');
  assert.equal(await say(ana, 'see https://www.shop.example/a'), 'said');

  await ask('host', 'PUT', '/friday/moderation', { messagesDisabled: true });
  assert.equal(await say(ana, 'hello'), 'forbidden disabled');
  assert.equal(await say(await join('friday', 'host'), 'hello'), 'said');
});

test('slow mode makes everybody wait but the staff, on however many sockets, and says how long', async (t) => {
  const { join, ask } = await setUpModeration(t);
  await ask('host', 'PUT', '/friday/moderation', { slowModeSeconds: 600 });
  const tabs = [await join('friday', 'viewer', { userId: 'ana' }), await join('friday', 'viewer', { userId: 'ana' })];
  const bo = await join('friday', 'viewer', { userId: 'bo' });
  const host = await join('friday', 'host');

  const answers = await Promise.all(tabs.map((tab) => say(tab, 'hi')));

  assert.deepEqual(answers.toSorted(), ['rate-limited slow-mode', 'said']);
  const refused = tabs.flatMap((tab) => tab.all('error'))[0]!;
  assert.ok(refused.error.retryAfter! > 590);
  assert.equal(await say(bo, 'hi'), 'said');
  assert.deepEqual([await say(host, 'a'), await say(host, 'b')], ['said', 'said']);
});

test('only followers write where a host wants it so', async (t) => {
  const isFollower = async (userId: string, hostId: string) => userId === 'fan' && hostId === 'test-host';
  const { join, ask } = await setUpModeration(t, { rooms: { isFollower } });
  await ask('host', 'PUT', '/friday/moderation', { followersOnly: true });

  assert.equal(await say(await join('friday', 'viewer', { userId: 'fan' }), 'hi'), 'said');
  assert.equal(await say(await join('friday', 'viewer', { userId: 'other' }), 'hi'), 'forbidden followers');
  assert.equal(await say(await join('friday', 'host'), 'hi'), 'said');
});

test('a room says how many messages one user may write in a minute', async (t) => {
  const { join, ask } = await setUpModeration(t, { env: { RATE_LIMIT_FACTOR: '1' } });
  await ask('host', 'PUT', '/friday/moderation', { perMinute: 2 });
  const ana = await join('friday', 'viewer', { userId: 'ana' });

  assert.deepEqual([await say(ana, 'a'), await say(ana, 'b'), await say(ana, 'c')], ['said', 'said', 'rate-limited']);
});

test('the rules outlive a restart', async (t) => {
  const before = await setUpModeration(t);
  await before.ask('host', 'PUT', '/friday/moderation', { messagesDisabled: true });
  await before.shop('POST', '/words', { word: 'rival' });
  await before.close(false);

  const { join, ask } = await setUpModeration(t, { dataDir: before.dataDir });
  const ana = await join('friday', 'viewer', { userId: 'ana' });
  assert.equal(await say(ana, 'hello'), 'forbidden disabled');
  await ask('host', 'PUT', '/friday/moderation', { messagesDisabled: null });
  assert.equal(await say(ana, 'rival'), 'forbidden words');
});
