import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { moderationOf } from '@vitrine/core/room-moderation.ts';
import { type Report, ReportReason } from '@vitrine/core/schemas/moderation.ts';
import type { Barrage } from '@vitrine/core/stores/barrage-store.ts';
import type { LiveRoom } from '../shared/context.ts';
import { controls } from '../shared/controls.styles.ts';
import { copyText } from '../shared/copy-text.ts';
import { failureOf } from '../shared/error-message.ts';
import { icons } from '../shared/icons.ts';
import { LiveElement } from '../shared/live-element.ts';
import { mayModerate } from '../shared/may-moderate.ts';
import { messageIcons } from '../shared/message-icons.ts';
import { reasonName } from '../shared/report-reason.ts';
import { tokens } from '../shared/tokens.styles.ts';
import styles from './barrage-menu.styles.ts';

const MUTE_MINUTES = 10;
const MARGIN = 8;
/** So long "Copied" can be read, in milliseconds. */
const COPIED_MS = 900;

/** What somebody can do with one message of the list: a popover of its own, brought by `<barrage-list>` with the first press. */
export class BarrageMenu extends LiveElement {
  static override styles = [tokens, controls, styles];

  @state() private row: Barrage | undefined;
  @state() private asksWhy = false;
  @state() private copied = false;
  @state() private busy = false;
  @state() private failure = '';
  /** The row's element, where the focus goes back to. */
  beside: HTMLElement | undefined;
  #closing: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'auto';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#closing);
    this.beside = undefined;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    // Reasons and refusals need more room than the acts did.
    if (this.matches(':popover-open')) this.#place();
  }

  /** Opens beside the row's element. */
  async show(row: Barrage, beside: HTMLElement): Promise<void> {
    clearTimeout(this.#closing);
    this.row = row;
    this.beside = beside;
    this.asksWhy = this.copied = this.busy = false;
    this.failure = '';
    await this.updateComplete;
    if (!this.isConnected) return;
    this.showPopover();
    this.#place();
    this.#items[0]?.focus();
  }

  override render() {
    const { room, row } = this;
    if (!room || !row?.sender) return nothing;
    const { userName } = row.sender;
    return html`<p class="about"><bdi>${userName}</bdi><span dir="auto">${row.textContent}</span></p>
      <div
        role="menu"
        aria-label=${this.asksWhy ? msg('Why do you report it?') : msg(str`Message of ${userName}`)}
        @keydown=${this.#key}
      >
        ${this.asksWhy ? this.#renderReasons(room, row) : this.#renderActs(room, row)}
      </div>
      <p class="error" role="alert">${this.failure}</p>
      <p class="visually-hidden" role="status">${this.copied ? msg('Copied') : nothing}</p>`;
  }

  #renderActs(room: LiveRoom, row: Barrage): TemplateResult {
    const me = room.login.loginUserInfo;
    const isOwn = row.sender?.userId === me?.userId;
    return html`${this.#renderItem(icons.reply, msg('Reply'), () => this.#reply(room, row), 'directed')}
    ${this.#renderItem(this.copied ? icons.check : messageIcons.copy, this.copied ? msg('Copied') : msg('Copy'), () => void this.#copy(row))}
    ${isOwn ? nothing : this.#renderItem(messageIcons.flag, msg('Report…'), () => void this.#askWhy())}
    ${me && mayModerate(me, room) ? this.#renderModeration(room, row, isOwn) : nothing}`;
  }

  #renderModeration(room: LiveRoom, { id, sender }: Barrage, isOwn: boolean): TemplateResult {
    const moderation = moderationOf(room);
    const pinned = room.barrage.pinnedMessage?.eventId === id;
    const { userId, userName } = sender!;
    const text = msg('10 minutes');
    const untouchable = isOwn || userId === room.liveList.currentLive?.hostId;
    const mute = async (): Promise<void> => {
      await room.audience.disableSendMessage(userId, true, MUTE_MINUTES * 60);
      room.barrage.appendLocalTip(msg(str`${userName} is muted`));
    };
    return html`<div role="separator"></div>
      ${this.#renderItem(icons.pin, pinned ? msg('Unpin') : msg('Pin'), () =>
        this.#act(() => (pinned ? moderation.unpinMessage() : moderation.pinMessage(id))),
      )}
      ${untouchable ? nothing : this.#renderItem(icons.muted, msg(str`Mute for ${text}`), () => this.#act(mute), 'danger')}
      ${this.#renderItem(icons.trash, msg('Remove message'), () => this.#act(() => moderation.removeMessage(id)), 'danger')}`;
  }

  #renderReasons(room: LiveRoom, row: Barrage): TemplateResult[] {
    return ReportReason.options.map((reason) =>
      this.#renderItem(nothing, reasonName(reason), () => this.#act(() => this.#report(room, row, reason))),
    );
  }

  #renderItem(icon: TemplateResult | typeof nothing, text: string, act: () => void, kind = ''): TemplateResult {
    return html`<button
      role="menuitem"
      tabindex="-1"
      class="item ${kind}"
      aria-disabled=${this.busy ? 'true' : nothing}
      @click=${() => this.busy || act()}
    >
      ${icon} ${text}
    </button>`;
  }

  get #items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.item')];
  }

  #place(): void {
    if (!this.beside) return;
    const { left, right, top, bottom } = this.beside.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this;
    const { clientWidth } = document.documentElement;
    const below = bottom + MARGIN + height <= innerHeight;
    const start = getComputedStyle(this).direction === 'rtl' ? clientWidth - right : left;
    this.style.setProperty('--menu-top', `${below ? bottom + MARGIN / 2 : Math.max(MARGIN, top - height - MARGIN / 2)}px`);
    this.style.setProperty('--menu-start', `${Math.max(MARGIN, Math.min(start, clientWidth - width - MARGIN))}px`);
  }

  readonly #key = (event: KeyboardEvent): void => {
    const items = this.#items;
    const at = items.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLElement);
    const steps: Record<string, number> = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: items.length - 1 };
    const to = steps[event.key];
    if (event.key === 'Tab') this.#close();
    if (to === undefined && event.key !== 'Escape') return;
    event.preventDefault();
    // Neither means anything to what is around.
    event.stopPropagation();
    if (to === undefined) return this.#close();
    items.at(to % items.length)?.focus();
  };

  /** Whoever was in here is back at the message; browsers see to it only where it is in no shadow. */
  #close(): void {
    const wasInside = this.matches(':focus-within');
    this.hidePopover();
    if (wasInside) this.beside?.focus({ preventScroll: true });
  }

  #reply({ barrage }: LiveRoom, row: Barrage): void {
    this.hidePopover();
    barrage.setReplyTarget(row);
  }

  async #copy({ textContent = '' }: Barrage): Promise<void> {
    this.copied = await copyText(textContent);
    this.failure = this.copied ? '' : msg('The browser did not let this be copied.');
    if (this.copied) this.#closing = setTimeout(() => this.#close(), COPIED_MS);
  }

  async #askWhy(): Promise<void> {
    this.asksWhy = true;
    await this.updateComplete;
    this.#items[0]?.focus();
  }

  async #report(room: LiveRoom, { id }: Barrage, reason: Report['reason']): Promise<void> {
    await moderationOf(room).report({ barrageId: id, reason });
    room.barrage.appendLocalTip(msg('Thank you. The moderators will look at it.'));
  }

  /** Closes once the server agreed; says why where it did not. The focus stays where it is: what is disabled would lose it. */
  async #act(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.failure = '';
    this.failure = await failureOf(async () => {
      await work();
      if (this.isConnected) this.#close();
    });
    this.busy = false;
  }
}
