import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Barrage } from '@vitrine/core/stores/barrage-store.ts';
import { controls } from '../../shared/controls.styles.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { consoleIcons } from '../console-icons.ts';
import { desk } from '../desk.styles.ts';
import { renderEmpty } from '../table.ts';
import { nameOf } from './act-dialog.ts';
import { RoomPart } from './room-part.ts';

/** Nobody reads further back while a show runs, and every row costs. */
const MAX_ROWS = 100;
const NEAR_PX = 48;

/** What people write, each line with a button to act on it. */
export class LiveConsoleChat extends RoomPart {
  static override styles = [
    tokens,
    controls,
    desk,
    css`
      :host {
        display: flex;
        flex-direction: column;
        block-size: 100%;
        min-block-size: 0;
      }
      .list {
        flex: 1;
        min-block-size: 0;
        overflow-y: auto;
        border: 1px solid var(--_line);
        border-radius: var(--_radius);
      }
      .list > .notice {
        border: 0;
      }
      .row {
        display: flex;
        align-items: center;
        gap: calc(var(--_space) * 2);
        padding-inline: calc(var(--_space) * 4) calc(var(--_space) * 1);
      }
      .row + .row {
        border-block-start: 1px solid var(--_line);
      }
      .row > p {
        flex: 1;
        padding-block: calc(var(--_space) * 2);
        overflow-wrap: anywhere;
      }
      .name {
        color: var(--_muted);
        font-weight: 600;
      }
      .pinned {
        display: flex;
        align-items: center;
        gap: calc(var(--_space) * 2);
        margin-block-end: calc(var(--_space) * 3);
        padding-inline: calc(var(--_space) * 4) calc(var(--_space) * 1);
        border-radius: var(--_radius);
        background: var(--_accent-soft);
      }
      .pinned p {
        flex: 1;
        padding-block: calc(var(--_space) * 3);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @query('.list') private list!: HTMLElement;
  #following = true;
  /** Whatever takes some of the list's room, such as a keyboard, does not take the newest message. */
  readonly #sizes = new ResizeObserver(() => this.#follow());

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#sizes.observe(this.list);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  protected override firstUpdated(): void {
    if (this.isConnected) this.#sizes.observe(this.list);
  }

  override render() {
    const { room } = this;
    const rows = (room?.barrage.messageList ?? []).filter(({ messageType }) => messageType === 'text').slice(-MAX_ROWS);
    return html`${this.#renderPinned()}
      <div class="list" role="log" tabindex="0" aria-label=${msg('Chat')} @scroll=${this.#scroll}>
        ${
          rows.length === 0
            ? renderEmpty(
                msg('Nobody has written yet'),
                msg('What people write appears here, with a button beside each line to act on it.'),
              )
            : repeat(rows, ({ id }) => id, this.#renderRow)
        }
        ${room?.channel.state === 'recovering' ? html`<p class="row muted" role="status">${msg('Reconnecting…')}</p>` : nothing}
      </div>
      ${this.notices.render()}`;
  }

  #renderPinned(): TemplateResult | typeof nothing {
    const pinned = this.room?.barrage.pinnedMessage;
    if (!pinned) return nothing;
    return html`<div class="pinned">
      ${consoleIcons.pin}
      <p>
        <span class="name"><bdi>${pinned.sender.userName}</bdi></span> <span dir="auto">${pinned.text}</span>
      </p>
      <button class="button plain" ?disabled=${this.notices.busy} @click=${() => this.#unpin(pinned.eventId)}>
        ${msg('Unpin')}
      </button>
    </div>`;
  }

  readonly #renderRow = ({ id, sender, textContent = '' }: Barrage) => {
    if (!sender) return nothing;
    return html`<div class="row">
      <p>
        <span class="name"><bdi>${nameOf(sender)}</bdi></span> <span class="text" dir="auto">${textContent}</span>
      </p>
      <button
        class="button icon plain"
        aria-label=${msg(str`Act on ${nameOf(sender)}: ${textContent}`)}
        @click=${() => this.actOn({ user: sender, message: { id, text: textContent } })}
      >
        ${consoleIcons.dots}
      </button>
    </div>`;
  };

  protected override updated(): void {
    this.#follow();
  }

  #follow(): void {
    if (this.#following) this.list.scrollTop = this.list.scrollHeight;
  }

  #unpin(id: string): void {
    void this.notices.act(
      async () => this.moderation?.unpinMessage(),
      msg('Nothing is pinned any more'),
      async () => this.moderation?.pinMessage(id),
    );
  }

  readonly #scroll = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    this.#following = scrollHeight - scrollTop - clientHeight < NEAR_PX;
  };
}
