/** Whoever wants to hear of one kind of thing. */
export class Listeners<Args extends unknown[]> {
  readonly #all = new Set<(...args: Args) => void>();

  add(listener: (...args: Args) => void, until: AbortSignal): void {
    if (until.aborted) return;
    this.#all.add(listener);
    until.addEventListener('abort', () => this.#all.delete(listener), { once: true });
  }

  tell(...args: Args): void {
    for (const listener of this.#all) listener(...args);
  }
}
