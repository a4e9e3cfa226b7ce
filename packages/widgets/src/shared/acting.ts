import type { ReactiveControllerHost } from 'lit';
import { errorCode, type LiveErrorCode } from '@vitrine/core/errors.ts';

/** What an element does and may fail at: whether it is under way, and why the last try failed. */
export abstract class Acting<Host extends ReactiveControllerHost> {
  protected readonly host: Host;
  busy = false;
  failure: LiveErrorCode | undefined;

  constructor(host: Host) {
    this.host = host;
  }

  /** Somebody has read why it did not work. */
  forgive(): void {
    this.failure = undefined;
    this.host.requestUpdate();
  }

  /** Gives undefined where it failed. */
  protected async run<T>(work: () => Promise<T>): Promise<T | undefined> {
    this.busy = true;
    this.failure = undefined;
    this.host.requestUpdate();
    try {
      return await work();
    } catch (error) {
      this.failure = errorCode(error);
      return undefined;
    } finally {
      this.busy = false;
      this.host.requestUpdate();
    }
  }
}
