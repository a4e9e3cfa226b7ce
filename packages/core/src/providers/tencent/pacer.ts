import type { ChatPriority } from './chat-sdk.ts';

const RANK: Record<ChatPriority, number> = { High: 0, Normal: 1, Low: 2, Lowest: 3 };

/** Lets so many acts begin within a second, the most important of those that wait first. */
export class Pacer {
  readonly #perSecond: number;
  readonly #waiting: { readonly rank: number; readonly act: () => void }[] = [];
  /** When the acts of the last second began. */
  #begun: number[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  add(priority: ChatPriority, act: () => void): void {
    const rank = RANK[priority];
    const behind = this.#waiting.findIndex((other) => other.rank > rank);
    this.#waiting.splice(behind < 0 ? this.#waiting.length : behind, 0, { rank, act });
    this.#run();
  }

  /** Forgets what waits. */
  clear(): void {
    this.#waiting.length = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #run(): void {
    const now = performance.now();
    this.#begun = this.#begun.filter((at) => now - at < 1000);
    while (this.#waiting.length > 0 && this.#begun.length < this.#perSecond) {
      this.#begun.push(now);
      this.#waiting.shift()!.act();
    }
    if (this.#waiting.length === 0 || this.#timer !== undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#run();
      },
      Math.max(1, this.#begun[0]! + 1000 - now),
    );
  }
}
