import { html, nothing, type PropertyValues } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Barrage } from '@vitrine/core/stores/barrage-store.ts';
import { Announcer } from '../barrage-list/announcer.ts';
import type { LiveRoom } from '../shared/context.ts';
import { controls } from '../shared/controls.styles.ts';
import { flyingChoice } from '../live-room/flying-choice.ts';
import { LiveElement } from '../shared/live-element.ts';
import { Motion } from '../live-room/motion.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { Flight } from './flight.ts';
import styles from './flying-barrage.styles.ts';

/**
 * What people write, flying over the picture: put it into the `upper` layer of a `<live-player>`, or let
 * `<live-room barrage-mode="flying">` do so. It is for the eye; nothing flies for visitors who want less motion or have switched it off.
 *
 * @element flying-barrage
 * @csspart stage - What the messages fly over.
 * @csspart bullet - One message; with `bullet-own` beside it where the visitor wrote it, `bullet-host` where the host did.
 * @cssprop [--live-flying-size=18px] - Size of the text.
 * @cssprop --live-flying-color - Colour of the text.
 * @cssprop --live-flying-background - What lies between a text and the picture.
 * @cssprop [--live-flying-opacity=1] - How much of all of it is seen.
 * @cssprop [--live-flying-offset=0px] - Distance of the first lane from the upper edge.
 */
export class FlyingBarrage extends LiveElement {
  static override styles = [tokens, controls, styles];

  /** How fast messages fly; 2 is twice as fast as usual. */
  @property({ type: Number }) speed = 1;

  /** How much of the height they may fill, from 0 to 1. */
  @property({ type: Number }) density = 0.5;

  /** Also reads messages out to screen readers. For a page without a `<barrage-list>`, which does so itself. */
  @property({ type: Boolean }) announce = false;

  @query('.stage') private readonly stage!: HTMLElement;
  @query('#said') private readonly said!: HTMLElement;

  readonly #motion = new Motion(this);
  readonly #watcher = new ResizeObserver(() => this.#arrange());
  #flight: Flight | undefined;
  #announcer: Announcer | undefined;

  /** Messages that have flown since the element is there. */
  get shownCount(): number {
    return this.#flight?.shown ?? 0;
  }

  /** Messages for which there was no room: newer ones took their place. */
  get droppedCount(): number {
    return this.#flight?.dropped ?? 0;
  }

  /** Messages fly: the visitor wants them to, and nothing speaks against it. */
  get flies(): boolean {
    return flyingChoice.wanted && !this.#motion.reduced;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#watcher.observe(this.stage);
    document.addEventListener('visibilitychange', this.#hide);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watcher.disconnect();
    document.removeEventListener('visibilitychange', this.#hide);
    this.#flight?.end();
    this.#announcer?.stop();
  }

  override render() {
    return html`<div part="stage" class="stage" aria-hidden="true" ?hidden=${!this.flies}></div>
      <p class="visually-hidden" id="said" role=${this.announce ? 'status' : nothing}></p>`;
  }

  protected override roomChanged(room: LiveRoom | undefined, until: AbortSignal): void {
    this.#flight?.clear();
    this.#announcer?.stop();
    room?.barrage.onBarrageReceived((barrage) => this.#receive(barrage, room), until);
    room?.bus.on('barrage.removed', ({ barrageId }) => this.#flight?.remove(barrageId), until);
  }

  protected override firstUpdated(): void {
    this.#flight = new Flight(this.stage);
    this.#announcer = new Announcer(this.said);
    this.#watcher.observe(this.stage);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.flies) this.#flight?.clear();
    else if (changed.has('speed') || changed.has('density')) this.#arrange();
  }

  #arrange(): void {
    this.#flight?.arrange(this.speed, this.density);
  }

  #receive({ id, textContent = '', sender }: Barrage, room: LiveRoom): void {
    if (this.announce) this.#announcer?.say(sender ? `${sender.userName}: ${textContent}` : textContent);
    if (document.hidden || !this.flies) return;
    const own = sender?.userId === room.login.loginUserInfo?.userId;
    const kind = own ? 'own' : sender?.role === 'host' ? 'host' : '';
    this.#flight?.push({ id, text: textContent, kind, color: sender?.nameColor });
  }

  /** Browsers stop what nobody sees, and would let it all go on at once later. */
  readonly #hide = (): void => {
    if (document.hidden) this.#flight?.clear();
  };
}
