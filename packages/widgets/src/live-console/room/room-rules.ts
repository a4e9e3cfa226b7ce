import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { moderationOf } from '@vitrine/core/room-moderation.ts';
import type { ModerationPatch, ModerationSettings } from '@vitrine/core/schemas/moderation.ts';
import type { LiveRoom } from '../../shared/context.ts';
import { controls } from '../../shared/controls.styles.ts';
import { messageOf } from '../../shared/error-message.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { desk } from '../desk.styles.ts';
import { renderFailure, renderWaiting } from '../table.ts';
import { RoomPart } from './room-part.ts';

type Name = keyof ModerationSettings;

/** The rules of the chat, each in force from the moment it is changed, and the room's notice. */
export class LiveConsoleRules extends RoomPart {
  static override styles = [
    tokens,
    controls,
    desk,
    css`
      .rule {
        display: flex;
        align-items: end;
        gap: calc(var(--_space) * 3);
        margin-block-end: calc(var(--_space) * 2);
      }
      .rule > label {
        flex: 1;
        min-inline-size: 0;
      }
    `,
  ];

  @state() private failure = '';

  protected override roomChanged(room: LiveRoom | undefined): void {
    if (room) void this.#read(room);
  }

  override render() {
    const { room, moderation } = this;
    if (this.failure) return renderFailure(this.failure, () => room && void this.#read(room));
    const { settings } = moderation ?? {};
    if (!room || !settings) return renderWaiting(msg('Rules'));
    return html`<h2 class="visually-hidden">${msg('Rules')}</h2>
      <section class="card">
        <h3>${msg('Who may write')}</h3>
        ${this.#renderSwitch(settings, 'messagesDisabled', msg('Only the staff may write'))}
        ${this.#renderSwitch(settings, 'followersOnly', msg('Only followers of the host may write'))}
        ${this.#renderSwitch(settings, 'approval', msg('Every message waits for a moderator'))}
        ${this.#renderNumber(settings, 'slowModeSeconds', msg('Slow mode: seconds between two messages of one person'), 0, 3600)}
        ${this.#renderNumber(settings, 'perMinute', msg('Messages of one person in a minute'), 1, 600)}
      </section>
      <section class="card">
        <h3>${msg('What may be written')}</h3>
        ${this.#renderSwitch(settings, 'words', msg('Look for the words of the list'))}
        ${this.#renderRule(
          settings,
          'links',
          html`<label>
            <span>${msg('Links')}</span>
            <select .value=${settings.links} @change=${(event: Event) => this.#set('links', valueOf(event) as 'allow')}>
              <option value="allow" ?selected=${settings.links === 'allow'}>${msg('Allowed')}</option>
              <option value="hold" ?selected=${settings.links === 'hold'}>${msg('Wait for a moderator')}</option>
              <option value="block" ?selected=${settings.links === 'block'}>${msg('Refused')}</option>
            </select>
          </label>`,
        )}
        ${this.#renderRule(
          settings,
          'linkHosts',
          html`<label>
            <span>${msg('Sites that links may always lead to, one to a line')}</span>
            <textarea
              rows="2"
              spellcheck="false"
              .value=${settings.linkHosts.join('\n')}
              @change=${(event: Event) => this.#set('linkHosts', valueOf(event).split(/\s+/).filter(Boolean))}
            ></textarea>
          </label>`,
        )}
        ${this.#renderNumber(settings, 'maxEmojis', msg('Emojis in one message'), 0, 200)}
      </section>
      <section class="card">
        <h3>${msg('Notice of the room')}</h3>
        <form @submit=${this.#saveNotice}>
          <label>
            <span>${msg('Everybody sees it; empty takes it away')}</span>
            <textarea name="notice" rows="2" maxlength="500" .value=${room.liveList.currentLive?.notice ?? ''}></textarea>
          </label>
          <div class="actions">
            <button class="button accent" ?disabled=${this.notices.busy}>${msg('Save the notice')}</button>
          </div>
        </form>
      </section>
      ${this.notices.render()}`;
  }

  /** A rule of this room can go back to what holds in the whole shop. */
  #renderRule(_settings: ModerationSettings, name: Name, field: TemplateResult): TemplateResult {
    const own = this.moderation?.ownSettings[name] !== undefined;
    return html`<div class="rule">
      ${field}
      ${own ? html`<button class="button plain" @click=${() => this.#set(name, null)}>${msg('As in the shop')}</button>` : nothing}
    </div>`;
  }

  #renderSwitch(
    settings: ModerationSettings,
    name: 'messagesDisabled' | 'followersOnly' | 'approval' | 'words',
    text: string,
  ): TemplateResult {
    return this.#renderRule(
      settings,
      name,
      html`<label class="check">
        <input
          type="checkbox"
          name=${name}
          .checked=${settings[name]}
          @change=${(event: Event) => this.#set(name, (event.target as HTMLInputElement).checked)}
        />
        <span>${text}</span>
      </label>`,
    );
  }

  #renderNumber(
    settings: ModerationSettings,
    name: 'slowModeSeconds' | 'perMinute' | 'maxEmojis',
    text: string,
    min: number,
    max: number,
  ): TemplateResult {
    return this.#renderRule(
      settings,
      name,
      html`<label>
        <span>${text}</span>
        <input
          type="number"
          name=${name}
          min=${min}
          max=${max}
          step="1"
          inputmode="numeric"
          .value=${String(settings[name])}
          @change=${(event: Event) => this.#setNumber(name, event.target as HTMLInputElement)}
        />
      </label>`,
    );
  }

  #setNumber(name: 'slowModeSeconds' | 'perMinute' | 'maxEmojis', field: HTMLInputElement): void {
    if (field.reportValidity() && field.value !== '') this.#set(name, field.valueAsNumber);
  }

  #set<N extends Name>(name: N, value: ModerationPatch[N]): void {
    const before = this.moderation?.ownSettings[name] ?? null;
    const set = async (wanted: ModerationPatch[N]) => {
      await this.moderation?.updateSettings({ [name]: wanted });
    };
    void this.notices
      .act(
        () => set(value),
        msg('In force from the next message on'),
        () => set(before as ModerationPatch[N]),
      )
      // A refused value must not go on standing in its field.
      .then(() => this.requestUpdate());
  }

  readonly #saveNotice = (event: SubmitEvent): void => {
    event.preventDefault();
    const notice = String(new FormData(event.currentTarget as HTMLFormElement).get('notice') ?? '').trim();
    const before = this.room?.liveList.currentLive?.notice ?? '';
    const set = async (text: string) => this.moderation?.setNotice(text);
    void this.notices.act(
      () => set(notice),
      msg('The notice is saved'),
      () => set(before),
    );
  };

  async #read(room: LiveRoom): Promise<void> {
    this.failure = '';
    try {
      await moderationOf(room).fetchSettings();
    } catch (error) {
      this.failure = messageOf(error);
    }
  }
}

const valueOf = (event: Event): string => (event.target as HTMLSelectElement | HTMLTextAreaElement).value;
