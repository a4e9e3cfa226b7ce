import type { LitElement, ReactiveController } from 'lit';

/** How much of its neighbours is seen beside what was chosen, so that nobody takes it for the end of the row. */
const PEEK_PX = 32;

/** Scrolls a row of choices to the chosen one, and nothing around it: the console may stand far down a page. */
export class ChosenInSight implements ReactiveController {
  readonly #host: LitElement;
  readonly #row: string;
  readonly #choice: string;
  readonly #sizes = new ResizeObserver(() => this.#reveal());
  #followed: Element | null = null;
  #chosen: Element | null = null;
  #leftAt = '';

  constructor(host: LitElement, row: string, choice: string) {
    this.#host = host;
    this.#row = row;
    this.#choice = choice;
  }

  hostDisconnected(): void {
    this.#follow(null);
  }

  hostUpdated(): void {
    // What was asked for before the host went may come after.
    if (!this.#host.isConnected) return;
    const row = this.#host.renderRoot.querySelector(this.#row);
    this.#follow(row);
    // What grows before it, such as a count, pushes it out of sight; whoever has scrolled the row wants to look elsewhere.
    if (row && (this.#choiceIn(row) !== this.#chosen || placeOf(row) === this.#leftAt)) this.#reveal();
  }

  #choiceIn(row: Element): Element | null {
    return row.querySelector(this.#choice);
  }

  #reveal(): void {
    const row = this.#followed;
    if (!row) return;
    this.#chosen = this.#choiceIn(row);
    if (this.#chosen?.checkVisibility()) reveal(row, this.#chosen);
    this.#leftAt = placeOf(row);
  }

  #follow(row: Element | null): void {
    if (row === this.#followed) return;
    if (this.#followed) this.#sizes.unobserve(this.#followed);
    if (row) this.#sizes.observe(row);
    this.#followed = row;
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
