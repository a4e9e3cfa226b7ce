import type { ChatMessage } from './chat-sdk.ts';
import type { eventOf } from './messages.ts';
import type { OrderedIntake } from './ordered-intake.ts';
import type { Quotes } from './quotes.ts';
import type { RoomLine } from './room-line.ts';

export interface ReceptionDeps {
  readonly liveId: string;
  readonly line: RoomLine;
  readonly quotes: Quotes;
  readonly intake: OrderedIntake;
  /** The connection of now; undefined while the room is not open. */
  readonly connection: () => AbortSignal | undefined;
  /** Milliseconds until a gap is asked for. */
  readonly patience: () => number;
  /** What is missing could not be had. */
  readonly gaveUp: () => void;
}

/** What is heard in a room: understood, taken in order of arrival, and asked of our server where it was missed. */
export class Reception {
  readonly #deps: ReceptionDeps;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #receiving: Promise<void> = Promise.resolve();
  #heardAt = 0;

  constructor(deps: ReceptionDeps) {
    this.#deps = deps;
  }

  /** Milliseconds since anything was heard. */
  get silence(): number {
    return performance.now() - this.#heardAt;
  }

  /** Something was heard just now. */
  heard(): void {
    this.#heardAt = performance.now();
  }

  /** In order of arrival, though each may take a moment to understand. */
  take(messages: readonly ChatMessage[], understand: typeof eventOf): Promise<void> {
    this.heard();
    const { liveId, line, quotes, intake } = this.#deps;
    const credentials = line.present?.credentials;
    if (!credentials) return Promise.resolve();
    const context = { liveId, credentials, quote: (eventId: string) => quotes.of(eventId) };
    const events = Promise.all(messages.map((message) => understand(message, context)));
    const take = async () => {
      const known = (await events).filter((event) => event !== undefined);
      // Somebody else may be here by now, whom private events are not for.
      if (line.present?.credentials.userId !== credentials.userId) return;
      if (intake.take(known)) this.complete();
      else this.missed();
    };
    this.#receiving = this.#receiving.then(take).catch((error: unknown) => globalThis.reportError?.(error));
    return this.#receiving;
  }

  /** A whole crowd misses the same: they ask at different moments, and some need not ask any more. */
  missed(): void {
    const { connection, patience } = this.#deps;
    if (this.#timer !== undefined || !connection()) return;
    this.#timer = setTimeout(() => void this.#fill(), patience());
  }

  /** Nothing is missing any more, or it is asked for in another way. */
  complete(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #fill(): Promise<void> {
    const { connection, intake, gaveUp } = this.#deps;
    this.#timer = undefined;
    const signal = connection();
    if (!signal) return;
    try {
      if (await intake.catchUp(signal)) this.heard();
      else gaveUp();
    } catch {
      if (!signal.aborted) gaveUp();
    }
  }
}
