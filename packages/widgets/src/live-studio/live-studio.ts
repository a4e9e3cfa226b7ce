import { ContextProvider } from '@lit/context';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { LiveErrorCode } from '@vitrine/core/errors.ts';
import { ShowEvent } from '../events.ts';
import type { HostRoom } from '@vitrine/core/host-room.ts';
import { hostFlyingChoice } from '../live-room/flying-choice.ts';
import { Motion } from '../live-room/motion.ts';
import { roomContext } from '../shared/context.ts';
import { controls } from '../shared/controls.styles.ts';
import { localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { addStaffTexts } from '../shared/localization.ts';
import { StudioElement } from './studio-element.ts';
import { tokens } from '../shared/tokens.styles.ts';
import styles from './live-studio.styles.ts';
import { KeepAwake } from './keep-awake.ts';
import { airState, isOnAir } from './on-air.ts';
import { mayHost } from './rights.ts';
import { isTaken, press } from './studio-keys.ts';
import { renderEnded, renderFailure, renderLoading } from './studio-screens.ts';

type Panel = 'setup' | 'queue' | 'chat' | 'sales';

/**
 * The host's control room: check the picture, go on air, pop products up, read along, end the show.
 * Dark unless the page sets another `color-scheme` on it. Keys while nothing is being typed: 1 to 9 pop up a product, n the next one,
 * 0 and Escape take it down, m microphone, c camera, ? tells them.
 *
 * @element live-studio
 * @slot tools - More tools of the shop, below the picture.
 * @slot ended - Below the figures of a show that has ended: what comes next, for example links to the shop’s shows and orders.
 * @csspart stage - The picture and what lies over it.
 * @csspart controls - The round buttons.
 * @csspart side - Checks, run of show, chat and sales.
 * @csspart video - The host's own picture.
 * @csspart badge - ON AIR, or what is instead.
 * @csspart time - How long the show is on air.
 * @csspart viewers - How many watch.
 * @csspart network - How well the picture gets out.
 * @csspart go-live - The button that starts or resumes the show.
 * @csspart end - The button that asks to end it.
 * @csspart pop-up - The button of one product.
 * @csspart take-down - The button of the product that viewers see, while a phone does not show the list.
 * @cssprop --live-studio-height - Height of the whole studio, the window's by default.
 * @cssprop --live-studio-fit - How the host's own picture fills its box: `contain` beside the panels, `cover` on phones.
 * @cssprop --live-on-air - Colour of the ON AIR badge and the end button; white must be readable on it.
 * @fires {ShowEvent} live-started - The show is live.
 * @fires {ShowEvent} live-ended - The show has ended, from here or elsewhere.
 * @fires {ProductEvent} live-product-shown - A product was popped up from here.
 * @fires {ProductEvent} live-product-hidden - A product was taken down from here.
 */
export class LiveStudio extends StudioElement {
  static override styles = [tokens, controls, styles];

  readonly #provider = new ContextProvider(this, { context: roomContext });

  @state() private panel: Panel = 'queue';
  /** On a phone the panels lie in a sheet over the picture. */
  @state() private open = false;

  readonly #motion = new Motion(this);

  constructor() {
    super();
    addStaffTexts();
    this.addController(new KeepAwake(() => this.room !== undefined && isOnAir(airState(this.room))));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
  }

  protected override roomChanged(room: HostRoom | undefined, until: AbortSignal): void {
    this.#provider.setValue(room);
    if (!room) return;
    until.addEventListener('abort', room.broadcast.attend(), { once: true });
    room.bus.on('live.started', () => this.dispatchEvent(new ShowEvent('live-started', room.liveId)), until);
    room.bus.on('live.ended', () => this.dispatchEvent(new ShowEvent('live-ended', room.liveId)), until);
    const onPageHide = () => {
      // The host has confirmed the end; closing the page does not undo it.
      if (room.broadcast.endsAt !== undefined) void room.broadcast.stop().catch(() => {});
    };
    window.addEventListener('pagehide', onPageHide, { signal: until });
    if (room.login.loginStatus === 'idle') void room.login.token().catch(() => {});
  }

  protected override updated(): void {
    // Most hosts never let anything fly, and need not load it.
    if (hostFlyingChoice.wanted && !this.#motion.reduced) void import('../flying-barrage/define.ts');
  }

  override render() {
    const { room } = this;
    if (!room) return renderLoading();
    const failure = failureOf(room);
    if (failure) return renderFailure(failure, () => this.#retry(room));
    const { currentLive } = room.liveList;
    if (!currentLive || !room.login.loginUserInfo) return renderLoading(room.liveList.failure, () => this.#retry(room));
    if (airState(room) === 'ended') return renderEnded(currentLive, localeOf(this));
    return this.#renderStudio(room, currentLive.title);
  }

  #renderStudio(room: HostRoom, title: string): TemplateResult {
    const state = airState(room);
    // An end that can still be undone must not move what lies under the host's finger. A picture from OBS is one too.
    const onAir = isOnAir(state) || state === 'ending' || (state === 'elsewhere' && room.liveList.currentLive?.onAir === true);
    const panel = this.panel === (onAir ? 'setup' : 'sales') ? 'queue' : this.panel;
    return html`<div class="studio ${onAir ? 'on-air' : 'off-air'} ${this.open ? 'open' : ''} panel-${panel}">
      <section class="stage ${state}" part="stage" aria-label=${msg('Picture')}>
        <live-studio-preview exportparts="video"></live-studio-preview>
        ${hostFlyingChoice.wanted && !this.#motion.reduced ? html`<flying-barrage></flying-barrage>` : nothing}
        <div class="over">
          <h1 class="title">${title}</h1>
          <live-studio-status exportparts="badge, time, viewers, network"></live-studio-status>
          <live-studio-notice></live-studio-notice>
        </div>
      </section>
      <div class="controls" part="controls">
        <live-studio-popped exportparts="take-down" @live-product-hidden=${this.#keepFocus}></live-studio-popped>
        <live-studio-controls exportparts="go-live, end"></live-studio-controls>
        <slot name="tools"></slot>
      </div>
      <div class="side" part="side">
        ${onAir ? nothing : this.#renderSetup(room)} ${this.#renderTabs(onAir, panel)}
        <section class="panel queue" id="queue" aria-label=${msg('Products')}>
          <live-studio-queue exportparts="pop-up"></live-studio-queue>
        </section>
        <section class="panel chat" id="chat" aria-label=${msg('Chat')}>
          <h2>${msg('Chat')}</h2>
          <barrage-list></barrage-list>
          <barrage-input></barrage-input>
        </section>
        ${
          onAir
            ? html`<section class="panel sales" id="sales" aria-label=${msg('Sales')}>
                <live-studio-activity></live-studio-activity>
              </section>`
            : nothing
        }
      </div>
    </div>`;
  }

  #renderSetup({ device }: HostRoom): TemplateResult {
    const granted = device.cameraStatus === 'on' || device.microphoneStatus === 'on';
    // Without a device to choose, there are still the other sources.
    return html`<section class="panel setup" id="setup" aria-label=${msg('Before you go live')}>
      <h2>${msg('Before you go live')}</h2>
      <live-studio-checks></live-studio-checks>
      ${granted ? html`<live-studio-devices compact></live-studio-devices>` : html`<live-studio-sources></live-studio-sources>`}
    </section>`;
  }

  #renderTabs(onAir: boolean, panel: Panel): TemplateResult {
    const tab = (name: Panel, text: string) =>
      html`<button
        class="tab tab-${name}"
        aria-pressed=${panel === name}
        aria-controls=${name}
        @click=${() => this.#choose(name)}
      >
        ${text}
      </button>`;
    return html`<div class="tabs">
      ${onAir ? nothing : tab('setup', msg('Checks'))} ${tab('queue', msg('Products'))} ${tab('chat', msg('Chat'))}
      ${onAir ? tab('sales', msg('Sales')) : nothing}
      <button
        class="button icon plain handle"
        aria-label=${msg('Panels')}
        aria-expanded=${this.open}
        @click=${() => (this.open = !this.open)}
      >
        ${icons.down}
      </button>
    </div>`;
  }

  /** The button that was pressed goes with its product. */
  readonly #keepFocus = (): void => this.renderRoot.querySelector<HTMLElement>('.tab-queue')?.focus();

  #choose(panel: Panel): void {
    this.open = !(this.open && panel === this.panel);
    this.panel = panel;
  }

  #retry(room: HostRoom): void {
    if (room.login.loginStatus === 'error') void room.login.login().catch(() => {});
    void room.liveList.joinLive();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const { room } = this;
    if (!room || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (!this.#isMine(event) || !this.renderRoot.querySelector('.studio .stage:not(.skeleton)')) return;
    const targets = {
      room,
      queue: this.renderRoot.querySelector('live-studio-queue'),
      help: () => this.renderRoot.querySelector('live-studio-controls')?.showKeys(),
    };
    if (press(event.key, targets)) event.preventDefault();
  };

  /** Keys pressed elsewhere on the shop's page belong to that. */
  #isMine(event: KeyboardEvent): boolean {
    const path = event.composedPath();
    return !isTaken(event) && (path.includes(this) || path[0] === document.body);
  }
}

/** Why this visitor gets no studio; undefined while that is still open or they do. */
function failureOf({ login, liveList, channel }: HostRoom): LiveErrorCode | undefined {
  if (login.loginStatus === 'error') return login.failure ?? 'unavailable';
  if (liveList.joinState === 'error') return liveList.failure ?? 'unavailable';
  if (channel.state === 'closed' && channel.failure) return channel.failure;
  const { loginUserInfo: user } = login;
  const { currentLive: live } = liveList;
  return user && live && !mayHost(user, live) ? 'forbidden' : undefined;
}
