import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { after, test, type TestContext } from 'node:test';
import { cleanup } from 'node-datachannel';
import { type MediaEngineOptions, startMediaEngine } from './engine.ts';
import { pictureLoss, readNack, readRtcp, receiverReport, senderReport } from './rtcp.ts';
import { freeUdpPort, publisher, rtp, TestPeer, until, VIDEO_SSRC, viewer, warmUp } from './test-peers.ts';

// The library's threads would keep the test process alive.
after(() => cleanup());

async function setUp(t: TestContext, options: Partial<MediaEngineOptions> = {}) {
  const changes: string[] = [];
  let restarts = 0;
  const engine = await startMediaEngine({
    udpPort: await freeUdpPort(),
    bindAddress: '127.0.0.1',
    maxViewers: 10,
    onPublisherChanged: (name, onAir) => changes.push(`${name} ${onAir ? 'on' : 'off'}`),
    onRestarted: () => (restarts += 1),
    ...options,
  });
  const peers: TestPeer[] = [];
  const keep = async (peer: Promise<TestPeer>) => {
    peers.push(await peer);
    return peer;
  };
  t.after(async () => {
    for (const peer of peers) peer.close();
    await engine.close();
  });
  return { engine, changes, keep, restarts: () => restarts };
}

const isPictureLoss = (compound: Buffer) => [...readRtcp(compound)].some(({ type, count }) => type === 206 && count === 1);
const sequences = (peer: TestPeer) => peer.packets.map(({ sequence }) => sequence);
/** The differences between neighbours, which do not depend on where the numbers began. */
const steps = (numbers: readonly number[]) =>
  numbers.slice(1).map((number, index) => (number - numbers[index]! + 65_536) & 0xffff);

test('a viewer gets pictures from a keyframe on, without header extensions', async (t) => {
  const { engine, changes, keep } = await setUp(t);
  const host = await keep(publisher(engine, 'friday'));
  await until('the publisher is on air', () => changes.length === 1);
  const guest = await keep(viewer(engine, 'friday'));
  host.sendPicture(65_533, 0, false);
  await until('a keyframe is asked for', () => host.rtcp.some(isPictureLoss));
  assert.equal(guest.packets.length, 0, 'nothing to begin with yet');

  for (let index = 0; index < 5; index += 1) host.sendPicture(65_534 + index, 3000 * index, index === 0, `${index}`);

  await until('five pictures arrive', () => guest.packets.length === 5);
  assert.deepEqual(steps(sequences(guest)), [1, 1, 1, 1]);
  assert.deepEqual(
    guest.packets.map(({ payload }) => payload.subarray(1).toString()),
    ['0', '1', '2', '3', '4'],
  );
  assert.ok(guest.packets.every(({ extensionLength }) => extensionLength === 0));
  assert.deepEqual(changes, ['friday on']);
});

test('the publisher hears every second that it is heard, and how much it may send', async (t) => {
  const { engine, keep } = await setUp(t);
  const host = await keep(publisher(engine, 'friday'));
  host.sendPicture(1, 0, true);
  const limits = () =>
    host.rtcp.flatMap((compound) => [...readRtcp(compound)]).filter(({ count, type }) => type === 206 && count === 15);
  await until('two limits arrive', () => limits().length >= 2);
});

test('another publisher takes over and viewers go on: same SSRC, numbers without a gap, later time, from a keyframe', async (t) => {
  const { engine, changes, keep } = await setUp(t);
  const first = await keep(publisher(engine, 'friday'));
  const guest = await keep(viewer(engine, 'friday'));
  const next = await warmUp(first, guest);
  for (let index = 0; index < 3; index += 1) first.sendPicture(next + index, 3000 * index, index === 0, 'first');
  await until('the first publisher is seen', () => guest.packets.length === 3);

  const second = await keep(publisher(engine, 'friday'));
  second.sendPicture(7000, 900_000, false, 'too early');
  await until('the engine asks the second for a keyframe', () => second.rtcp.some(isPictureLoss));
  for (let index = 0; index < 3; index += 1) second.sendPicture(7001 + index, 903_000 + 3000 * index, index === 0, 'second');

  await until('the second publisher is seen', () => guest.packets.length === 6);
  assert.deepEqual(steps(sequences(guest)), [1, 1, 1, 1, 1]);
  assert.equal(new Set(guest.packets.map(({ ssrc }) => ssrc)).size, 1);
  const pause = (guest.packets[3]!.timestamp - guest.packets[2]!.timestamp) >>> 0;
  assert.ok(pause > 0 && pause < 90_000 * 60, `time goes on: ${pause}`);
  assert.equal(guest.state, 'connected');
  assert.deepEqual(changes, ['friday on'], 'being replaced is no leaving');
});

