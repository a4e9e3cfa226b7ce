import { LiveError } from '../../errors.ts';
import { type ClientFrame, MAX_FRAME_BYTES } from '../../schemas/socket.ts';
import type { ChannelTiming } from './timing.ts';

export type MessageFrame = Extract<ClientFrame, { id: string }>;

interface Entry {
  readonly text: string;
  readonly sent: Promise<void>;
  readonly accept: () => void;
  readonly refuse: (error: LiveError) => void;
  /** True once the connection of now carried it. */
  onTheWay: boolean;
  overdue: ReturnType<typeof setTimeout> | undefined;
}

/** Messages that the server has not acknowledged yet, in order. After a reconnect they go again, under the same id. */
export class Outbox {
  readonly #entries = new Map<string, Entry>();
  readonly #timing: Pick<ChannelTiming, 'ackMs' | 'sendMs'>;
  readonly #doubt: () => void;

  /** `doubt` is called when an acknowledgement is overdue: the connection may be dead. */
  constructor(timing: Pick<ChannelTiming, 'ackMs' | 'sendMs'>, doubt: () => void) {
    this.#timing = timing;
    this.#doubt = doubt;
  }

  /** Resolves with the acknowledgement; the same id twice is one message. */
  add(frame: MessageFrame): Promise<void> {
    const known = this.#entries.get(frame.id);
    if (known) return known.sent;
    const text = encode(frame);
    let settle!: Pick<Entry, 'accept' | 'refuse'>;
    const sent = new Promise<void>((resolve, reject) => (settle = { accept: resolve, refuse: reject }));
    const late = setTimeout(
      () => this.refuse(frame.id, new LiveError('timeout', 'The room did not answer in time')),
      this.#timing.sendMs,
    );
    const entry: Entry = {
      text,
      sent,
      accept: () => (clearTimeout(late), settle.accept()),
      refuse: (error) => (clearTimeout(late), settle.refuse(error)),
      onTheWay: false,
      overdue: undefined,
    };
    this.#entries.set(frame.id, entry);
    return sent;
  }

  /** Sends what is not on its way yet. */
  flush(send: (text: string) => void): void {
    for (const entry of this.#entries.values()) {
      if (entry.onTheWay) continue;
      entry.onTheWay = true;
      entry.overdue = setTimeout(this.#doubt, this.#timing.ackMs);
      send(entry.text);
    }
  }

  /** The connection is gone: whatever it carried may or may not have arrived. */
  disconnected(): void {
    for (const entry of this.#entries.values()) {
      clearTimeout(entry.overdue);
      entry.onTheWay = false;
    }
  }

  accept(id: string): void {
    this.#remove(id)?.accept();
  }

  refuse(id: string, error: LiveError): void {
    this.#remove(id)?.refuse(error);
  }

  /** Gives up what was on its way, or all. */
  refuseAll(error: LiveError, which: 'on-the-way' | 'all'): void {
    for (const [id, { onTheWay }] of this.#entries) if (onTheWay || which === 'all') this.refuse(id, error);
  }

  #remove(id: string): Entry | undefined {
    const entry = this.#entries.get(id);
    clearTimeout(entry?.overdue);
    this.#entries.delete(id);
    return entry;
  }
}

function encode(frame: MessageFrame): string {
  let text: string;
  try {
    text = JSON.stringify(frame);
  } catch (cause) {
    throw new LiveError('invalid', 'This cannot be sent as JSON', { cause });
  }
  if (new TextEncoder().encode(text).length > MAX_FRAME_BYTES) throw new LiveError('too-large', 'The message is too large');
  return text;
}
