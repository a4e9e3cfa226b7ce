import type { LiveErrorCode } from '../../errors.ts';
import { ChannelStatus } from '../channel-status.ts';
import type { ChannelState, RoomChannel } from '../provider.ts';

/** What a visitor sent straight into the channel. */
export type Sent = { readonly id: string } & (
  | { readonly text: string; readonly replyTo?: string }
  | { readonly businessID: string; readonly data: unknown }
);

/** A room channel without a network: whoever plays the server decides what becomes of a message. */
export class SimulatedChannel implements RoomChannel {
  readonly #status = new ChannelStatus();
  readonly #receive: (sent: Sent) => Promise<void>;

  constructor(receive: (sent: Sent) => Promise<void>) {
    this.#receive = receive;
  }

  get state(): ChannelState {
    return this.#status.state.value;
  }
  get failure(): LiveErrorCode | undefined {
    return this.#status.failure.value;
  }

  setState(state: ChannelState, failure?: LiveErrorCode): void {
    this.#status.set(state, failure);
  }

  sendText(text: string, id: string, replyTo?: string): Promise<void> {
    return this.#send(replyTo === undefined ? { id, text } : { id, text, replyTo });
  }

  sendCustom(businessID: string, data: unknown, id: string): Promise<void> {
    return this.#send({ id, businessID, data });
  }

  close(): void {
    this.#status.set('closed', this.#status.failure.peek());
  }

  async #send(sent: Sent): Promise<void> {
    this.#status.demandOpen();
    await this.#receive(sent);
  }
}
