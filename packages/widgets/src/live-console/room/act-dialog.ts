import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import type { LiveRoom } from '../../shared/context.ts';
import { controls } from '../../shared/controls.styles.ts';
import { icons } from '../../shared/icons.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { desk } from '../desk.styles.ts';
import { consoleIcons } from '../console-icons.ts';
import { FilterEvent } from '../filters.ts';
import { RoomPart, type Target } from './room-part.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The longest that the server knows. */
const YEAR = 31_536_000;

const durations = (): [seconds: number, text: string][] => [
  [10 * MINUTE, msg('10 minutes')],
  [HOUR, msg('1 hour')],
  [DAY, msg('1 day')],
  [YEAR, msg('1 year')],
];

/** What a moderator can do about a person and what they wrote, each with one tap and a way back. */
export class LiveConsoleActs extends RoomPart {
  static override styles = [
    tokens,
    controls,
    desk,
    css`
      :host {
        container-type: normal;
        min-block-size: 0;
      }
      blockquote {
        margin: calc(var(--_space) * 2) 0 0;
        padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
        border-radius: var(--_radius-small);
        background: var(--_raised);
        overflow-wrap: anywhere;
      }
      .group {
        margin-block-start: calc(var(--_space) * 4);
      }
      .group h3 {
        margin-block-end: calc(var(--_space) * 1);
        color: var(--_muted);
        font-size: 12px;
      }
      .group > div {
        display: flex;
        flex-wrap: wrap;
        gap: calc(var(--_space) * 2);
      }
    `,
  ];

  @state() private target: Target | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('[name="reason"]') private reasonField!: HTMLInputElement;

  async show(target: Target): Promise<void> {
    this.target = target;
    await this.updateComplete;
    this.reasonField.value = '';
    this.dialog.showModal();
  }

  override render() {
    const { room, target } = this;
    return html`<dialog aria-labelledby="who" @click=${this.#backdrop}>
        ${room && target ? this.#renderActs(room, target) : nothing}
      </dialog>
      ${this.notices.render()}`;
  }

  #renderActs(room: LiveRoom, target: Target): TemplateResult {
    const { user, message } = target;
    const pinned = message && room.barrage.pinnedMessage?.eventId === message.id;
    const { hostId } = room.liveList.currentLive ?? {};
    const untouchable = user.userId === hostId || user.userId === room.login.loginUserInfo?.userId;
    return html`<div class="dialog-head">
        <h2 id="who"><bdi>${nameOf(user)}</bdi></h2>
        <button class="button icon plain" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>${icons.close}</button>
      </div>
      ${message ? html`<blockquote dir="auto">${message.text}</blockquote>` : nothing}
      ${
        message
          ? html`<div class="group">
              <h3>${msg('The message')}</h3>
              <div>
                <button class="button" @click=${() => this.#pin(room, message.id, !pinned)}>
                  ${consoleIcons.pin} ${pinned ? msg('Unpin') : msg('Pin')}
                </button>
                <button class="button danger" @click=${() => this.#remove(message.id)}>
                  ${icons.trash} ${msg('Remove message')}
                </button>
              </div>
            </div>`
          : nothing
      }
      ${untouchable ? nothing : this.#renderPerson(room, user)}
      ${room.login.loginUserInfo?.role === 'admin' && user.role !== 'guest' ? this.#renderLooks(user) : nothing}
      <label class="group" ?hidden=${untouchable && !message}>
        <span>${msg('Reason, for the log (they do not see it)')}</span>
        <input name="reason" maxlength="200" autocomplete="off" />
      </label>`;
  }

  #renderPerson(room: LiveRoom, user: Target['user']): TemplateResult {
    const administers = room.audience.administratorList.some(({ userId }) => userId === user.userId) || user.role === 'moderator';
    return html`<div class="group">
        <h3>${msg('Mute for')}</h3>
        <div>
          ${durations().map(
            ([seconds, text]) =>
              html`<button
                class="button"
                aria-label=${msg(str`Mute for ${text}`)}
                @click=${() => this.#mute(room, user, seconds)}
              >
                ${text}
              </button>`,
          )}
        </div>
      </div>
      <div class="group">
        <h3>${msg('Ban from the room for')}</h3>
        <div>
          ${durations().map(
            ([seconds, text]) =>
              html`<button
                class="button danger"
                aria-label=${msg(str`Ban for ${text}`)}
                @click=${() => this.#ban(room, user, seconds)}
              >
                ${text}
              </button>`,
          )}
        </div>
      </div>
      ${
        mayAppoint(room)
          ? html`<div class="group">
              <h3>${msg('Role')}</h3>
              <div>
                <button class="button" @click=${() => this.#appoint(room, user, !administers)}>
                  ${administers ? msg('Take the administrator’s rights') : msg('Make administrator')}
                </button>
              </div>
            </div>`
          : nothing
      }`;
  }

  #renderLooks({ userId }: Target['user']): TemplateResult {
    const go = (): void => {
      this.dialog.close();
      this.dispatchEvent(new FilterEvent({ user: userId }, true, 'people'));
    };
    return html`<div class="group">
      <h3>${msg('How the chat shows them')}</h3>
      <div><button class="button" @click=${go}>${msg('Badges, colour, bubble…')}</button></div>
    </div>`;
  }

  /** Ends with the dialog: nobody acts twice by a second tap. */
  get #reason(): string | undefined {
    this.dialog.close();
    return this.reasonField.value.trim() || undefined;
  }

  #mute({ audience }: LiveRoom, user: Target['user'], seconds: number): void {
    const reason = this.#reason;
    void this.notices.act(
      () => audience.disableSendMessage(user.userId, true, seconds, reason),
      msg(str`${nameOf(user)} is muted`),
      () => audience.disableSendMessage(user.userId, false),
    );
  }

