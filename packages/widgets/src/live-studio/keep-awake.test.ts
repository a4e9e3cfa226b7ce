import { waitUntil } from '@open-wc/testing';
import { onAir } from './studio-testing.ts';

it('keeps the screen on while it is on air', async () => {
  let held = 0;
  const sentinel = async () => {
    held += 1;
    return { release: async () => void (held -= 1) } as WakeLockSentinel;
  };
  const { request } = WakeLock.prototype;
  WakeLock.prototype.request = sentinel;
  try {
    const { press, studio } = await onAir();
    await waitUntil(() => held === 1, 'not kept awake');

    await press('End');
    await press('End the show');
    await waitUntil(() => held === 0, 'kept awake off air');
    studio.remove();
  } finally {
    WakeLock.prototype.request = request;
  }
});
