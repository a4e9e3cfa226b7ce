import { setTimeout as pause } from 'node:timers/promises';

/** For tests: waits until `holds`, or throws after two seconds. */
export async function eventually(holds: () => boolean, what = 'the condition'): Promise<void> {
  const deadline = performance.now() + 2_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`${what} did not come about`);
    await pause(2);
  }
}
