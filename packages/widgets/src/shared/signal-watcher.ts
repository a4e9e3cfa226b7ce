import type { ReactiveElement } from 'lit';
import { effect } from '@vitrine/core/reactive.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- TypeScript accepts no other shape for the constructor of a mixin
type Constructor<T> = abstract new (...args: any[]) => T;

/** Re-renders an element whenever a store property it read while rendering changes. */
export function SignalWatcher<T extends Constructor<ReactiveElement>>(Base: T): T {
  abstract class Watcher extends Base {
    #stop?: () => void;

    protected override performUpdate(): void {
      if (!this.isUpdatePending) return;
      this.#stop?.();
      // An update still pending when the element leaves the page must not subscribe again.
      if (!this.isConnected) return super.performUpdate();
      let rendering = true;
      this.#stop = effect(() => {
        if (rendering) super.performUpdate();
        else this.requestUpdate();
        rendering = false;
      });
    }

    override connectedCallback(): void {
      super.connectedCallback();
      this.requestUpdate();
    }

    override disconnectedCallback(): void {
      super.disconnectedCallback();
      this.#stop?.();
    }
  }
  return Watcher;
}
