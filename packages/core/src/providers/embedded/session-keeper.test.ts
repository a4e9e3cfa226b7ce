import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { LiveError } from '../../errors.ts';
import { isFinal } from './retry-delay.ts';
import type { RtcSession } from './rtc-session.ts';
import { SessionKeeper } from './session-keeper.ts';

class FakeSession implements RtcSession {
  readonly connection = Object.assign(new EventTarget(), { connectionState: 'connected' }) as unknown as RTCPeerConnection;
  flows = true;
  closed = false;

  leave(): void {}
  close(): void {
    this.closed = true;
  }
  lose(): void {
    Object.assign(this.connection, { connectionState: 'failed' });
    this.connection.dispatchEvent(new Event('connectionstatechange'));
  }
}

async function until(what: string, condition: () => boolean): Promise<void> {
  for (const end = performance.now() + 10_000; !condition(); await pause(2)) {
    if (performance.now() > end) throw new Error(`Never happened: ${what}`);
  }
}

function setUp(t: TestContext, stallMs = 60) {
  const sessions: FakeSession[] = [];
  const log: string[] = [];
  const state: { refusal: LiveError | undefined; flowing: boolean; opened: number } = {
    refusal: undefined,
    flowing: true,
    opened: 0,
  };
  const keeper = new SessionKeeper({
    async open() {
      state.opened += 1;
      if (state.refusal) throw state.refusal;
      const session = new FakeSession();
      session.flows = state.flowing;
      sessions.push(session);
      return session;
    },
    progressed: async (session) => (session as FakeSession).flows,
    lookEveryMs: 5,
    stallMs,
    giveUp: isFinal,
    adopted: () => log.push('adopted'),
    flowing: () => log.at(-1) !== 'flowing' && log.push('flowing'),
    stalled: () => log.push('stalled'),
    failed: ({ code }) => log.push(code),
    ended: (error) => log.push(`ended ${error?.code}`),
  });
  t.after(() => keeper.close());
  return { keeper, sessions, log, state };
}

test('a session through which nothing comes is replaced, and closed only when the next one flows', async (t) => {
  const { keeper, sessions, log, state } = setUp(t);
  await keeper.start();
  await until('it flows', () => log.includes('flowing'));
  state.flowing = false;
  sessions[0]!.flows = false;
  await until('a second session is there', () => sessions.length === 2);
  assert.equal(sessions[0]!.closed, false);
  sessions[1]!.flows = true;
  await until('the first one is closed', () => sessions[0]!.closed);
  assert.deepEqual(log, ['adopted', 'flowing', 'stalled', 'adopted', 'flowing']);
  assert.equal(sessions[1]!.closed, false);
});

test('a lost connection is replaced without waiting for the stall', async (t) => {
  const { keeper, sessions } = setUp(t, 60_000);
  await keeper.start();
  sessions[0]!.lose();
  await until('a second session is there', () => sessions.length === 2);
  sessions[0]!.lose();
  await pause(30);
  assert.equal(sessions.length, 2, 'the old one has no say any more');
});

test('an old session that comes back is kept', async (t) => {
  const { keeper, sessions, log, state } = setUp(t);
  await keeper.start();
  await until('it flows', () => log.includes('flowing'));
  sessions[0]!.flows = false;
  state.refusal = new LiveError('not-found', 'Nobody publishes');
  await until('it is refused', () => log.includes('not-found'));
  sessions[0]!.flows = true;
  const { opened } = state;
  await until('it flows again', () => log.at(-1) === 'flowing');
  await pause(700);
  assert.equal(state.opened, opened);
  assert.deepEqual([sessions.length, sessions[0]!.closed], [1, false]);
});

test('the first attempt ends the waiting even when it fails; a wake-up comes before the delay', async (t) => {
  const { keeper, log, state } = setUp(t);
  state.refusal = new LiveError('unavailable', 'Full', { retryAfter: 30 });
  await keeper.start();
  assert.deepEqual(log, ['unavailable']);
  state.refusal = undefined;
  keeper.retry();
  await until('it flows', () => log.includes('flowing'));
});

test('a final refusal ends it, once', async (t) => {
  const { keeper, log, state } = setUp(t);
  state.refusal = new LiveError('forbidden', 'Not you');
  await keeper.start();
  keeper.close();
  keeper.retry();
  await pause(20);
  assert.deepEqual([log, state.opened], [['ended forbidden'], 1]);
});

test('closing closes every session, also one that is on its way', async (t) => {
  const { keeper, sessions, log } = setUp(t);
  const started = keeper.start();
  keeper.close();
  await started;
  await until('it arrives', () => sessions.length === 1);
  await until('it is closed', () => sessions[0]!.closed);
  assert.deepEqual(log, ['ended undefined']);
});

test('a session that never shows anything is not replaced ever faster', async (t) => {
  const { keeper, sessions, state } = setUp(t, 40);
  state.flowing = false;
  await keeper.start();
  await pause(500);
  // Without growing patience there would be a dozen.
  assert.ok(sessions.length >= 2 && sessions.length <= 6, `${sessions.length} sessions`);
});
