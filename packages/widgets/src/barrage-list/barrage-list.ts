import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { effect } from '@vitrine/core/reactive.ts';
import type { Barrage } from '@vitrine/core/stores/barrage-store.ts';
import type { LiveRoom } from '../shared/context.ts';
import { controls } from '../shared/controls.styles.ts';
import { formatCount, localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { LiveElement } from '../shared/live-element.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { Announcer } from './announcer.ts';
import styles from './barrage-list.styles.ts';
import rowStyles from './barrage-row.styles.ts';
import { BarrageRow } from './barrage-row.ts';
import { RowActions } from './row-actions.ts';
import { RowWindow } from './row-window.ts';

const BATCH_MS = 300;
/** While somebody reads back, what they read stays, beside what comes; beyond this, what comes only counts. */
const MAX_READING = 1_000;

/**
 * What people write in the room. It follows the newest row until the reader scrolls up. Only rows that are seen are on the page.
 * A press on a row, or Enter where the arrow keys lead to it, shows what can be done with it: reply, copy, report, and for those who
 * look after the room pin, remove and mute.
 *
 * @element barrage-list
 * @slot empty - Shown until somebody has written.
 * @csspart list - The scrolling list.
 * @csspart row - One message; with `bubble-…` beside it where the shop gave its writer a bubble style of that name.
 * @csspart name - Its writer.
 * @csspart badge - The writer's role, for hosts and moderators, or a badge that the shop gave; that one with `badge-…` and its type beside it.
 * @csspart level - The writer's level.
 * @csspart quote - The message that this one answers.
 * @csspart tip - A line by the room itself.
 * @csspart pinned - The message that the room keeps in view.
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
  static override styles = [tokens, controls, rowStyles, styles];

  /** Lies on the picture: every message has a scrim of its own, and the oldest fade. */
  @property({ type: Boolean, reflect: true }) overlay = false;

  @state() private empty = true;
  @state() private unread = 0;
  @state() private showsPinned = false;

  @query('.list') private readonly list!: HTMLElement;
  @query('.rows') private readonly box!: HTMLElement;

  /** A list that is made smaller or larger stays at its end. */
  readonly #watcher = new ResizeObserver(() => this.#window?.resized());
  #window: RowWindow<Barrage> | undefined;
  readonly #actions = new RowActions(this, () => this.#window && { list: this.list, box: this.box, window: this.#window });
  #announcer: Announcer | undefined;
  #rows: readonly Barrage[] = [];
  #newest = 0;
  #words = '';

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#watcher.observe(this.list);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watcher.disconnect();
    this.#announcer?.stop();
  }

  override render() {
    return html`
      ${this.#renderPinned()}
      <div
        part="list"
        class="list"
        role="log"
        aria-live="off"
        tabindex="0"
        aria-label=${msg('Chat')}
        aria-describedby="how"
        @scroll=${this.#scroll}
        @keydown=${this.#actions.key}
      >
        <div
          class="rows"
          @click=${this.#actions.press}
          @contextmenu=${this.#actions.longPress}
          @focusin=${this.#actions.enter}
          @focusout=${this.#actions.leave}
        ></div>
        ${this.empty ? this.#renderEmpty() : nothing}
        ${this.room?.channel.state === 'recovering' ? html`<p part="tip" class="tip">${msg('Reconnecting…')}</p>` : nothing}
      </div>
      <p class="visually-hidden" id="said" role="status"></p>
      <p hidden id="how">${msg('Arrow keys choose a message, Enter shows what can be done with it.')}</p>
      ${this.#actions.menu} ${this.unread === 0 ? nothing : this.#renderMore()}
    `;
  }

  /** One line; a press shows all of it. */
  #renderPinned(): TemplateResult | typeof nothing {
    const pinned = this.room?.barrage.pinnedMessage;
    if (!pinned) return nothing;
    return html`<button
      part="pinned"
      class="pinned"
      aria-expanded=${this.showsPinned}
      @click=${() => (this.showsPinned = !this.showsPinned)}
    >
      ${icons.pin}<span class="visually-hidden">${msg('Pinned:')}</span>
      <span class="words"><bdi class="pinner">${pinned.sender.userName}</bdi> <bdi>${pinned.text}</bdi></span>
    </button>`;
  }

  #renderEmpty(): TemplateResult | typeof nothing {
    const { liveList } = this.room ?? {};
    // Nobody can say hello any more once the show is over.
    if (liveList?.joinState !== 'ready' || liveList.currentLive?.status === 'ended') return nothing;
    return html`<slot name="empty"><p class="tip">${msg('Nobody has written yet. Say hello!')}</p></slot>`;
  }

  #renderMore() {
    const count = formatCount(this.unread, localeOf(this));
    return html`<button part="more" class="more" @click=${this.scrollToEnd}>${icons.down} ${msg(str`${count} new`)}</button>`;
  }

  /** Shows the newest message and follows from there. */
  readonly scrollToEnd = (): void => {
    this.#window?.follow();
    if (this.room) this.#show(this.room.barrage.messageList);
  };

  protected override roomChanged(room: LiveRoom | undefined, until: AbortSignal): void {
    this.#rows = [];
    this.#newest = 0;
    this.showsPinned = false;
    this.#announcer?.stop();
    this.#window?.follow();
    if (!room) return this.#show([]);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop = (): void => {};
    // Listens for one change, then for none until what came meanwhile is shown: a storm of them costs as much as one.
    const next = (): void => {
      let waits = false;
      stop = effect(() => {
        // Where nothing is read, nothing is heard of.
        if (waits) return void (timer = setTimeout(again, this.#rows.length === 0 ? 0 : BATCH_MS));
        waits = true;
        this.#show(room.barrage.messageList);
      });
    };
    const again = (): void => {
      timer = undefined;
      stop();
      next();
    };
    next();
    room.bus.on('barrage.removed', ({ barrageId }) => (this.#rows = this.#rows.filter(({ id }) => id !== barrageId)), until);
    until.addEventListener('abort', () => {
      stop();
      clearTimeout(timer);
    });
  }

  protected override firstUpdated(): void {
    this.#window = new RowWindow<Barrage>(this.list, this.box, () => new BarrageRow());
    this.#announcer = new Announcer(this.renderRoot.querySelector<HTMLElement>('#said')!);
    this.#watcher.observe(this.list);
    if (this.#rows.length > 0) this.#window.update(this.#rows);
  }

  protected override updated(): void {
    // Rows are no templates: in another language they have to be told.
    const words = msg('Host');
    if (words !== this.#words && this.#words !== '') this.#window?.refresh();
    this.#words = words;
  }

  #show(messages: readonly Barrage[]): void {
    // Custom messages are for the elements that know their `businessID`.
    const rows = messages.filter(({ messageType }) => messageType !== 'custom');
    const window = this.#window;
    const reading = window !== undefined && !window.stillFollows();
    const fresh = this.#countNew(rows);
    this.#rows = reading ? extend(this.#rows, rows) : rows;
    this.empty = this.#rows.length === 0;
    this.#actions.stepAside(this.#rows);
    this.unread = reading ? this.unread + fresh : 0;
    window?.update(this.#rows);
    const last = rows.at(-1);
    if (fresh > 0 && this.#newest > 0 && last) this.#announcer?.say(spoken(last), fresh);
    this.#newest = rows.at(-1)?.sequence ?? this.#newest;
  }

  #countNew(rows: readonly Barrage[]): number {
    const oldest = rows[0]?.sequence ?? 0;
    // Where even the oldest is new, others came and went between two looks.
    if (oldest > this.#newest && this.#newest > 0) return rows.at(-1)!.sequence - this.#newest;
    return rows.length - 1 - rows.findLastIndex(({ sequence }) => sequence <= this.#newest);
  }

  readonly #scroll = (): void => {
    const window = this.#window!;
    const followed = window.following;
    window.scrolled();
    if (window.following && !followed) this.scrollToEnd();
  };
}

function spoken({ sender, textContent = '', reply }: Barrage): string {
  if (!sender) return textContent;
  const who = reply ? msg(str`${sender.userName} replies to ${reply.sender.userName}`) : sender.userName;
  return `${who}: ${textContent}`;
}

/** What a reader has before them, with what follows it without a gap. */
function extend(read: readonly Barrage[], rows: readonly Barrage[]): readonly Barrage[] {
  const last = read.at(-1);
  if (!last) return rows;
  const index = rows.findLastIndex(({ sequence }) => sequence <= last.sequence);
  return index < 0 || read.length >= MAX_READING ? read : [...read, ...rows.slice(index + 1)];
}
