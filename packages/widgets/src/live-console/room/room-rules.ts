import { msg } from '@lit/localize';
import { html } from 'lit';
import { state } from 'lit/decorators.js';
import { moderationOf } from '@vitrine/core/room-moderation.ts';
import type { LiveRoom } from '../../shared/context.ts';
import { controls } from '../../shared/controls.styles.ts';
import { failureOf } from '../../shared/error-message.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { desk } from '../desk.styles.ts';
import { renderRules, type RuleName, ruleStyles } from '../rule-fields.ts';
import { renderFailure, renderWaiting } from '../table.ts';
import { RoomPart } from './room-part.ts';

/** The rules of the chat, each in force from the moment it is changed, and the room's notice. */
export class LiveConsoleRules extends RoomPart {
  static override styles = [tokens, controls, desk, ruleStyles];

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
      ${renderRules(settings, this.moderation?.ownSettings ?? {}, msg('As in the shop'), (name, value) => this.#set(name, value))}
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

  #set(name: RuleName, value: unknown): Promise<boolean> {
    const set = async (wanted: unknown) => this.moderation?.updateSettings({ [name]: wanted });
    return this.notices.change(set, value, this.moderation?.ownSettings[name] ?? null, msg('In force from the next message on'));
  }

  readonly #saveNotice = (event: SubmitEvent): void => {
    event.preventDefault();
    const notice = String(new FormData(event.currentTarget as HTMLFormElement).get('notice') ?? '').trim();
    const before = this.room?.liveList.currentLive?.notice ?? '';
    const set = async (text: string) => this.moderation?.setNotice(text);
    void this.notices.change(set, notice, before, msg('The notice is saved'));
  };

  async #read(room: LiveRoom): Promise<void> {
    this.failure = '';
    this.failure = await failureOf(() => moderationOf(room).fetchSettings());
  }
}
