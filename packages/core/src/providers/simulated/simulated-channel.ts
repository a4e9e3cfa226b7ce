import { LiveError, type LiveErrorCode } from '../../errors.ts';
import { batch, signal } from '../../reactive.ts';
import type { ChannelState, RoomChannel } from '../provider.ts';

/** What a visitor sent straight into the channel. */
export type Sent = { readonly id: string } & (
  | { readonly text: string; readonly replyTo?: string }
  | { readonly businessID: string; readonly data: unknown }
);

/** A room channel without a network: whoever plays the server decides what becomes of a message. */
export class SimulatedChannel implements RoomChannel {
  readonly #state = signal<ChannelState>('connecting');
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  readonly #receive: (sent: Sent) => Promise<void>;

  constructor(receive: (sent: Sent) => Promise<void>) {
    this.#receive = receive;
  }

  get state(): ChannelState {
    return this.#state.value;
  }
  get failure(): LiveErrorCode | undefined {
    return this.#failure.value;
  }

  setState(state: ChannelState, failure?: LiveErrorCode): void {
    batch(() => {
      this.#state.value = state;
      this.#failure.value = failure;
    });
  }

  sendText(text: string, id: string, replyTo?: string): Promise<void> {
    return this.#send(replyTo === undefined ? { id, text } : { id, text, replyTo });
  }

  sendCustom(businessID: string, data: unknown, id: string): Promise<void> {
    return this.#send({ id, businessID, data });
  }

  close(): void {
    this.#state.value = 'closed';
  }

  async #send(sent: Sent): Promise<void> {
    if (this.#state.peek() === 'closed') throw new LiveError(this.#failure.peek() ?? 'cancelled', 'The room is closed');
    await this.#receive(sent);
  }
}
