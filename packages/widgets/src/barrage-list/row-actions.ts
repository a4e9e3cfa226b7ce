import type { Barrage } from '@vitrine/core/stores/barrage-store.ts';
import type { BarrageMenu } from '../barrage-menu/barrage-menu.ts';
import type { LiveElement } from '../shared/live-element.ts';
import type { RowWindow } from './row-window.ts';

/** What a list of messages consists of once it is rendered. */
interface ListParts {
  /** What scrolls. */
  readonly list: HTMLElement;
  /** Holds the rows and nothing else. */
  readonly box: HTMLElement;
  readonly window: RowWindow<Barrage>;
}

/** Leads to single messages, by a press or by the keys, and shows what can be done with the one that somebody is at. */
export class RowActions {
  readonly #host: LiveElement & { scrollToEnd(): void };
  readonly #parts: () => ListParts | undefined;
  /** The row whose menu was opened by a pointer. */
  #pressed: HTMLElement | undefined;
  /** Made when it is needed first; the host renders it. */
  menu: BarrageMenu | undefined;

  constructor(host: LiveElement & { scrollToEnd(): void }, parts: () => ListParts | undefined) {
    this.#host = host;
    this.#parts = parts;
  }

  readonly press = (event: MouseEvent): void => {
    // Somebody who marks a part of the text wants to copy that.
    if (getSelection()?.type === 'Range') return;
    void this.#openMenu(event.target as Element, event.detail > 0);
  };

  /** A mouse has a button for the browser's own menu; a finger that rests, or the keyboard's key, opens ours. */
  readonly longPress = (event: Event): void => {
    if (!(event instanceof PointerEvent) || event.pointerType === 'mouse') return;
    event.preventDefault();
    void this.#openMenu(event.target as Element, event.pointerType !== '');
  };

  readonly key = (event: KeyboardEvent): void => {
    const parts = this.#parts();
    if (!parts || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const rows = [...parts.box.children] as HTMLElement[];
    const at = rows.findIndex((row) => row === this.#active);
    const { key } = event;
    if (key === 'ArrowUp' || key === 'ArrowDown') walk(parts.list, rows, at, key === 'ArrowUp' ? -1 : 1);
    else if (at < 0) return;
    else if (key === 'Enter' || key === ' ') void this.#openMenu(rows[at]!, false);
    else if (key === 'Escape') parts.list.focus({ preventScroll: true });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Somebody is at a row: none may change under them. */
  readonly enter = (): void => this.#parts()?.window.hold();

  /** Nobody is at a row any more: the list moves on. */
  readonly leave = (event?: FocusEvent): void => {
    const parts = this.#parts();
    if (!parts) return;
    const { box, window } = parts;
    // From one row to the next is not away from them.
    if (event?.relatedTarget instanceof Node && box.contains(event.relatedTarget)) return;
    if (box.contains(this.#active) || this.menu?.matches(':popover-open')) return;
    window.release();
    if (window.following) this.#host.scrollToEnd();
  };

  /**
   * Whoever is at a message that goes away is at its neighbour before: rows are reused, and another message would be under them. `stays`
   * are the messages that do not go.
   */
  stepAside(stays: readonly Barrage[]): void {
    const parts = this.#parts();
    const menu = this.menu?.matches(':popover-open') ? this.menu : undefined;
    const active = this.#active;
    const from = menu?.beside ?? active;
    const item = from && parts?.window.itemAt(from);
    if (!parts || !from || !item || stays.includes(item)) return;
    const to = parts.window.neighbour(from, (other) => stays.includes(other)) ?? parts.list;
    if (menu) menu.beside = to;
    if (this.#pressed === from) this.#pressed = to;
    if (active === from) to.focus({ preventScroll: true });
  }

  get #active(): Element | null {
    return (this.#host.renderRoot as ShadowRoot).activeElement;
  }

  async #openMenu(target: Element, byPointer: boolean): Promise<void> {
    const { room } = this.#host;
    const window = this.#parts()?.window;
    const element = target.closest<HTMLElement>('[part~="row"]');
    const row = element && window?.itemAt(element);
    if (!row || !room) return;
    window?.hold();
    await import('../barrage-menu/define.ts').catch(() => undefined);
    this.menu ??= Object.assign(document.createElement('barrage-menu'), { ontoggle: this.#menuToggled });
    this.menu.room = room;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#pressed = byPointer ? element : undefined;
    await this.menu.show?.(row, element);
  }

  readonly #menuToggled = (event: Event): void => {
    if ((event as ToggleEvent).newState === 'open') return;
    // Whoever walked here by the keys walks on from here.
    this.#pressed?.blur();
    this.leave();
  };
}

/** From the list itself, the keys lead to the newest message that is seen. */
function walk({ scrollTop, clientHeight }: HTMLElement, rows: readonly HTMLElement[], at: number, by: number): void {
  const last = rows.findLastIndex(({ offsetTop, offsetHeight }) => offsetTop + offsetHeight <= scrollTop + clientHeight);
  rows[at < 0 ? last : at + by]?.focus();
}
