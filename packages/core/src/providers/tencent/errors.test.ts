import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveError } from '../../errors.ts';
import { believable, chatError, chatKick, trtcError, trtcKick } from './errors.ts';

for (const [thrown, code] of [
  [{ code: 2801, message: '' }, 'offline'],
  [{ code: 2996 }, 'rate-limited'],
  [{ code: 3122 }, 'billing'],
  [{ code: 10017 }, 'forbidden'],
  [{ code: 10102 }, 'rate-limited'],
  [{ code: 10106 }, 'not-found'],
  [{ code: 10107 }, 'limit-reached'],
  [{ code: 10150, message: 'Bad words' }, 'forbidden'],
  [{ code: 70001 }, 'auth'],
  [{ code: 20002 }, 'auth'],
  [{ code: 123456 }, 'unavailable'],
  [new Error('Params validate failed.'), 'invalid'],
] as const) {
  test(`Chat’s ${'code' in thrown ? thrown.code : thrown.message} is ${code}`, () => {
    assert.equal(chatError(thrown).code, code);
  });
}

for (const [thrown, code] of [
  [{ code: 5201 }, 'needs-https'],
  [{ code: 5209 }, 'unsupported'],
  [{ code: 5012 }, 'invalid'],
  [{ code: 5302 }, 'permission-denied'],
  [{ code: 5308 }, 'device-lost'],
  [{ code: 5400, extraCode: 0 }, 'timeout'],
  [{ code: 5400, extraCode: -100018 }, 'auth'],
  [{ code: 5400, extraCode: -100006 }, 'forbidden'],
  [{ code: 5400, extraCode: -100013 }, 'billing'],
  [{ code: 5400, extraCode: -1 }, 'unavailable'],
  [{ code: 5401 }, 'billing'],
  [{ code: 5500 }, 'offline'],
  [{ code: 5501 }, 'firewall'],
  [{ code: 5998 }, 'cancelled'],
  [new TypeError('Cannot read properties of null'), 'unavailable'],
] as const) {
  const name = 'code' in thrown ? `${thrown.code}${'extraCode' in thrown ? `/${thrown.extraCode}` : ''}` : thrown.message;
  test(`TRTC’s ${name} is ${code}`, () => {
    assert.equal(trtcError(thrown).code, code);
  });
}

test('an error says which code of Tencent’s it came from, and never in Tencent’s words', () => {
  const error = chatError({ code: 2801, message: ' | sendMessage | ' });

  assert.deepEqual(error.details, { service: 'chat', reason: 2801 });
  assert.equal(error.message, 'Tencent cannot be reached');
});

test('a refusal by a rule of the room names it as a socket would', () => {
  assert.deepEqual(chatError({ code: 10116 }).details, { service: 'chat', reason: 10116, rule: 'words' });
  assert.equal(chatError({ code: 10116 }).code, 'forbidden');
  assert.equal(chatError({ code: 10117 }).code, 'rate-limited');
  assert.deepEqual(chatError({ code: 10017 }).details, { service: 'chat', reason: 10017, rule: 'muted' });
});

test('an error that is translated already stays as it is', () => {
  const error = new LiveError('sold-out', 'Gone');

  assert.equal(chatError(error), error);
  assert.equal(trtcError(error), error);
});

test('a second device is told apart from a UserSig that ended and from a ban', () => {
  assert.equal(chatKick('multipleDevice').code, 'kicked');
  assert.equal(chatKick('userSigExpired').code, 'auth');
  assert.equal(trtcKick('banned').code, 'forbidden');
  assert.equal(trtcKick('room_disband').code, 'not-found');
});

test('“not bought” is believed while the network works, and means no network otherwise', async () => {
  const billing = trtcError({ code: 5401 });

  assert.equal((await believable(billing, async () => true)).code, 'billing');
  assert.equal((await believable(billing, async () => false)).code, 'offline');
  assert.equal((await believable(chatError({ code: 10017 }), async () => false)).code, 'forbidden');
});
