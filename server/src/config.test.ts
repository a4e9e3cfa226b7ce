import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, readConfig } from './config.ts';

const secrets = { SHOP_SECRET: 's'.repeat(32), PAYMENT_WEBHOOK_SECRET: 'p'.repeat(32) };

test('a server without secrets does not start, and says which are missing', () => {
  assert.throws(
    () => readConfig({ SHOP_SECRET: '' }, false),
    (error) =>
      error instanceof ConfigError &&
      /SHOP_SECRET: missing/.test(error.message) &&
      /PAYMENT_WEBHOOK_SECRET: missing/.test(error.message),
  );
});

test('every fault is named at once', () => {
  assert.throws(
    () =>
      readConfig(
        { ...secrets, PORT: 'x', SHOP_SECRET: 'short', ALLOWED_ORIGINS: 'https://shop.example/path', RATE_LIMIT_FACTOR: '0' },
        false,
      ),
    /PORT: a port number[\s\S]*SHOP_SECRET: at least 32[\s\S]*ALLOWED_ORIGINS: exact origins[\s\S]*RATE_LIMIT_FACTOR: more than 0/,
  );
});

test('pages of the own origin and of the shop may talk to the server, and no others', () => {
  const config = readConfig({ ...secrets, PUBLIC_URL: 'https://live.example/', ALLOWED_ORIGINS: 'https://shop.example' }, false);

  assert.deepEqual(config.allowedOrigins, ['https://live.example', 'https://shop.example']);
});

test('the demo needs nothing and lets in its own shop', () => {
  const config = readConfig({ PORT: '1', DEMO_SHOP_PORT: '2' }, true);

  assert.ok(config.allowedOrigins.includes('http://localhost:2'));
});

const tencent = { ...secrets, TENCENT_SDKAPPID: '1400000001', TENCENT_SECRETKEY: 'k'.repeat(64) };

test('rooms run on the embedded engine until the shop names an app of Tencent’s', () => {
  assert.equal(readConfig(secrets, false).tencent, undefined);
  assert.equal(readConfig(tencent, false).tencent?.restUrl, 'https://console.tim.qq.com');
  assert.equal(
    readConfig({ ...tencent, TENCENT_SDKAPPID: '20001234' }, false).tencent?.restUrl,
    'https://adminapisgp.im.qcloud.com',
  );
  assert.equal(readConfig({ ...tencent, TENCENT_REGION: 'tokyo' }, false).tencent?.restUrl, 'https://adminapijpn.im.qcloud.com');
});

test('half of a Tencent set-up is refused, with what is missing', () => {
  const without = (name: keyof typeof tencent) => ({ ...tencent, [name]: undefined });
  const cases: [Record<string, string | undefined>, RegExp][] = [
    [without('TENCENT_SECRETKEY'), /TENCENT_SECRETKEY: missing/],
    [without('TENCENT_SDKAPPID'), /TENCENT_SDKAPPID: missing/],
    [{ ...secrets, TENCENT_REGION: 'tokyo' }, /TENCENT_SDKAPPID: missing. TENCENT_REGION is set/],
    [{ ...tencent, TENCENT_WEBHOOK_PATH: 'p'.repeat(20) }, /TENCENT_CALLBACK_TOKEN: missing/],
    [{ ...tencent, TENCENT_CLOUD_SECRET_ID: 'id' }, /TENCENT_CLOUD_SECRET_KEY: missing/],
    [{ ...tencent, TENCENT_CDN_PUSH_URL: 'rtmp://push.example/live/{liveId}' }, /TENCENT_CDN_PLAY_URL: missing/],
    [{ ...tencent, TENCENT_CDN_PLAY_URL: 'https://play.example/live.m3u8' }, /TENCENT_CDN_PLAY_URL: an https URL with {liveId}/],
    [{ ...tencent, TENCENT_ROOM_TYPE: 'Meeting' }, /TENCENT_ROOM_TYPE: AVChatRoom or Live/],
    [{ ...tencent, TENCENT_SDKAPPID: 'mine' }, /TENCENT_SDKAPPID: a whole number/],
  ];
  for (const [env, message] of cases) assert.throws(() => readConfig(env, false), message);
});
