import { consume } from '@lit/context';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { UserRepository } from '@vitrine/core/repositories/user-repository.ts';
import type { LiveUser, UserProfile } from '@vitrine/core/schemas/user.ts';
import type { Shop } from '@vitrine/core/shop.ts';
import { type LiveRoom, roomContext } from '../../shared/context.ts';
import { controls } from '../../shared/controls.styles.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { ConsoleSection } from '../console-section.ts';
import { desk } from '../desk.styles.ts';
import { peopleRows } from '../people-rows.styles.ts';
import { renderEmpty } from '../table.ts';

/** One that the guide of the elements tells of; others are the shop's to name. */
const KNOWN_BUBBLE = 'golden_frame';

/** Whom the shop knows: found by an id, or chosen among those in the room; and how the chat shows one of them. */
export class LiveConsoleShopPeople extends ConsoleSection {
  static override styles = [tokens, controls, desk, peopleRows];

  /** The room around the console, if there is one. */
  @consume({ context: roomContext, subscribe: true })
  @property({ attribute: false })
  room?: LiveRoom;

  @state() private found: readonly UserProfile[] | undefined;
  #users: UserRepository | undefined;

  protected override opened(shop: Shop): void {
    this.#users = new UserRepository(shop);
    // Without them, people are found by their ids.
    this.room?.audience.fetchAudienceList().catch(() => {});
  }

  override render() {
    const { user } = this.filters;
    if (!this.#users) return nothing;
    if (user) {
      return html`<live-console-identity
        .users=${this.#users}
        .userId=${user}
        .bubbles=${this.#bubbles}
        @back=${() => this.filter({ user: undefined })}
      ></live-console-identity>`;
    }
    return html`<div class="head"><h2>${msg('People')}</h2></div>
      <form class="toolbar" @submit=${this.#find}>
        <label class="grow">
          <span>${msg('Find by id: ours, or your own')}</span>
          <input name="id" required maxlength="512" autocomplete="off" autocapitalize="off" spellcheck="false" dir="ltr" />
        </label>
        <button class="button accent" ?disabled=${this.notices.busy}>${msg('Find')}</button>
      </form>
      ${this.#renderPeople()} ${this.notices.render()}`;
  }

  #renderPeople(): TemplateResult {
    if (this.found?.length === 0) {
      return renderEmpty(msg('Nobody has this id'), msg('Guests have no profile, and whoever never signed in has none yet.'));
    }
    const here = (this.room?.audience.audienceList ?? []).filter(({ role }) => role !== 'guest');
    if (this.found) return this.#renderList(msg('Found'), this.found);
    if (here.length > 0) return this.#renderList(msg('In the room'), here);
    return renderEmpty(
      msg('Whom do you look for?'),
      msg('Enter an id to say how the chat shows somebody: badges, name of their level, colour, bubble.'),
    );
  }

  #renderList(title: string, people: readonly LiveUser[] | readonly UserProfile[]): TemplateResult {
    return html`<section class="card">
      <h3>${title}</h3>
      <ul>
        ${people.map(
          ({ userId, userName }) =>
            html`<li>
              <p><bdi>${userName || userId}</bdi><br /><span class="hint" dir="ltr">${userId}</span></p>
              <button
                class="button"
                aria-label="${msg('Change…')} ${msg('How the chat shows them')}: ${userName || userId}"
                @click=${() => this.filter({ user: userId })}
              >
                ${msg('Change…')}
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  /** Names that people of this show have already, so that nobody spells one in two ways. */
  get #bubbles(): string[] {
    const { audience, barrage } = this.room ?? {};
    const people = [...(audience?.audienceList ?? []), ...(barrage?.messageList ?? []).map(({ sender }) => sender)];
    return [...new Set([KNOWN_BUBBLE, ...people.flatMap((person) => person?.bubbleStyle ?? [])])];
  }

  readonly #find = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const id = String(new FormData(event.currentTarget as HTMLFormElement).get('id') ?? '').trim();
    if (!id) return;
    const found = await this.notices.act(async () => this.#users?.find(id));
    if (!found) return;
    this.found = found;
    if (found.length === 1) this.filter({ user: found[0]!.userId });
  };
}
