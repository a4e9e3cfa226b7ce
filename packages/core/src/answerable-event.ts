/** Asks the page for something. A listener that calls `respondWith` takes it over; the first one holds. */
export abstract class AnswerableEvent extends Event {
  #response: Promise<unknown> | undefined;

  constructor(type: string) {
    super(type, { bubbles: true, composed: true, cancelable: true });
  }

  /** What the listener answers; undefined where nobody took it over. */
  get response(): Promise<unknown> | undefined {
    return this.#response;
  }

  /** Takes it over: whoever asked waits for the answer, and shows an error when it rejects. */
  respondWith(answer: unknown): void {
    this.preventDefault();
    this.#response ??= Promise.resolve(answer);
  }
}
