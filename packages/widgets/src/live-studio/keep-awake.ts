import type { ReactiveController } from 'lit';

/** Keeps a phone's screen on while `wanted`: a screen that goes dark takes the camera with it. Where a browser cannot, nothing happens. */
export class KeepAwake implements ReactiveController {
  readonly #wanted: () => boolean;
  #lock: Promise<WakeLockSentinel | undefined> | undefined;

  constructor(wanted: () => boolean) {
    this.#wanted = wanted;
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onVisible);
  }

  hostUpdated(): void {
    if (this.#wanted()) this.#lock ??= this.#acquire();
    else this.#release();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onVisible);
    this.#release();
  }

  /** Browsers take the lock away from a hidden page and do not give it back. */
  readonly #onVisible = (): void => {
    if (document.visibilityState !== 'visible' || !this.#lock) return;
    this.#release();
    this.#lock = this.#acquire();
  };

  async #acquire(): Promise<WakeLockSentinel | undefined> {
    try {
      return await navigator.wakeLock?.request('screen');
    } catch {
      return undefined;
    }
  }

  #release(): void {
    void this.#lock?.then((lock) => lock?.release()).catch(() => {});
    this.#lock = undefined;
  }
}
