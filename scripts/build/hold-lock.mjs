import { withLock } from './lock.mjs';

/** Holds a lock until it is killed; for the tests of the lock. */
await withLock(process.argv[2], () => {
  process.send('held');
  return new Promise((resolve) => setTimeout(resolve, 60_000));
});
