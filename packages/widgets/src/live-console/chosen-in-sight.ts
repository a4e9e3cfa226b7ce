import type { LitElement, ReactiveController } from 'lit';

/** How much of its neighbours is seen beside what was chosen, so that nobody takes it for the end of the row. */
const PEEK_PX = 32;

/** Scrolls a row of choices to the chosen one, and nothing around it: the console may stand far down a page. */
export class ChosenInSight implements ReactiveController {
  readonly #host: LitElement;
  readonly #row: string;
  readonly #choice: string;
  #chosen: Element | null = null;
  #leftAt = '';

  constructor(host: LitElement, row: string, choice: string) {
    this.#host = host;
    this.#row = row;
    this.#choice = choice;
  }

  hostUpdated(): void {
    const row = this.#host.renderRoot.querySelector(this.#row);
    const chosen = row?.querySelector(this.#choice) ?? null;
    // What grows before it, such as a count, pushes it out of sight; whoever has scrolled the row wants to look elsewhere.
    if (!row || (chosen === this.#chosen && placeOf(row) !== this.#leftAt)) return;
    this.#chosen = chosen;
    if (chosen?.checkVisibility()) reveal(row, chosen);
    this.#leftAt = placeOf(row);
  }
}

const placeOf = ({ scrollLeft, scrollTop }: Element): string => `${scrollLeft} ${scrollTop}`;

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
