import { LiveError } from '../../errors.ts';
import { TENCENT_HELD } from '../../schemas/tencent.ts';
import { Outbox } from '../outbox.ts';
import type { ChatClient, Outgoing } from './chat-client.ts';
import type { ChatMessage } from './chat-sdk.ts';
import { chatReason } from './errors.ts';
import { Pacer } from './pacer.ts';
import type { TencentTiming } from './timing.ts';

/** What a room of Chat carries, whoever sends. */
const MESSAGES_PER_SECOND = 40;
/** The service's words for not being in the room any more. */
const NOT_IN_ROOM: ReadonlySet<unknown> = new Set([2101, 2623, 10007]);
/** Not the message's fault: it goes again once the connection is there. */
const WORTH_ANOTHER = ['offline', 'timeout', 'in-progress'];

/** Where messages go at the moment. */
export interface Exit {
  readonly chat: Pick<ChatClient, 'send'>;
  readonly groupId: string;
}

export interface SenderDeps {
  readonly timing: Pick<TencentTiming, 'ackMs' | 'sendMs'>;
  /** The service accepted the visitor's message. */
  readonly accepted: (message: ChatMessage) => Promise<void>;
  /** The connection may be dead, or the room may have been left. */
  readonly doubt: () => void;
}

/** Sends a room's messages while there is an exit, in the order of their importance and no more than the room carries. */
export class MessageSender {
  readonly #deps: SenderDeps;
  readonly #outbox: Outbox<Outgoing>;
  readonly #pacer = new Pacer(MESSAGES_PER_SECOND);
  /** Refused once for not being in the room. */
  readonly #outside = new Set<string>();
  #exit: Exit | undefined;

  constructor(deps: SenderDeps) {
    this.#deps = deps;
    this.#outbox = new Outbox(deps.timing, deps.doubt);
  }

  /** How many messages wait for their acknowledgement. */
  get size(): number {
    return this.#outbox.size;
  }

  /** Resolves once the service accepted the message; the same id twice is one message. */
  send(id: string, message: Outgoing): Promise<void> {
    const sent = this.#outbox.add(id, message);
    this.#flush();
    return sent;
  }

  /** Sends what waits, and what comes. */
  open(exit: Exit): void {
    this.#exit = exit;
    this.#flush();
  }

  /** Whatever was on its way may or may not have arrived: it goes again under its id. */
  pause(): void {
    this.#exit = undefined;
    this.#pacer.clear();
    this.#outbox.disconnected();
  }

  refuseAll(error: LiveError): void {
    this.#outbox.refuseAll(error, 'all');
  }

  #flush(): void {
    const exit = this.#exit;
    if (!exit) return;
    this.#outbox.flush((message, id) => this.#pacer.add(message.priority, () => void this.#transmit(exit, message, id)));
  }

  async #transmit(exit: Exit, message: Outgoing, id: string): Promise<void> {
    try {
      await this.#deps.accepted(await exit.chat.send(exit.groupId, message));
      this.#outside.delete(id);
      this.#outbox.accept(id);
    } catch (thrown) {
      const error = thrown instanceof LiveError ? thrown : new LiveError('unavailable', String(thrown), { cause: thrown });
      if (exit !== this.#exit) return;
      // A private event tells of it, as for whoever has a socket.
      if (chatReason(error) === TENCENT_HELD) return this.#outbox.accept(id);
      const outside = NOT_IN_ROOM.has(chatReason(error)) && !this.#outside.has(id);
      if (outside) this.#outside.add(id);
      if (outside || WORTH_ANOTHER.includes(error.code)) return this.#deps.doubt();
      this.#outside.delete(id);
      this.#outbox.refuse(id, error);
    }
  }
}
