/** One reused row of a list. */
export interface Row<T> {
  readonly element: HTMLElement;
  /** Shows another item, or the same one anew. */
  show(item: T): void;
}

/** Rows kept ready beyond either edge of what is seen, in pixels. */
const MARGIN = 160;
/** How far a row may be beyond that before it is taken out. */
const SLACK = 48;
/** How far from the end still counts as being there. */
const NEAR = 32;
/** The height of a row before one was measured. */
const GUESS = 28;
/** Rows that were taken out and wait to be shown again: their heights differ, and so does how many fit. */
const SPARE = 2;
/** Rows are of different heights: how often the window may be corrected before it is shown. */
const TRIES = 4;

/**
 * Shows the part of a long list that is seen, in as few elements as that takes; they are reused. Rows may have any height: what is
 * seen keeps its place while rows come and go above and below, and the room that unseen ones would take is only guessed.
 */
export class RowWindow<T extends { readonly id: string }> {
  readonly #scroller: HTMLElement;
  readonly #box: HTMLElement;
  readonly #make: () => Row<T>;
  #items: readonly T[] = [];
  /** Index of the first item shown. */
  #start = 0;
  #rows: Row<T>[] = [];
  /** What the rows show; the same indexes. */
  #shown: T[] = [];
  readonly #spare: Row<T>[] = [];
  /** Pixels that stand for the items before the first one shown. */
  #above = 0;
  #spacing = '0px 0px';
  #average = GUESS;
  /** How many rows fill what is seen, at the end of the list. */
  #enough = 12;
  #following = true;
  /** Somebody is at one of the rows: none may change under them. */
  #held = false;
  /** Where the list's end was when it was last shown. */
  #end = 0;

  /** `box` is the scroller's content and holds nothing but the rows; the scroller is their offset parent. */
  constructor(scroller: HTMLElement, box: HTMLElement, make: () => Row<T>) {
    this.#scroller = scroller;
    this.#box = box;
    this.#make = make;
  }

  /** The list stays at its end, because nobody has scrolled away from there. */
  get following(): boolean {
    return this.#following && !this.#held;
  }

  /** Keeps what is seen in its place, also at the end, until `release`. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
  }

  /** The item whose row this node is in. */
  itemAt(node: Node): T | undefined {
    return this.#shown[this.#rows.findIndex(({ element }) => element.contains(node))];
  }

