import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveError } from '../../errors.ts';
import type { TencentCredentials, TencentPurpose } from '../../schemas/tencent.ts';
import { eventually } from '../../testing/eventually.ts';
import { FakeRtcSdk, refusal } from './fake-rtc-sdk.ts';
import { RtcRoom, type RtcUser } from './rtc-room.ts';
import type { RtcRole } from './rtc-sdk.ts';

const BAD_SIGNATURE = refusal(5400, -100018);

/** Somebody who needs the room, and what they heard. */
class Needs implements RtcUser {
  readonly heard: string[] = [];
  readonly role: RtcRole;
  readonly name: string;

  constructor(role: RtcRole = 'audience', name = 'friday') {
    this.role = role;
    this.name = name;
  }
  entered(): void {
    this.heard.push('entered');
  }
  interrupted({ code }: LiveError): void {
    this.heard.push(`interrupted ${code}`);
  }
  ended({ code }: LiveError): void {
    this.heard.push(`ended ${code}`);
  }
}

function setUp() {
  const sdk = new FakeRtcSdk();
  const asked: string[] = [];
  const visitor = { userId: 'ann' };
  const refuses = new Map<TencentPurpose, LiveError>();
  const credentials = async (purpose: TencentPurpose, name?: string, renew?: boolean): Promise<TencentCredentials> => {
    asked.push([purpose, name, renew && 'renewed'].filter(Boolean).join(' '));
    const refused = refuses.get(purpose);
    if (refused) throw refused;
    return {
      sdkAppId: 1,
      userId: visitor.userId,
      userSig: 'sig',
      stamped: false,
      expiresAt: 0,
      serverAccount: 'server',
      group: { id: 'friday', type: 'AVChatRoom' },
      rtc: { roomId: 'friday', hostId: 'host', privateMapKey: purpose },
    };
  };
  const timing = { enterMs: 30, callMs: 30, leaveMs: 10 };
  const room = new RtcRoom({ sdk: sdk.load, credentials, timing, retryMs: () => 5 });
  return { sdk, room, asked, visitor, refuses };
}

test('the page is in the room once, in the least role that is enough, for as long as somebody needs it', async () => {
  const { sdk, room, asked } = setUp();
  const [viewer, second] = [new Needs(), new Needs()];
  room.add(viewer);
  room.add(second);
  await eventually(() => second.heard.length === 1);
  const host = new Needs('anchor', 'friday~ann');
  room.add(host);
  await eventually(() => host.heard.length === 1);

  await room.remove(host);
  await room.remove(viewer);
  assert.equal(sdk.client.role, 'audience');
  await room.remove(second);

  assert.deepEqual(viewer.heard, ['entered']);
  assert.deepEqual(asked, ['watch', 'publish friday~ann', 'watch']);
  assert.deepEqual(sdk.clients.length, 1);
  const { calls } = sdk.client;
  assert.deepEqual(calls.slice(0, 4), ['volume * 0', 'enter audience', 'switch anchor', 'switch audience']);
  // Leaving alone would go on capturing.
  assert.deepEqual(calls.slice(4), ['stopLocalVideo', 'stopLocalAudio', 'exit', 'destroy']);
});

test('refused credentials are renewed once, and only once', async () => {
  const { sdk, room, asked } = setUp();
  let refused = 1;
  sdk.answer = async (call) => {
    if (call === 'enter' && refused-- > 0) throw BAD_SIGNATURE;
  };
  const viewer = new Needs();
  room.add(viewer);
  await eventually(() => viewer.heard.includes('entered'));
  assert.deepEqual(asked, ['watch', 'watch renewed']);
  assert.deepEqual(viewer.heard, ['entered']);

  sdk.answer = async (call) => {
    if (call === 'enter') throw BAD_SIGNATURE;
  };
  await room.remove(viewer);
  const late = new Needs();
  room.add(late);
  await eventually(() => late.heard.includes('ended auth'));

  assert.equal(asked.length, 4);
});

test('a service that says nothing is given up, and entering it late undone', async () => {
  const { sdk, room } = setUp();
  let enter: () => void = () => {};
  sdk.answer = (call) =>
    call === 'enter' && sdk.clients.length === 1 ? new Promise<void>((resolve) => (enter = resolve)) : Promise.resolve();
  const viewer = new Needs();
  room.add(viewer);
  await eventually(() => viewer.heard.includes('entered'));
  assert.deepEqual(viewer.heard, ['interrupted timeout', 'entered']);

  const [first] = sdk.clients;
  await eventually(() => first!.calls.includes('destroy'));
  const before = first!.calls.length;
  enter();
  await eventually(() => first!.calls.length === before + 2);

  assert.deepEqual(first!.calls.slice(-2), ['exit', 'destroy']);
});

test('who may not publish may still watch', async () => {
  const { room, refuses, sdk } = setUp();
  const viewer = new Needs();
  room.add(viewer);
  await eventually(() => viewer.heard.length === 1);
  refuses.set('publish', new LiveError('forbidden', 'No'));

  const guest = new Needs('anchor');
  room.add(guest);
  await eventually(() => guest.heard.length === 1);

  assert.deepEqual(guest.heard, ['ended forbidden']);
  assert.deepEqual(viewer.heard, ['entered']);
  assert.equal(sdk.client.role, 'audience');
});

test('a stay that the SDK gives up is made anew', async () => {
  const { sdk, room } = setUp();
  const viewer = new Needs();
  room.add(viewer);
  await eventually(() => viewer.heard.length === 1);

  sdk.client.emit('error', { code: 5500, extraCode: 5502 });
  await eventually(() => viewer.heard.length === 3);

  assert.deepEqual(viewer.heard, ['entered', 'interrupted offline', 'entered']);
  assert.equal(sdk.clients.length, 2);
});

test('whoever is signed in elsewhere too is out until they ask again', async () => {
  const { sdk, room } = setUp();
  const viewer = new Needs();
  room.add(viewer);
  await eventually(() => viewer.heard.length === 1);

  sdk.client.emit('kicked-out', { reason: 'kick' });
  assert.deepEqual(viewer.heard, ['entered', 'ended kicked']);
  const again = new Needs();
  room.add(again);

  await eventually(() => again.heard.length === 1);
  assert.equal(sdk.clients.length, 2);
});

test('a stay speaks for one visitor', async () => {
  const { sdk, room, visitor } = setUp();
  const viewer = new Needs();
  room.add(viewer);
  await eventually(() => viewer.heard.length === 1);
  visitor.userId = 'bob';

  const guest = new Needs('anchor');
  room.add(guest);
  await eventually(() => guest.heard.length === 1);

  assert.deepEqual(
    sdk.clients.map(({ entered }) => entered?.userId),
    ['ann', 'bob'],
  );
  assert.ok(sdk.clients[0]!.calls.includes('exit'));
});

test('nobody waits for a room that nobody needs any more', async () => {
  const { sdk, room } = setUp();
  sdk.answer = () => new Promise(() => {});
  const viewer = new Needs();
  room.add(viewer);
  await eventually(() => sdk.clients.length === 1);

  await room.remove(viewer);

  assert.deepEqual(viewer.heard, []);
  await eventually(() => sdk.client.calls.includes('destroy'));
});
