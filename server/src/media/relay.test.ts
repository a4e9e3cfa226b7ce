import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ingest } from './ingest.ts';
import { Relay } from './relay.ts';
import { nack, readNack, readRtcp, senderReport } from './rtcp.ts';
import { readRtp } from './rtp.ts';
import type { CodecName } from './sdp.ts';
import { Sink } from './sink.ts';
import { rtp } from './test-peers.ts';

const SSRC = 4242;
const IDR = 0x65;
const DELTA = 0x61;

/** A relay with one publisher and one viewer, without any network between them. */
function setUp() {
  const relay = new Relay('video');
  const toViewer: Buffer[] = [];
  const toPublisher: Buffer[] = [];
  const sink = new Sink(relay, new Map<CodecName, number>([['H264', 45]]), (packet) => toViewer.push(Buffer.from(packet)));
  relay.sinks.add(sink);
  const publish = () => {
    const codec = { name: 'H264', payloadType: 102, parameters: '' } as const;
    const ingest = new Ingest(relay, codec, (packet) => toPublisher.push(packet));
    ingest.attach();
    return ingest;
  };
  const media = () => toViewer.flatMap((packet) => (packet[1]! < 192 || packet[1]! > 223 ? [readRtp(packet)!] : []));
  return { relay, sink, toViewer, toPublisher, publish, media };
}

const picture = (sequence: number, timestamp: number, type = DELTA) => rtp(102, sequence, timestamp, SSRC, [type, 1, 2, 3]);

test('what a viewer lost is sent again, but not what came before it', (t) => {
  const { sink, publish, media } = setUp();
  const ingest = publish();
  t.after(() => ingest.stop());
  ingest.receive(picture(65_534, 0, IDR), 0);
  sink.open();
  ingest.receive(picture(65_535, 3000, IDR), 33);
  ingest.receive(picture(0, 6000), 66);
  const [first, second] = media();

  sink.control(nack(1, sink.relay.ssrc, [second!.sequence]));
  sink.control(nack(1, sink.relay.ssrc, [(first!.sequence + 65_535) & 0xffff]));
  sink.control(nack(1, 99, [first!.sequence]));

  assert.deepEqual(
    media().map(({ sequence }) => sequence),
    [first!.sequence, second!.sequence, second!.sequence],
  );
  assert.equal(media()[2]!.payloadType, 45);
});

test('a viewer who comes in the middle waits for a keyframe, and it is asked for', (t) => {
  const { sink, publish, media, toPublisher } = setUp();
  const ingest = publish();
  t.after(() => ingest.stop());
  ingest.receive(picture(1, 0, IDR), 0);
  sink.open();
  assert.deepEqual([sink.waiting, toPublisher.length], [true, 1]);
  ingest.receive(picture(2, 3000), 33);
  ingest.receive(picture(3, 6000, IDR), 66);
  ingest.receive(picture(4, 9000), 99);
  assert.deepEqual([media().length, sink.waiting], [2, false]);
});

test('a viewer who cannot receive yet is sent nothing', (t) => {
  const { publish, toViewer, toPublisher } = setUp();
  const ingest = publish();
  t.after(() => ingest.stop());
  ingest.receive(picture(1, 0, IDR), 0);
  assert.deepEqual([toViewer.length, toPublisher.length], [0, 0]);
});

test('a viewer cannot have the uplink for itself', (t) => {
  const { sink, publish, media } = setUp();
  const ingest = publish();
  t.after(() => ingest.stop());
  sink.open();
  ingest.receive(picture(1, 0, IDR), 0);
  const again = nack(1, sink.relay.ssrc, [media()[0]!.sequence]);
  for (let index = 0; index < 5000; index += 1) sink.control(again);
  assert.equal(media().length, 601);
  sink.tick();
  sink.control(again);
  assert.equal(media().length, 602);
});

test('a packet of a former publisher that comes late is dropped, one of the present publisher is not', (t) => {
  const { sink, publish, media } = setUp();
  sink.open();
  const first = publish();
  for (let index = 0; index < 5; index += 1) first.receive(picture(10 + index, 0, IDR), 0);
  first.stop();
  const second = publish();
  t.after(() => second.stop());
  second.receive(picture(501, 3000), 1000);
  second.receive(picture(502, 3000, IDR), 1000);
  second.receive(picture(504, 9000), 1066);
  second.receive(picture(503, 6000), 1070);
  second.receive(picture(500, 0), 1080);
  const [before, keyframe, ...rest] = media().slice(4);
  assert.equal(keyframe!.sequence, before!.sequence + 1);
  assert.equal(keyframe!.timestamp, before!.timestamp + 90_000, 'a second later, as on the clock');
  assert.deepEqual(
    rest.map(({ sequence, timestamp }) => [sequence - keyframe!.sequence, timestamp - keyframe!.timestamp]),
    [
      [2, 6000],
      [1, 3000],
    ],
  );
});

test('a publisher that changes its SSRC begins anew without viewers noticing', (t) => {
  const { sink, publish, media } = setUp();
  const ingest = publish();
  t.after(() => ingest.stop());
  sink.open();
  ingest.receive(picture(10, 0, IDR), 0);
  ingest.receive(rtp(102, 40_000, 77_000, SSRC + 1, [DELTA]), 500);
  ingest.receive(rtp(102, 40_001, 80_000, SSRC + 1, [IDR]), 533);
  const [first, second, ...rest] = media();
  assert.deepEqual([second!.sequence - first!.sequence, second!.ssrc, rest.length], [1, first!.ssrc, 0]);
});

test('losses are asked for once, not for every packet that follows', (t) => {
  const { publish, toPublisher } = setUp();
  const ingest = publish();
  t.after(() => ingest.stop());
  ingest.receive(picture(1, 0, IDR), 0);
  for (let sequence = 3; sequence < 10; sequence += 1) ingest.receive(picture(sequence, 0), sequence);
  const asked = toPublisher.flatMap((compound) => [...readRtcp(compound)].flatMap((packet) => readNack(packet, SSRC)));
  assert.deepEqual(asked, [2]);
});

test('reports count what the viewer was sent', (t) => {
  const { sink, publish, toViewer } = setUp();
  const ingest = publish();
  t.after(() => ingest.stop());
  const clock = { ntpSeconds: 1, ntpFraction: 2, timestamp: 3000 };
  ingest.receive(picture(1, 0, IDR), 0);
  ingest.receive(senderReport(SSRC, clock, 9, 9, 'test'), 5);
  assert.equal(toViewer.length, 0, 'no report before the first picture');
  sink.open();
  ingest.receive(picture(2, 3000, IDR), 33);
  ingest.receive(senderReport(SSRC, clock, 9, 9, 'test'), 40);
  const report = [...readRtcp(toViewer.at(-1)!)][0]!;
  assert.deepEqual([report.type, report.body.readUInt32BE(16), report.body.readUInt32BE(20)], [200, 1, toViewer[0]!.length]);
});
