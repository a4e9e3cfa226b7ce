import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../config.ts';
import { pageRoutes } from '../pages/pages.ts';

const policyOf = async (env: Record<string, string>): Promise<Map<string, string>> => {
  const secrets = { SHOP_SECRET: 's'.repeat(32), PAYMENT_WEBHOOK_SECRET: 'p'.repeat(32) };
  const { tencent } = readConfig({ ...secrets, ...env }, false);
  const answer = await pageRoutes({ demo: false, tencent }).request('/studio?live=friday');
  const directives = answer.headers.get('Content-Security-Policy')!.split('; ');
  return new Map(directives.map((directive) => [directive.split(' ', 1)[0]!, directive]));
};

test('the studio allows nothing of Tencent’s until the rooms are there', async () => {
  const without = await policyOf({});
  assert.doesNotMatch([...without.values()].join(), /qcloud|cloud-rtc|wasm|blob:;|worker/);
  assert.ok(without.has('require-trusted-types-for'));

  const policy = await policyOf({
    TENCENT_SDKAPPID: '1400000001',
    TENCENT_SECRETKEY: 'k'.repeat(64),
    TENCENT_CDN_PLAY_URL: 'https://play.example/live/{liveId}.m3u8',
    TENCENT_CHAT_PROXY: 'wss://chat.example/wire',
  });
  assert.match(policy.get('connect-src')!, /wss:\/\/\*\.my-imcloud\.com .*https:\/\/play\.example wss:\/\/chat\.example$/);
  assert.match(policy.get('media-src')!, /https:\/\/play\.example/);
  assert.equal(policy.get('worker-src'), 'worker-src blob:');
  assert.equal(policy.has('require-trusted-types-for'), false);
  assert.match(policy.get('script-src')!, /^script-src 'self' 'wasm-unsafe-eval'$/);
});
