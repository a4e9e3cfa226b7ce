import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { MAY_PUBLISH, MAY_WATCH, privateMapKey, userSig } from './user-sig.ts';

interface OfficialApi {
  genUserSig(userId: string, ttl: number): string;
  genPrivateMapKey(userId: string, ttl: number, roomId: number, rights: number): string;
  genPrivateMapKeyWithStringRoomID(userId: string, ttl: number, roomId: string, rights: number): string;
}
const { Api } = createRequire(import.meta.url)('tls-sig-api-v2') as { Api: new (app: number, key: string) => OfficialApi };

const app = { sdkAppId: 1_400_000_000, secretKey: '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e' };
const user = { userId: 'user_001', now: 1_700_000_000 };

const decode = (sig: string): Record<string, unknown> => {
  const base64 = sig.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=');
  return JSON.parse(inflateSync(Buffer.from(base64, 'base64')).toString()) as Record<string, unknown>;
};
const userbufOf = (key: string): string => Buffer.from(String(decode(key)['TLS.userbuf']), 'base64').toString('hex');

test('a UserSig is what Tencent’s library makes of the same facts', () => {
  const sig = userSig(app, { ...user, ttl: 86_400 });

  assert.deepEqual(decode(sig), {
    'TLS.ver': '2.0',
    'TLS.identifier': 'user_001',
    'TLS.sdkappid': 1_400_000_000,
    'TLS.time': 1_700_000_000,
    'TLS.expire': 86_400,
    'TLS.sig': 'KkmS/dZmJY/kNvf5cqmxkrXquTm0av0/S2/Z23nw5hU=',
  });
  assert.match(sig, /^[A-Za-z0-9*_-]+$/);
});

test('the library and we agree, whoever the user is', () => {
  const official = new Api(app.sdkAppId, app.secretKey);
  for (const userId of ['user_001', '01JD8Z0M6Q4M3F2S1V9X7K5T2B', '小红', 'a'.repeat(32)]) {
    const theirs = decode(official.genUserSig(userId, 7200));
    const ours = decode(userSig(app, { userId, ttl: 7200, now: Number(theirs['TLS.time']) }));

    assert.deepEqual(ours, theirs, userId);
  }
});

test('a private map key names a room by number or by text', () => {
  const byNumber = privateMapKey(app, { ...user, ttl: 300, roomId: 12_345, rights: MAY_PUBLISH });
  assert.equal(userbufOf(byNumber), '000008757365725f30303153724e00000030396553f22c000000ff00000000');
  assert.equal(decode(byNumber)['TLS.sig'], 'qRjqs5nUVrBt6bL4zh5YInHvbUlFY1eS1VVNvionFnU=');

  const byText = privateMapKey(app, { ...user, ttl: 300, roomId: 'live_abc', rights: 42 });
  assert.equal(userbufOf(byText), '010008757365725f30303153724e00000000006553f22c0000002a0000000000086c6976655f616263');
  assert.equal(decode(byText)['TLS.sig'], '7mbToParjI8gOC1Ps6q3RAG84R633eQ6dM09Hi7hkXU=');
});

test('the library and we agree on private map keys too', () => {
  const official = new Api(app.sdkAppId, app.secretKey);
  const theirs = decode(official.genPrivateMapKeyWithStringRoomID('user_001', 7200, 'friday', MAY_WATCH));
  const now = Number(theirs['TLS.time']);

  assert.deepEqual(
    decode(privateMapKey(app, { userId: 'user_001', ttl: 7200, now, roomId: 'friday', rights: MAY_WATCH })),
    theirs,
  );
});

test('lengths are counted in bytes', () => {
  const key = userbufOf(privateMapKey(app, { userId: '小红', now: 1_700_000_000, ttl: 300, roomId: '直播', rights: 42 }));

  assert.equal(key.slice(2, 6), '0006');
  assert.equal(key.slice(-16, -12), '0006');
});

test('a viewer may enter and receive, and nothing else', () => {
  assert.equal(MAY_WATCH, 170);
});
