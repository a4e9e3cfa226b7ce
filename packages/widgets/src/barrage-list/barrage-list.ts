import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { effect } from '@vitrine/core/reactive.ts';
import type { Barrage } from '@vitrine/core/stores/barrage-store.ts';
import type { LiveRoom } from '../shared/context.ts';
import { controls } from '../shared/controls.styles.ts';
import { formatCount, localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { LiveElement } from '../shared/live-element.ts';
import { tokens } from '../shared/tokens.styles.ts';
import styles from './barrage-list.styles.ts';

/** The store keeps more; nobody reads further back while a show runs, and every row costs. */
const MAX_ROWS = 100;
const BATCH_MS = 300;
/** How far from the end still counts as reading along, in pixels. */
const NEAR_PX = 32;

/**
 * What people write in the room. It follows the newest row until the reader scrolls up.
 *
 * @element barrage-list
 * @slot empty - Shown until somebody has written.
 * @csspart list - The scrolling list.
 * @csspart row - One message.
 * @csspart name - Its writer.
 * @csspart badge - The writer's role, for hosts and moderators.
 * @csspart tip - A line by the room itself.
 * @csspart more - The button that leads back to the newest message.
 * @cssprop --live-barrage-bubble - Background of a message.
 * @cssprop --live-barrage-color - Colour of its text.
 * @cssprop --live-barrage-name - Colour of the writer's name.
 * @cssprop --live-barrage-padding - Distance between a message and the edges of its bubble.
 * @cssprop --live-barrage-tip - Background of the room's own lines.
 * @cssprop --live-barrage-tip-color - Colour of their text.
 * @cssprop --live-barrage-mask - Mask of the list, to fade it out upwards.
 */
export class BarrageList extends LiveElement {
  static override styles = [tokens, controls, styles];

  /** Lies on the picture: every message has a scrim of its own, and the oldest fade. */
  @property({ type: Boolean, reflect: true }) overlay = false;

  @state() private rows: readonly Barrage[] = [];
  @state() private unread = 0;

  @query('.list') private readonly list!: HTMLElement;

  /** A list that is made smaller or larger stays at its end. */
  readonly #watcher = new ResizeObserver(() => this.#follow());
  #following = true;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#watcher.observe(this.list);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watcher.disconnect();
  }

  override render() {
    const { room, rows } = this;
    return html`
      <div part="list" class="list" role="log" tabindex="0" aria-label=${msg('Chat')} @scroll=${this.#scroll}>
        <div class="rows">
          ${rows.length === 0 ? this.#renderEmpty() : repeat(rows, ({ id }) => id, this.#renderRow)}
          ${room?.channel.state === 'recovering' ? html`<p part="tip" class="tip">${msg('Reconnecting…')}</p>` : nothing}
        </div>
      </div>
      ${this.unread === 0 ? nothing : this.#renderMore()}
    `;
  }

  #renderEmpty(): TemplateResult {
    const { liveList } = this.room ?? {};
    // Nobody can say hello any more once the show is over.
    if (liveList?.joinState !== 'ready' || liveList.currentLive?.status === 'ended') return html``;
    return html`<slot name="empty"><p class="tip">${msg('Nobody has written yet. Say hello!')}</p></slot>`;
  }

  readonly #renderRow = ({ messageType, sender, textContent }: Barrage) =>
    messageType === 'tip'
      ? html`<p part="tip" class="tip">${textContent}</p>`
      : html`<p part="row" class="row">
          ${sender ? this.#renderName(sender) : nothing}<span class="text" dir="auto">${textContent}</span>
        </p>`;

  #renderName({ userName, role }: NonNullable<Barrage['sender']>) {
    const badge = role === 'host' ? msg('Host') : role === 'moderator' || role === 'admin' ? msg('Moderator') : undefined;
    return html`${badge ? html`<span part="badge" class="badge ${role}">${badge}</span>` : nothing}<span part="name" class="name"
        ><bdi>${userName}</bdi></span
      ><span class="visually-hidden">: </span>`;
  }

  #renderMore() {
    const count = formatCount(this.unread, localeOf(this));
    return html`<button part="more" class="more" @click=${this.scrollToEnd}>${icons.down} ${msg(str`${count} new`)}</button>`;
  }

  /** Shows the newest message and follows from there. */
  readonly scrollToEnd = (): void => {
    this.#following = true;
    this.unread = 0;
    this.list.scrollTop = this.list.scrollHeight;
  };

  protected override roomChanged(room: LiveRoom | undefined, until: AbortSignal): void {
    this.rows = [];
    this.unread = 0;
    this.#following = true;
    if (!room) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = effect(() => {
      const { messageList } = room.barrage;
      if (this.rows.length === 0) return this.#show(messageList);
      timer ??= setTimeout(() => {
        timer = undefined;
        this.#show(room.barrage.messageList);
      }, BATCH_MS);
    });
    until.addEventListener('abort', () => {
      stop();
      clearTimeout(timer);
    });
  }

  protected override firstUpdated(): void {
    this.#watcher.observe(this.list);
  }

  protected override updated(): void {
    // An empty list has no end to stay at, and to ask for it costs a layout of the page.
    if (this.rows.length > 0) this.#follow();
  }

  #follow(): void {
    if (this.#following) this.list.scrollTop = this.list.scrollHeight;
  }

  #show(messages: readonly Barrage[]): void {
    // Custom messages are for the elements that know their `businessID`.
    const rows = messages.filter(({ messageType }) => messageType !== 'custom').slice(-MAX_ROWS);
    if (!this.#following) {
      const last = this.rows.at(-1)?.id;
      this.unread += rows.length - 1 - rows.findLastIndex(({ id }) => id === last);
    }
    this.rows = rows;
  }

  readonly #scroll = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    this.#following = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (this.#following) this.unread = 0;
  };
}