  #ban({ audience }: LiveRoom, user: Target['user'], seconds: number): void {
    const reason = this.#reason;
    void this.notices.act(
      () => audience.kickUserOutOfRoom(user.userId, seconds, reason),
      msg(str`${nameOf(user)} is banned`),
      () => audience.kickUserOutOfRoom(user.userId, 0),
    );
  }

  #appoint({ audience }: LiveRoom, user: Target['user'], appoint: boolean): void {
    this.dialog.close();
    const set = (on: boolean) => (on ? audience.setAdministrator(user.userId) : audience.revokeAdministrator(user.userId));
    const done = appoint
      ? msg(str`${nameOf(user)} is an administrator now`)
      : msg(str`${nameOf(user)} is no administrator any more`);
    void this.notices.change(set, appoint, !appoint, done);
  }

  #remove(id: string): void {
    const reason = this.#reason;
    void this.notices.act(async () => this.moderation?.removeMessage(id, reason), msg('The message is removed'));
  }

  #pin({ barrage }: LiveRoom, id: string, pin: boolean): void {
    this.dialog.close();
    const before = barrage.pinnedMessage?.eventId;
    const set = async (wanted: string | undefined) =>
      wanted ? this.moderation?.pinMessage(wanted) : this.moderation?.unpinMessage();
    const done = pin ? msg('The message is pinned') : msg('Nothing is pinned any more');
    void this.notices.change(set, pin ? id : undefined, before, done);
  }

  readonly #backdrop = (event: MouseEvent): void => {
    if (event.target === this.dialog) this.dialog.close();
  };
}

/** Their id where a server does not tell what they are called. */
export const nameOf = ({ userId, userName }: Target['user']): string => userName || userId;

function mayAppoint({ login, liveList, liveId }: LiveRoom): boolean {
  const user = login.loginUserInfo;
  if (!user) return false;
  if (user.role === 'admin' || user.userId === liveList.currentLive?.hostId) return true;
  return user.role === 'host' && (user.rooms ?? []).some((id) => id === liveId || id === '*');
}
