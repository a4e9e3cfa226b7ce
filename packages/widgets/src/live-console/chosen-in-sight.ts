import type { LitElement, ReactiveController } from 'lit';

/** How much of its neighbours is seen beside what was chosen, so that nobody takes it for the end of the row. */
const PEEK_PX = 32;

/** Scrolls a row of choices to the chosen one, and nothing around it: the console may stand far down a page. */
export class ChosenInSight implements ReactiveController {
  readonly #host: LitElement;
  readonly #row: string;
  readonly #choice: string;
  #chosen: Element | null = null;

  constructor(host: LitElement, row: string, choice: string) {
    this.#host = host;
    this.#row = row;
    this.#choice = choice;
  }

  hostUpdated(): void {
    const row = this.#host.renderRoot.querySelector(this.#row);
    const chosen = row?.querySelector(this.#choice) ?? null;
    if (chosen === this.#chosen) return;
    this.#chosen = chosen;
    if (row && chosen?.checkVisibility()) reveal(row, chosen);
  }
}

function reveal(row: Element, item: Element): void {
  const [seen, box] = [row.getBoundingClientRect(), item.getBoundingClientRect()];
  row.scrollBy({
    left: missing(box.left, box.right, seen.left, seen.right),
    top: missing(box.top, box.bottom, seen.top, seen.bottom),
    behavior: 'instant',
  });
}

/** How far what is seen must move for all of something to be in it; 0 where it is. */
function missing(start: number, end: number, from: number, to: number): number {
  if (start < from) return start - from - PEEK_PX;
  return end > to ? end - to + PEEK_PX : 0;
}
