const SWIPE_PX = 80;

/** Notices a finger that goes across the page, in either direction. */
export class Swipe {
  readonly #swiped: () => void;
  #start: Touch | undefined;

  constructor(swiped: () => void) {
    this.#swiped = swiped;
  }

  /** Listener for `touchstart`; takes no part in scrolling. Sheets have movements of their own. */
  readonly start = {
    handleEvent: ({ target, touches }: TouchEvent): void => {
      const onSheet = target instanceof Element && target.closest('[popover]') !== null;
      this.#start = touches.length === 1 && !onSheet ? touches[0] : undefined;
    },
    passive: true,
  };

  /** Listener for `touchend`. */
  readonly end = ({ changedTouches: [end] }: TouchEvent): void => {
    const start = this.#start;
    this.#start = undefined;
    if (!start || !end) return;
    const across = Math.abs(end.clientX - start.clientX);
    if (across > SWIPE_PX && Math.abs(end.clientY - start.clientY) < across / 2) this.#swiped();
  };
}
