import { LiveError, type LiveErrorCode } from '../errors.ts';
import { batch, signal } from '../reactive.ts';
import type { ChannelState } from './provider.ts';

/** How a room's channel stands: signals for whoever shows it, and a way for the channel to look without following. */
export class ChannelStatus {
  readonly #state = signal<ChannelState>('connecting');
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);

  get state(): ChannelState {
    return this.#state.value;
  }
  get failure(): LiveErrorCode | undefined {
    return this.#failure.value;
  }

  /** The state now, without following it. */
  peek(): ChannelState {
    return this.#state.peek();
  }
  /** The failure now, without following it. */
  peekFailure(): LiveErrorCode | undefined {
    return this.#failure.peek();
  }

  set(state: ChannelState, failure?: LiveErrorCode): void {
    batch(() => {
      this.#state.value = state;
      this.#failure.value = failure;
    });
  }

  /** An open channel has to be found again; any other goes on as it was. */
  lost(): void {
    if (this.peek() === 'open') this.set('recovering');
  }

  /** Why nothing can be sent through a closed channel; undefined while it is not closed. */
  get refusal(): LiveError | undefined {
    if (this.peek() !== 'closed') return undefined;
    return new LiveError(this.peekFailure() ?? 'cancelled', 'The room is closed');
  }
}
