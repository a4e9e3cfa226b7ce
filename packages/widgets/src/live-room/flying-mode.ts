import type { ReactiveControllerHost } from 'lit';
import { flyingChoice } from './flying-choice.ts';
import { Motion } from './motion.ts';

/** How the chat shows over the picture. */
export type BarrageMode = 'list' | 'flying' | 'both' | 'off';

/** Whether messages fly over a room's picture: what the shop wants, what the visitor chose, what the system says of motion. */
export class FlyingMode {
  readonly #motion: Motion;
  readonly #mode: () => BarrageMode;

  constructor(host: ReactiveControllerHost, mode: () => BarrageMode) {
    this.#motion = new Motion(host);
    this.#mode = mode;
  }

  /** The shop lets messages fly, and the visitor has nothing against things that move. */
  get offered(): boolean {
    return ['flying', 'both'].includes(this.#mode()) && !this.#motion.reduced;
  }

  get flies(): boolean {
    return this.offered && flyingChoice.wanted;
  }

  /** The picture is free of the list. */
  get listless(): boolean {
    return this.#mode() === 'off' || (this.#mode() === 'flying' && this.flies);
  }

  readonly toggle = (): void => {
    flyingChoice.wanted = !flyingChoice.wanted;
  };

  /** Most rooms never let anything fly, and their visitors need not load it. */
  load(): void {
    if (this.flies) void import('../flying-barrage/define.ts');
  }
}
