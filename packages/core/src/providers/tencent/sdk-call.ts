import { LiveError } from '../../errors.ts';

export interface SdkCallOptions<T> {
  /** How long the SDK may take: some of its calls never come back by themselves. */
  readonly timeoutMs: number;
  /** Gives the call up; the SDK itself cannot be stopped. */
  readonly signal?: AbortSignal;
  /** Translates what the SDK throws or rejects with. */
  readonly toError: (thrown: unknown) => LiveError | Promise<LiveError>;
  /** Undoes a success that came after the call was given up. */
  readonly late?: (value: T) => unknown;
}

/** Calls an SDK with a bound on the time. Whatever it throws, rejects with or resolves to after that is nobody's any more. */
export function sdkCall<T>(act: () => T | PromiseLike<T>, { timeoutMs, signal, toError, late }: SdkCallOptions<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (signal?.aborted) return reject(cancelled());
    let over = false;
    const finish = (settle: () => void) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      settle();
    };
    const cancel = () => finish(() => reject(cancelled()));
    const timer = setTimeout(() => finish(() => reject(new LiveError('timeout', 'Tencent did not answer in time'))), timeoutMs);
    signal?.addEventListener('abort', cancel, { once: true });
    // An SDK may also throw before it gives a promise.
    new Promise<T>((settle) => settle(act())).then(
      (value) => {
        if (over) void settled(() => late?.(value));
        else finish(() => resolve(value));
      },
      (thrown: unknown) => finish(() => resolve(translated(thrown, toError))),
    );
  });
}

const cancelled = () => new LiveError('cancelled', 'Cancelled');

async function translated(thrown: unknown, toError: (thrown: unknown) => LiveError | Promise<LiveError>): Promise<never> {
  throw thrown instanceof LiveError ? thrown : await toError(thrown);
}

/** Runs what nobody waits for; its failure changes nothing. */
async function settled(act: () => unknown): Promise<void> {
  try {
    await act();
  } catch {
    // Given up before, and for good.
  }
}
