import { LiveError, type LiveErrorCode } from '../errors.ts';
import { batch, signal } from '../reactive.ts';
import type { ChannelState } from './provider.ts';

/** How a room's channel stands, and why it closed. */
export class ChannelStatus {
  readonly state = signal<ChannelState>('connecting');
  readonly failure = signal<LiveErrorCode | undefined>(undefined);

  set(state: ChannelState, failure?: LiveErrorCode): void {
    batch(() => {
      this.state.value = state;
      this.failure.value = failure;
    });
  }

  /** An open channel has to be found again; any other goes on as it was. */
  lost(): void {
    if (this.state.peek() === 'open') this.set('recovering');
  }

  /** Throws where nothing can be sent any more. */
  demandOpen(): void {
    if (this.state.peek() === 'closed') throw new LiveError(this.failure.peek() ?? 'cancelled', 'The room is closed');
  }
}
