import type { ReactiveController, ReactiveControllerHost } from 'lit';

const DISMISS_PX = 90;
/** How much of the frame a sheet covers: the picture stays visible above it. */
const SHEET_SHARE = 0.7;

interface SheetHost extends ReactiveControllerHost, HTMLElement {}

/**
 * Lays popovers over a frame as sheets that can be dragged away: from below over a narrow frame, at the side of a wide one.
 * Popovers live in the browser's top layer, which knows nothing of the frame's place: it is told in custom properties.
 */
export class Sheets implements ReactiveController {
  readonly #host: SheetHost;
  readonly #frame: () => HTMLElement | null;
  readonly #sideWidth: () => number | undefined;
  readonly #open = new Set<HTMLElement>();
  /** What had the focus when the last sheet was opened. */
  #opener: Element | null | undefined;

  /** `sideWidth` gives the width of a sheet at the side, or undefined where sheets come from below. */
  constructor(host: SheetHost, frame: () => HTMLElement | null, sideWidth: () => number | undefined) {
    this.#host = host;
    this.#frame = frame;
    this.#sideWidth = sideWidth;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('scroll', this.place, { passive: true, capture: true });
    addEventListener('resize', this.place, { passive: true });
  }

  hostDisconnected(): void {
    removeEventListener('scroll', this.place, { capture: true });
    removeEventListener('resize', this.place);
    this.#open.clear();
  }

  /** Listener for `beforetoggle` of a sheet. */
  readonly beforeToggle = ({ newState, currentTarget }: ToggleEvent): void => {
    const sheet = currentTarget as HTMLElement;
    if (newState === 'open') {
      this.#opener = this.#host.shadowRoot?.activeElement;
      this.#open.add(sheet);
    } else this.#open.delete(sheet);
    this.place();
  };

  /**
   * Listener for `toggle` of a sheet. Browsers forget, across shadow roots, where the focus was. Whoever has already put it elsewhere
   * keeps it there.
   */
  readonly toggled = ({ newState, currentTarget }: ToggleEvent): void => {
    const focused = this.#host.shadowRoot?.activeElement;
    const stranded = !focused || (currentTarget as Element).contains(focused);
    if (newState === 'closed' && stranded && this.#opener instanceof HTMLElement) this.#opener.focus();
  };

  /** Puts the open sheets where the frame is now. */
  readonly place = (): void => {
    const frame = this.#open.size > 0 ? this.#frame()?.getBoundingClientRect() : undefined;
    if (!frame) return;
    const top = Math.max(0, frame.top);
    const bottom = Math.min(innerHeight, frame.bottom);
    const side = this.#sideWidth();
    const height = side ? bottom - top : (bottom - top) * SHEET_SHARE;
    for (const { style } of this.#open) {
      style.setProperty('--sheet-top', `${bottom - height}px`);
      style.setProperty('--sheet-height', `${height}px`);
      style.setProperty('--sheet-width', `${side ?? frame.width}px`);
      style.setProperty('--sheet-start', `${frame.left}px`);
      style.setProperty('--sheet-end', `${document.documentElement.clientWidth - frame.right}px`);
    }
  };

  /** Listener for `pointerdown` on a sheet's handle. */
  readonly drag = (event: PointerEvent): void => {
    const handle = event.currentTarget as HTMLElement;
    const sheet = handle.closest<HTMLElement>('[popover]');
    if (!sheet || this.#sideWidth() || (event.target as Element).closest('button')) return;
    handle.setPointerCapture(event.pointerId);
    let distance = 0;
    const move = ({ clientY }: PointerEvent) => {
      distance = Math.max(0, clientY - event.clientY);
      sheet.style.setProperty('--sheet-drag', `${distance}px`);
    };
    const dropped = new AbortController();
    const drop = () => {
      dropped.abort();
      if (distance > DISMISS_PX) sheet.hidePopover();
      sheet.style.setProperty('--sheet-drag', '0px');
    };
    const { signal } = dropped;
    handle.addEventListener('pointermove', move, { signal });
    for (const end of ['pointerup', 'pointercancel'] as const) handle.addEventListener(end, drop, { signal });
  };
}
