import { ContextConsumer } from '@lit/context';
import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { sharedLogin } from '@vitrine/core/page-registry.ts';
import { untracked } from '@vitrine/core/reactive.ts';
import { acquireRoom } from '@vitrine/core/room-registry.ts';
import { attachContextRoot, type LiveRoom, roomContext } from './context.ts';
import { nextTask } from './page-time.ts';
import { serverOf, tokenSource } from './settings.ts';
import { SignalWatcher } from './signal-watcher.ts';

interface OwnRoom {
  room: LiveRoom;
  release(): void;
  key: string;
}

/**
 * What all elements share: they know their room, and render again when it, its state or the locale changes.
 *
 * @cssprop [--live-accent=#d92b4b] - The one colour of buttons, prices and hearts; its shades are derived from it.
 * @cssprop --live-on-accent - Text on the accent; by default black or white, whichever reads better.
 * @cssprop --live-surface - Background of elements; follows `color-scheme`, as all colours below do.
 * @cssprop --live-raised - Background of what stands out from the surface: fields, quiet buttons, placeholders.
 * @cssprop --live-overlay - Background of cards, sheets and dialogs.
 * @cssprop --live-text - Text.
 * @cssprop --live-muted - Text that matters less.
 * @cssprop --live-danger - What went wrong.
 * @cssprop --live-success - What went well.
 * @cssprop --live-warning - What needs attention.
 * @cssprop [--live-on-picture=#fff] - Text on the picture's scrim.
 * @cssprop --live-picture - Colour behind the picture.
 * @cssprop --live-scrim - What lies between picture and text.
 * @cssprop [--live-radius=12px] - Corners of cards and fields.
 * @cssprop [--live-space=4px] - The grid that distances are multiples of.
 * @cssprop --live-shadow - Shadow of cards and sheets.
 * @cssprop [--live-font=inherit] - Font, as in the CSS property `font`.
 * @cssprop [--live-duration=160ms] - How long movements take.
 * @cssprop --live-ease - How they speed up and slow down, an easing function.
 */
export abstract class LiveElement extends SignalWatcher(LitElement) {
  /** The live's id; without it the element belongs to the `<live-room>` around it. */
  @property({ attribute: 'live-id' }) liveId = '';

  /** Base URL of the Vitrine server; by default the page's `<meta name="vitrine-server">`, else where the script came from. */
  @property() server = '';

  /** A URL of the shop's own backend that answers with the visitor's token; without one, visitors are guests. */
  @property({ attribute: 'token-url' }) tokenUrl = '';

  /** It stood on the page before its code was there: the page is still loading, or has only just done so. */
  protected readonly isLate = this.isConnected;

  readonly #around: ContextConsumer<typeof roomContext, this>;
  #given: LiveRoom | undefined;
  #own: OwnRoom | undefined;
  #seen: LiveRoom | undefined;
  #scope = new AbortController();

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    this.#around = new ContextConsumer(this, { context: roomContext, subscribe: true, callback: () => this.requestUpdate() });
  }

  /** The room in use: the one set here, else the one of `live-id`, else the one around this element. */
  @property({ attribute: false })
  get room(): LiveRoom | undefined {
    return this.#given ?? (this.liveId ? this.#own?.room : this.#around.value);
  }
  set room(room: LiveRoom | undefined) {
    const before = this.room;
    this.#given = room;
    this.requestUpdate('room', before);
  }

  override connectedCallback(): void {
    attachContextRoot();
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
    this.#own?.release();
    this.#own = undefined;
  }

  /**
   * Becoming an element, signing in, opening a room, and showing it: on a phone each takes long enough for a task of its own, or a tap
   * that comes meanwhile would wait for all of them.
   */
  protected override async scheduleUpdate(): Promise<void> {
    const isAlone = this.liveId && !this.#given;
    if (!this.hasUpdated && (this.isLate || isAlone)) {
      await nextTask();
      if (isAlone) {
        // The room will ask for it first of all.
        if (this.isConnected) untracked(() => sharedLogin(this.#visitor()).token()).catch(() => {});
        await nextTask();
        if (this.isConnected) untracked(() => this.#settle());
        await nextTask();
      }
    }
    super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.isConnected) untracked(() => this.#settle());
  }

  /** Called when the element gets a room, another one, or none; whatever it starts must end with `until`. */
  protected roomChanged(_room: LiveRoom | undefined, _until: AbortSignal): void {}

  /** Where the visitor signs in, and how. */
  #visitor() {
    return { server: serverOf(this), token: tokenSource(this) };
  }

  #settle(): void {
    const key = this.liveId && !this.#given ? `${serverOf(this)} ${this.liveId} ${this.tokenUrl}` : '';
    if (key !== (this.#own?.key ?? '')) {
      const old = this.#own;
      this.#own = key ? { ...acquireRoom({ ...this.#visitor(), liveId: this.liveId }), key } : undefined;
      old?.release();
    }
    const { room } = this;
    if (room === this.#seen) return;
    this.#leave();
    this.#seen = room;
    this.roomChanged(room, this.#scope.signal);
  }

  #leave(): void {
    this.#scope.abort();
    this.#scope = new AbortController();
    this.#seen = undefined;
  }
}
