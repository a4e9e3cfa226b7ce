import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { moderationOf } from '@vitrine/core/room-moderation.ts';
import type { Member } from '@vitrine/core/schemas/audience.ts';
import type { LiveUser } from '@vitrine/core/schemas/user.ts';
import type { LiveRoom } from '../../shared/context.ts';
import { controls } from '../../shared/controls.styles.ts';
import { formatCount, localeOf } from '../../shared/format.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { desk } from '../desk.styles.ts';
import { peopleRows } from '../people-rows.styles.ts';
import { renderEmpty, renderFailure, renderWaiting } from '../table.ts';
import { failureOf } from '../../shared/error-message.ts';
import { formatWhen } from '../when.ts';
import { nameOf } from './act-dialog.ts';
import { RoomPart } from './room-part.ts';

/** Who is here, and about whom something was decided. */
export class LiveConsolePeople extends RoomPart {
  static override styles = [
    tokens,
    controls,
    desk,
    peopleRows,
    css`
      section + section {
        margin-block-start: calc(var(--_space) * 6);
      }
    `,
  ];

  @state() private text = '';
  @state() private failure = '';
  @state() private ready = false;

  protected override roomChanged(room: LiveRoom | undefined): void {
    if (room) void this.#read(room);
  }

  override render() {
    const { room } = this;
    if (this.failure) return renderFailure(this.failure, () => room && void this.#read(room));
    if (!room || !this.ready) return renderWaiting(msg('People'));
    const { audience } = room;
    const found = audience.audienceList.filter((user) => nameOf(user).toLocaleLowerCase().includes(this.text));
    return html`<h2 class="visually-hidden">${msg('People')}</h2>
      <section>
        <h3>${msg(str`Here now: ${formatCount(audience.audienceCount, localeOf(this))}`)}</h3>
        <label>
          <span>${msg('Find by name')}</span>
          <input type="search" autocomplete="off" @input=${this.#type} />
        </label>
        ${
          found.length === 0
            ? renderEmpty(msg('Nobody found'), this.text ? msg('Try a part of the name.') : msg('Nobody is in the room yet.'))
            : html`<ul>
                ${found.map(this.#renderUser)}
              </ul>`
        }
      </section>
      ${this.#renderMembers(msg('Muted'), audience.messageBannedUserList, 'mutedUntil', msg('Let write'), (member) =>
        audience.disableSendMessage(member.userId, false),
      )}
      ${this.#renderMembers(msg('Banned'), this.moderation?.bannedList ?? [], 'bannedUntil', msg('Let in'), (member) =>
        audience.kickUserOutOfRoom(member.userId, 0),
      )}
      ${this.#renderMembers(msg('Administrators'), audience.administratorList, undefined, msg('Dismiss'), (member) =>
        audience.revokeAdministrator(member.userId),
      )}
      ${this.notices.render()}`;
  }

  readonly #renderUser = (user: LiveUser) =>
    html`<li>
      <p><bdi>${nameOf(user)}</bdi> ${user.role === 'host' ? html`<span class="state">${msg('Host')}</span>` : nothing}</p>
      <button class="button" aria-label=${msg(str`Act on ${nameOf(user)}`)} @click=${() => this.actOn({ user })}>
        ${msg('Act…')}
      </button>
    </li>`;

  #renderMembers(
    title: string,
    members: readonly Member[],
    until: 'mutedUntil' | 'bannedUntil' | undefined,
    act: string,
    undo: (member: Member) => Promise<void>,
  ): TemplateResult | typeof nothing {
    if (members.length === 0) return nothing;
    return html`<section>
      <h3>${title}</h3>
      <ul>
        ${members.map(
          (member) =>
            html`<li>
              <p>
                <bdi>${nameOf(member)}</bdi>
                ${until ? html`<br /><span class="hint">${msg(str`until ${formatWhen(member[until], localeOf(this))}`)}</span>` : nothing}
                ${member.reason ? html`<span class="hint" dir="auto">· ${member.reason}</span>` : nothing}
              </p>
              <button
                class="button"
                aria-label="${act}: ${nameOf(member)}"
                ?disabled=${this.notices.busy}
                @click=${() => this.notices.act(() => undo(member), msg('Done'))}
              >
                ${act}
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  readonly #type = (event: InputEvent): void => {
    this.text = (event.target as HTMLInputElement).value.trim().toLocaleLowerCase();
  };

  async #read(room: LiveRoom): Promise<void> {
    this.failure = '';
    const { audience } = room;
    this.failure = await failureOf(async () => {
      await Promise.all([
        audience.fetchAudienceList(),
        audience.fetchMessageBannedUserList(),
        audience.fetchAdministratorList(),
        moderationOf(room).fetchBannedList(),
      ]);
      this.ready = true;
    });
  }
}