  /** The row nearest to this one whose item passes: rather one that comes after it than one before. */
  neighbour(row: Element, passes: (item: T) => boolean): HTMLElement | undefined {
    const at = this.#rows.findIndex(({ element }) => element === row);
    const fits = (_: Row<T>, index: number): boolean => passes(this.#shown[index]!);
    const after = this.#rows.findIndex((one, index) => index > at && fits(one, index));
    return (this.#rows[after] ?? this.#rows.findLast((one, index) => index < at && fits(one, index)))?.element;
  }

  /** Like `following`, also for a reader who has moved since the last event told of it. */
  stillFollows(): boolean {
    if (this.following && this.#items.length > 0 && this.#hasLeft()) this.#following = false;
    return this.following;
  }

  /** Shows another state of the list: at its end, or what is seen at the same place. */
  update(items: readonly T[]): void {
    if (this.following) {
      this.#items = items;
      this.#showEnd();
    } else this.#stay(items);
  }

  /** Goes to the end, and stays there. */
  follow(): void {
    this.#held = false;
    this.#following = true;
    this.#showEnd();
  }

  /** Something changed the height of what is seen, or of the rows. */
  resized(): void {
    if (this.following) this.#showEnd();
    else this.#cover();
  }

  /** Somebody scrolled. */
  scrolled(): void {
    if (this.#held) return this.#cover();
    const following = this.#isAtEnd() || (this.#following && !this.#hasLeft());
    if (following && this.#following) return;
    this.#following = following;
    if (following) this.#showEnd();
    else this.#cover();
  }

  /** Shows the same items anew, for example in another language. */
  refresh(): void {
    for (const [index, row] of this.#rows.entries()) row.show(this.#shown[index]!);
  }

  /** Somebody moved up. That the end is elsewhere now is no sign of it: rows or the list may have become higher or lower. */
  #hasLeft(): boolean {
    return this.#scroller.scrollTop < this.#end - 1 && !this.#isAtEnd();
  }

  #isAtEnd(): boolean {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  #showEnd(): void {
    const { length } = this.#items;
    const height = this.#scroller.clientHeight;
    const wanted = height + GUESS;
    let count = Math.max(this.#enough, Math.ceil(wanted / this.#average));
    for (let tries = 0; tries < TRIES; tries += 1) {
      const start = Math.max(0, length - count);
      this.#render(start, length);
      this.#above = Math.round(start * this.#average);
      this.#space();
      const missing = wanted - this.#extent();
      if (missing <= 0 || start === 0) break;
      count += Math.ceil(missing / this.#average);
    }
    const average = this.#extent() / this.#rows.length;
    if (this.#rows.length > 0 && Math.abs(average - this.#average) > this.#average / 4) this.#average = average;
    if (length === 0) return;
    const bottom = this.#bottom();
    const idle = countWhile(this.#rows, ({ element }) => bottom - element.offsetTop >= wanted);
    this.#enough = 1 + this.#rows.length - idle;
    // Setting more than there is leads to the end without asking where that is.
    this.#scroller.scrollTop = bottom + height;
    this.#end = this.#scroller.scrollTop;
  }

  /** The first row that is seen at least in part. */
  #anchor(): number {
    const { scrollTop } = this.#scroller;
    const index = this.#rows.findIndex(({ element }) => element.offsetTop + element.offsetHeight > scrollTop);
    return index < 0 ? this.#rows.length - 1 : index;
  }

  #stay(items: readonly T[]): void {
    const before = this.#shown.slice(this.#anchor());
    const tops = new Map(this.#rows.map(({ element }, index) => [this.#shown[index]!.id, element.offsetTop]));
    const places = new Map(items.map(({ id }, index) => [id, index]));
    this.#items = items;
    const kept = before.find(({ id }) => places.has(id));
    if (!kept) return this.#cover();
    const start = Math.max(0, places.get(kept.id)! - this.#shown.indexOf(kept));
    this.#render(start, Math.min(items.length, start + this.#rows.length));
    this.#place(kept, tops.get(kept.id)!);
    this.#cover();
  }

  /** Brings in rows where some are missing, and takes out those far from what is seen. */
  #cover(): void {
    for (let tries = 0; tries < TRIES; tries += 1) if (!this.#moveTowards()) return;
  }

  #moveTowards(): boolean {
    const { scrollTop, clientHeight } = this.#scroller;
    const { length } = this.#items;
    if (length === 0) {
      this.#render(0, 0);
      this.#above = 0;
      this.#space();
      return false;
    }
    const top = this.#rows[0]?.element.offsetTop ?? 0;
    const bottom = this.#bottom();
    const [from, to] = [scrollTop - MARGIN, scrollTop + clientHeight + MARGIN];
    if (this.#rows.length === 0 || bottom < scrollTop || top > scrollTop + clientHeight) return this.#jump();

    const end = this.#start + this.#rows.length;
    const more = (missing: number): number => Math.ceil(missing / this.#average);
    const beyond = (row: Row<T>): boolean =>
      row.element.offsetTop + row.element.offsetHeight < from - SLACK || row.element.offsetTop > to + SLACK;
    const first = top > from ? Math.max(0, this.#start - more(top - from)) : this.#start + countWhile(this.#rows, beyond);
    const last = bottom < to ? Math.min(length, end + more(to - bottom)) : end - countWhile(this.#rows.toReversed(), beyond);
    if ((first === this.#start && last === end) || first >= last) return false;

    const anchor = this.#anchor();
    const [item, place] = [this.#shown[anchor]!, this.#rows[anchor]!.element.offsetTop];
    this.#render(first, last);
    this.#place(item, place);
    return true;
  }

  /** The reader went so far that nothing shown is seen any more, as by dragging the scroll bar. */
  #jump(): boolean {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const { length } = this.#items;
    const count = Math.ceil((clientHeight + 2 * MARGIN) / this.#average);
    const middle = Math.floor((length * (scrollTop + clientHeight / 2)) / scrollHeight);
    const start = Math.max(0, Math.min(length - count, middle - Math.floor(count / 2)));
    this.#render(start, Math.min(length, start + count));
    if (start === 0) {
      this.#above = 0;
      this.#space();
    } else this.#place(this.#shown[0]!, Math.max(0, scrollTop - MARGIN));
    return true;
  }

  /** Puts the item's row at `top`. The guessed room before it gives way; only at the list's beginning must the reader. */
  #place(item: T, top: number): void {
    this.#average = this.#extent() / this.#rows.length || GUESS;
    this.#space();
    const row = this.#rows[this.#shown.indexOf(item)];
    const above = this.#above + top - (row?.element.offsetTop ?? top);
    const right = this.#start === 0 ? 0 : above < 0 ? Math.round(this.#start * this.#average) : above;
    this.#above = right;
    this.#space();
    if (right !== above) this.#scroller.scrollTop += right - above;
  }

  /** From the first row's upper edge to the last one's lower edge, in pixels. */
  #extent(): number {
    return this.#bottom() - (this.#rows[0]?.element.offsetTop ?? 0);
  }

  #bottom(): number {
    const last = this.#rows.at(-1)?.element;
    return last ? last.offsetTop + last.offsetHeight : 0;
  }

  #space(): void {
    const below = Math.round((this.#items.length - this.#start - this.#rows.length) * this.#average);
    const spacing = `${this.#above}px ${below}px`;
    if (spacing !== this.#spacing) this.#box.style.paddingBlock = this.#spacing = spacing;
  }

  #render(start: number, end: number): void {
    const items = this.#items.slice(start, end);
    const wanted = new Set(items);
    const kept = new Map<T, Row<T>>();
    const free: Row<T>[] = [];
    for (const [index, row] of this.#rows.entries()) {
      const item = this.#shown[index]!;
      if (wanted.has(item)) kept.set(item, row);
      else free.push(row);
    }
    // Where nothing stays, every row is filled anew where it stands; else the others must not lie in the way.
    if (kept.size > 0) for (const { element } of free) element.remove();
    free.reverse();
    const rows = items.map((item) => {
      const row = kept.get(item) ?? free.pop() ?? this.#spare.pop() ?? this.#make();
      if (!kept.has(item)) row.show(item);
      return row;
    });
    for (const { element } of free) element.remove();
    this.#spare.push(...free.slice(0, Math.max(0, SPARE - this.#spare.length)));
    let next = this.#box.firstElementChild;
    for (const { element } of rows) {
      if (element === next) next = element.nextElementSibling;
      else this.#box.insertBefore(element, next);
    }
    this.#start = start;
    this.#rows = rows;
    this.#shown = items;
  }
}

function countWhile<T>(all: readonly T[], test: (one: T) => boolean): number {
  const index = all.findIndex((one) => !test(one));
  return index < 0 ? 0 : index;
}
