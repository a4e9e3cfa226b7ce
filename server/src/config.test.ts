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