test('a session that was taken over from cannot come back by itself', async (t) => {
  const { engine, changes, keep } = await setUp(t);
  await keep(publisher(engine, 'friday', 'laptop'));
  await until('the laptop is on air', () => changes.length === 1);
  const phone = await keep(publisher(engine, 'friday', 'phone'));
  phone.sendPicture(1, 0, true);
  await until('the phone took over', async () => (await engine.stats()).names[0]!.bytesIn > 0);
  await assert.rejects(publisher(engine, 'friday', 'laptop'), { code: 'conflict' });
  await keep(publisher(engine, 'friday', 'phone'));
});

test('a publisher that never gets through takes nobody’s place', async (t) => {
  const { engine, keep } = await setUp(t);
  const host = await keep(publisher(engine, 'friday'));
  const stuck = new TestPeer('SendOnly');
  await engine.publish('friday', await stuck.offer);
  const guest = await keep(viewer(engine, 'friday'));
  await warmUp(host, guest);
  stuck.close();
});

test('lost packets are asked for on the way in, and viewers’ wishes for keyframes are passed on', async (t) => {
  const { engine, keep } = await setUp(t);
  const host = await keep(publisher(engine, 'friday'));
  const guest = await keep(viewer(engine, 'friday'));
  const next = await warmUp(host, guest);
  host.sendPicture(next, 0, true, 'a');
  host.sendPicture(next + 2, 6000, false, 'c');
  const asked = () => host.rtcp.flatMap((compound) => [...readRtcp(compound)].flatMap((packet) => readNack(packet, VIDEO_SSRC)));
  await until('the missing packet is asked for again', () => asked().filter((sequence) => sequence === next + 1).length > 1);
  host.sendPicture(next + 1, 3000, false, 'b');
  await until('all three arrive', () => guest.packets.length === 3);
  assert.deepEqual(steps(sequences(guest)), [2, 65_535], 'in the order of arrival, in its own place');

  const { ssrc } = guest.packets[0]!;
  guest.video.sendMessageBinary(pictureLoss(1, ssrc));
  const before = host.rtcp.filter(isPictureLoss).length;
  await until('a viewer’s wish for a keyframe is passed on', () => host.rtcp.filter(isPictureLoss).length > before);
});

test('sender reports are passed on in the viewer’s numbers', async (t) => {
  const { engine, keep } = await setUp(t);
  const first = await keep(publisher(engine, 'friday'));
  const guest = await keep(viewer(engine, 'friday'));
  await warmUp(first, guest);
  const second = await keep(publisher(engine, 'friday'));
  second.sendPicture(1, 700_000, true);
  await until('a picture of the second arrives', () => guest.packets.length === 1);
  const { timestamp, ssrc } = guest.packets[0]!;

  second.video.sendMessageBinary(senderReport(VIDEO_SSRC, { ntpSeconds: 77, ntpFraction: 88, timestamp: 709_000 }, 1, 1, 'test'));

  const reports = () => guest.rtcp.flatMap((compound) => [...readRtcp(compound)]).filter(({ type }) => type === 200);
  await until('the report arrives', () => reports().length > 0);
  const { body } = reports()[0]!;
  assert.equal(body.readUInt32BE(0), ssrc);
  assert.deepEqual([body.readUInt32BE(4), body.readUInt32BE(8)], [77, 88]);
  assert.equal(body.readUInt32BE(12), (timestamp + 9000) >>> 0);
});

test('sound needs no keyframe', async (t) => {
  const { engine, keep } = await setUp(t);
  const host = await keep(publisher(engine, 'friday'));
  const guest = await keep(viewer(engine, 'friday'));
  await until('the viewer is ready', () => guest.audio.isOpen());
  await until('sound arrives', () => {
    host.audio.sendMessageBinary(rtp(111, 1, 0, VIDEO_SSRC + 1, [1, 2, 3]));
    return guest.packets.length > 0;
  });
});

test('refusals: nobody publishes, no codec, no offer, no room', async (t) => {
  const { engine, changes, keep } = await setUp(t, { maxViewers: 1 });
  await assert.rejects(viewer(engine, 'friday'), { code: 'not-found' });
  await assert.rejects(engine.publish('friday', 'v=0 nonsense'), { code: 'invalid' });
  await keep(publisher(engine, 'friday', 'laptop', ['VP8']));
  await until('the publisher is on air', () => changes.length === 1);
  await assert.rejects(viewer(engine, 'friday', ['H264']), { code: 'invalid', details: { reason: 'codec' } });
  await assert.rejects(publisher(engine, 'saturday', 'laptop', []), { code: 'invalid', details: { reason: 'codec' } });
  assert.equal((await engine.stats()).viewers, 0, 'refused viewers hold no place');

  const only = await keep(viewer(engine, 'friday'));
  await assert.rejects(viewer(engine, 'friday'), { code: 'unavailable', retryAfter: 5, details: { reason: 'full' } });
  assert.equal(await engine.remove(only.id), true);
  assert.equal(await engine.remove(only.id), false);
  await keep(viewer(engine, 'friday'));
});

