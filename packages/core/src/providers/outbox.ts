import { LiveError } from '../errors.ts';

export interface OutboxTiming {
  /** For an acknowledgement, before the connection is doubted. */
  readonly ackMs: number;
  /** For a message from the call to its acknowledgement, reconnects included. */
  readonly sendMs: number;
}

interface Entry<T> {
  readonly message: T;
  readonly sent: Promise<void>;
  readonly accept: () => void;
  readonly refuse: (error: LiveError) => void;
  /** True once the connection of now carried it. */
  onTheWay: boolean;
  overdue: ReturnType<typeof setTimeout> | undefined;
}

/** Messages that the server has not acknowledged yet, in order. After a reconnect they go again, under the same id. */
export class Outbox<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #timing: OutboxTiming;
  readonly #doubt: () => void;

  /** `doubt` is called when an acknowledgement is overdue: the connection may be dead. */
  constructor(timing: OutboxTiming, doubt: () => void) {
    this.#timing = timing;
    this.#doubt = doubt;
  }

  /** How many wait for their acknowledgement. */
  get size(): number {
    return this.#entries.size;
  }

  /** Resolves with the acknowledgement; the same id twice is one message. */
  add(id: string, message: T): Promise<void> {
    const known = this.#entries.get(id);
    if (known) return known.sent;
    let settle!: Pick<Entry<T>, 'accept' | 'refuse'>;
    const sent = new Promise<void>((resolve, reject) => (settle = { accept: resolve, refuse: reject }));
    const late = setTimeout(
      () => this.refuse(id, new LiveError('timeout', 'The room did not answer in time')),
      this.#timing.sendMs,
    );
    const entry: Entry<T> = {
      message,
      sent,
      accept: () => (clearTimeout(late), settle.accept()),
      refuse: (error) => (clearTimeout(late), settle.refuse(error)),
      onTheWay: false,
      overdue: undefined,
    };
    this.#entries.set(id, entry);
    return sent;
  }

  /** Sends what is not on its way yet. */
  flush(send: (message: T, id: string) => void): void {
    for (const [id, entry] of this.#entries) {
      if (entry.onTheWay) continue;
      entry.onTheWay = true;
      entry.overdue = setTimeout(this.#doubt, this.#timing.ackMs);
      send(entry.message, id);
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

  #remove(id: string): Entry<T> | undefined {
    const entry = this.#entries.get(id);
    clearTimeout(entry?.overdue);
    this.#entries.delete(id);
    return entry;
  }
}

/** The message as JSON text of at most `maxBytes`. */
export function encode(message: unknown, maxBytes: number): string {
  let text: string;
  try {
    text = JSON.stringify(message);
  } catch (cause) {
    throw new LiveError('invalid', 'This cannot be sent as JSON', { cause });
  }
  if (new TextEncoder().encode(text).length > maxBytes) throw new LiveError('too-large', 'The message is too large');
  return text;
}
