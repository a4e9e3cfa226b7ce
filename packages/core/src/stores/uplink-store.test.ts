import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveError } from '../errors.ts';
import { fakeRequest } from '../testing/fake-request.ts';
import { UplinkStore } from './uplink-store.ts';

/** A line of so many kilobits a second and so long a way, on a clock of its own. */
function setUp({ kbps, rtt }: { kbps: number; rtt: number }) {
  let now = 0;
  const line = { broken: false };
  const { request, asked } = fakeRequest(({ body }) => {
    if (line.broken) throw new LiveError('offline', 'offline');
    const { filling } = body as { filling: string };
    now += rtt + (filling.length * 8) / kbps;
    return { bytes: filling.length };
  });
  const store = new UplinkStore({ liveId: 'friday', request, closed: new AbortController().signal, now: () => now });
  return { store, asked, line, spent: () => now };
}

for (const [line, grade] of [
  [{ kbps: 20_000, rtt: 20 }, 'good'],
  [{ kbps: 20_000, rtt: 200 }, 'fair'],
  [{ kbps: 2_500, rtt: 40 }, 'fair'],
  [{ kbps: 400, rtt: 40 }, 'poor'],
  [{ kbps: 20_000, rtt: 900 }, 'poor'],
] as const) {
  test(`a line of ${line.kbps} kbps and ${line.rtt} ms is ${grade}`, async () => {
    const { store } = setUp(line);

    await store.measure();

    assert.equal(store.report?.grade, grade);
    assert.equal(store.report.rtt, line.rtt);
    assert.ok(Math.abs(store.report.kbps / line.kbps - 1) < 0.05, `${store.report.kbps} kbps`);
    assert.equal(store.measuring, false);
  });
}

test('a slow line is not kept busy for long', async () => {
  const { store, asked, spent } = setUp({ kbps: 100, rtt: 50 });

  await store.measure();

  assert.equal(asked.length, 4);
  assert.ok(spent() < 5_000, `${spent()} ms`);
});

test('two presses measure once', async () => {
  const { store, asked } = setUp({ kbps: 20_000, rtt: 20 });

  await Promise.all([store.measure(), store.measure()]);

  assert.equal(asked.length, 11);
});

test('a line that breaks says so, and can be measured again', async () => {
  const { store, line } = setUp({ kbps: 20_000, rtt: 20 });
  line.broken = true;
  await store.measure();
  assert.deepEqual([store.failure, store.report, store.measuring], ['offline', undefined, false]);

  line.broken = false;
  await store.measure();
  assert.deepEqual([store.failure, store.report?.grade], [undefined, 'good']);
});
