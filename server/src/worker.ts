import type { Logger } from 'pino';

/** A task that runs now and then, never twice at once. */
export interface Worker {
  /** Runs the task at once and then every so often. */
  start(): void;
  /** Resolves after a run that began after this call. */
  kick(): Promise<void>;
  /** Ends the timer and waits for a run under way. */
  stop(): Promise<void>;
}

/** A failed run is logged; the next one tries again. `everyMs`: milliseconds between runs. */
export function createWorker(name: string, task: () => Promise<unknown>, everyMs: number, log: Logger): Worker {
  let timer: ReturnType<typeof setInterval> | undefined;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function run(): Promise<void> {
    try {
      await task();
    } catch (err) {
      log.error({ err, worker: name }, 'a worker failed; it will try again');
    }
  }

  const begin = (): Promise<void> => {
    running = run().finally(() => {
      running = undefined;
    });
    return running;
  };

  const kick = (): Promise<void> => {
    if (!running) return begin();
    next ??= running.then(() => {
      next = undefined;
      return kick();
    });
    return next;
  };

  return {
    start() {
      void kick();
      timer ??= setInterval(() => void (running ?? begin()), everyMs).unref();
    },
    kick,
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await (next ?? running);
    },
  };
}