test('a name is taken off air with everybody on it, and leaving is told', async (t) => {
  const { engine, changes, keep } = await setUp(t);
  await keep(publisher(engine, 'friday'));
  const guest = await keep(viewer(engine, 'friday'));
  await until('the publisher is on air', () => changes.length === 1);
  assert.equal(await engine.kick('friday'), true);
  assert.equal(await engine.kick('friday'), false);
  assert.deepEqual((await engine.stats()).names, []);
  assert.equal(await engine.remove(guest.id), false);
  const next = await keep(publisher(engine, 'friday'));
  await until('the publisher is on air again', () => changes.length === 3);
  await engine.remove(next.id);
  assert.deepEqual(changes, ['friday on', 'friday off', 'friday on', 'friday off']);
});

test('a viewer that falls silent is dropped, one that reports stays, and so with publishers', async (t) => {
  const { engine, changes, keep } = await setUp(t);
  const host = await keep(publisher(engine, 'friday'));
  await keep(publisher(engine, 'saturday'));
  const sunday = await keep(publisher(engine, 'sunday'));
  sunday.sendPicture(1, 0, true);
  const silent = await keep(viewer(engine, 'friday'));
  const lively = await keep(viewer(engine, 'friday'));
  let sequence = await warmUp(host, silent, lively);
  host.sendPicture((sequence += 1), 0, true);
  await until('a picture arrives', () => lively.packets.length > 0);
  const { ssrc } = lively.packets[0]!;
  const block = {
    ssrc,
    fractionLost: 0,
    cumulativeLost: 0,
    highestSequence: 0,
    jitter: 0,
    lastReport: 0,
    delaySinceLastReport: 0,
  };
  silent.video.sendMessageBinary(receiverReport(1, block));
  const reports = setInterval(() => {
    lively.video.sendMessageBinary(receiverReport(1, block));
    host.sendPicture((sequence += 1), 0, true);
  }, 500);
  t.after(() => clearInterval(reports));
  await until('one viewer is left', async () => (await engine.stats()).viewers === 1, 20_000);
  await until('the one who never sent anything is dropped', () => changes.includes('saturday off'), 20_000);
  await until('the one who fell silent is dropped', () => changes.includes('sunday off'), 20_000);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  assert.equal(await engine.remove(silent.id), false);
  // Nobody reports on a track that is gone.
  clearInterval(reports);
  assert.equal(await engine.remove(lively.id), true);
  assert.ok(!changes.includes('friday off'));
});

test('a killed engine comes back by itself; until then it is unavailable', async (t) => {
  const { engine, changes, keep, restarts } = await setUp(t);
  await keep(publisher(engine, 'friday'));
  await until('the publisher is on air', () => changes.length === 1);
  const killed = engine.pid!;
  process.kill(killed, 'SIGKILL');
  await assert.rejects(engine.stats(), { code: 'unavailable', retryAfter: 1, details: { reason: 'restarting' } });
  await until('it restarts', () => restarts() === 1);
  assert.notEqual(engine.pid, killed);
  assert.deepEqual(changes, ['friday on', 'friday off']);
  await assert.rejects(viewer(engine, 'friday'), { code: 'not-found' });
  const host = await keep(publisher(engine, 'friday'));
  const guest = await keep(viewer(engine, 'friday'));
  await warmUp(host, guest);
  assert.equal((await engine.stats()).restarts, 1);
});

test('an engine that hangs is replaced too', async (t) => {
  const { engine, restarts } = await setUp(t);
  process.kill(engine.pid!, 'SIGSTOP');
  await assert.rejects(engine.stats(), { code: 'unavailable' });
  await until('it restarts', () => restarts() === 1);
  assert.equal((await engine.stats()).viewers, 0);
});

test('a taken UDP port is said at the start', async (t) => {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  await assert.rejects(setUp(t, { udpPort: socket.address().port }), { code: 'unavailable', message: /EADDRINUSE/ });
  socket.close();
});

test('the announced address stands in the answer', async (t) => {
  const { engine } = await setUp(t, { announceIp: '203.0.113.7' });
  const host = new TestPeer('SendOnly');
  const { answer } = await engine.publish('friday', await host.offer);
  assert.match(answer, /a=candidate:\S+ 1 UDP \d+ 203\.0\.113\.7 \d+ typ host/);
  assert.doesNotMatch(answer, /a=candidate:.* 127\.0\.0\.1 /);
  assert.match(answer, /a=setup:active/);
  host.close();
});

test('the engine ends with the server, without being restarted', async (t) => {
  const { engine, restarts } = await setUp(t);
  const { pid } = engine;
  await engine.close();
  assert.throws(() => process.kill(pid!, 0), { code: 'ESRCH' });
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(restarts(), 0);
});
