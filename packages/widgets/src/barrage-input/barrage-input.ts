import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { errorCode } from '@vitrine/core/errors.ts';
import { MAX_BARRAGE_LENGTH } from '@vitrine/core/schemas/socket.ts';
import { BarrageSentEvent, BeforeSendEvent } from '../events.ts';
import type { LiveRoom } from '../shared/context.ts';
import type { Barrage } from '@vitrine/core/stores/barrage-store.ts';
import { controls } from '../shared/controls.styles.ts';
import { localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { LiveElement } from '../shared/live-element.ts';
import { Ticker } from '../shared/ticker.ts';
import { tokens } from '../shared/tokens.styles.ts';
import styles from './barrage-input.styles.ts';
import { refusalOf } from './refusal.ts';

/** From here on the visitor is told how much room is left. */
const COUNT_FROM = MAX_BARRAGE_LENGTH - 40;
/** A mute longer than this has no end worth telling. */
const DAY_MS = 86_400_000;

/**
 * Writes into the room. A refused text stays in the field, with the reason below it.
 *
 * @element barrage-input
 * @csspart form - Field and button.
 * @csspart input - The text field.
 * @csspart send - The send button.
 * @csspart reply - The message that is about to be answered, above the field, and the button that gives it up.
 * @csspart error - Why the last text was refused.
 * @csspart held - Said while a text waits for a moderator.
 * @cssprop --live-input-background - Background of the field.
 * @cssprop --live-input-color - Colour of the text in it.
 * @cssprop --live-input-placeholder - Colour of the words while it is empty.
 * @fires {BeforeSendEvent} live-before-send - Cancelable, before a text goes out.
 * @fires {BarrageSentEvent} live-barrage-sent - The room has accepted the text.
 */
export class BarrageInput extends LiveElement {
  static override styles = [tokens, controls, styles];

  /** Lies on the picture instead of a surface. */
  @property({ type: Boolean, reflect: true }) overlay = false;

  /** Shown while the field is empty. */
  @property() placeholder = '';

  @state() private text = '';
  @state() private error = '';
  @state() private sending = false;

  @query('input') private readonly field!: HTMLInputElement;

  readonly #ticker = new Ticker(this);
  #composing = false;
  #target: Barrage | undefined;

  /** Puts the cursor into the field. */
  override focus(options?: FocusOptions): void {
    this.field?.focus(options);
  }

  override render() {
    const obstacle = this.#obstacle();
    const waits = !this.error && (this.room?.barrage.heldMessages.length ?? 0) > 0;
    return html`
      <div role="status">${this.#renderReply()}</div>
      <form part="form" @submit=${this.#submit}>
        <div class="field">
          <input
            part="input"
            type="text"
            autocomplete="off"
            enterkeyhint="send"
            maxlength=${MAX_BARRAGE_LENGTH}
            aria-label=${msg('Write a message')}
            aria-describedby="reply error"
            aria-invalid=${this.error ? 'true' : nothing}
            placeholder=${obstacle ?? (this.placeholder || msg('Say hi…'))}
            .value=${live(this.text)}
            ?disabled=${obstacle !== undefined}
            @input=${this.#write}
            @compositionstart=${() => (this.#composing = true)}
            @compositionend=${this.#compose}
            @keydown=${this.#key}
          />
          ${obstacle ? html`<span class="obstacle" aria-hidden="true">${obstacle}</span>` : nothing}
          ${
            this.text.length < COUNT_FROM
              ? nothing
              : html`<span class="left number" aria-live="polite">${MAX_BARRAGE_LENGTH - this.text.length}</span>`
          }
        </div>
        <button
          part="send"
          class="button icon accent"
          aria-label=${msg('Send')}
          ?hidden=${!this.text.trim()}
          ?disabled=${obstacle !== undefined || this.sending}
        >
          ${icons.send}
        </button>
      </form>
      <p part="error" id="error" class="error" role="status" ?hidden=${!this.error}>${this.error}</p>
      <p part="held" class="held" role="status" ?hidden=${!waits}>
        ${waits ? msg('Your message waits for a moderator.') : nothing}
      </p>
    `;
  }

  #renderReply(): TemplateResult | typeof nothing {
    const { sender, textContent } = this.room?.barrage.replyTarget ?? {};
    if (!sender) return nothing;
    return html`<div part="reply" class="reply">
      <p id="reply">
        <span class="to">${icons.reply} ${msg(html`Reply to <bdi>${sender.userName}</bdi>`)}</span>
        <span class="quoted" dir="auto">${textContent}</span>
      </p>
      <button class="button icon plain" aria-label=${msg('Do not reply')} @click=${this.#giveUp}>${icons.close}</button>
    </div>`;
  }

  /** Whoever chose to reply wants to write. */
  protected override updated(): void {
    const target = this.room?.barrage.replyTarget;
    if (target && target !== this.#target) this.focus();
    this.#target = target;
  }

  protected override roomChanged(room: LiveRoom | undefined): void {
    this.#target = room?.barrage.replyTarget;
  }

  readonly #giveUp = (): void => {
    this.room?.barrage.setReplyTarget(undefined);
    this.focus();
  };

  /** Escape gives up the reply; only where there is none does it mean something to what is around. */
  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || !this.room?.barrage.replyTarget) return;
    event.stopPropagation();
    this.#giveUp();
  };

  /** What keeps the visitor from writing at all, in words. */
  #obstacle(): string | undefined {
    const { room } = this;
    if (!room) return '';
    if (room.liveList.currentLive?.status === 'ended') return msg('The show has ended');
    const { mutedUntil } = room.barrage;
    const left = mutedUntil > 0 ? this.#ticker.until(mutedUntil, room.clock.now()) : 0;
    if (left > DAY_MS) return msg('You cannot write in this room');
    if (left > 0) {
      const time = new Date(Date.now() + left).toLocaleTimeString(localeOf(this), { timeStyle: 'short' });
      return msg(str`Muted until ${time}`);
    }
    if (room.barrage.chatRules.messagesDisabled && !this.#isStaff()) return msg('The chat is closed for now.');
    if (room.channel.state === 'closed') return msg('You are not connected');
    return room.channel.state === 'open' ? undefined : msg('Reconnecting…');
  }

  /** The rules of the chat do not bind those who look after it. */
  #isStaff(): boolean {
    const role = this.room?.login.loginUserInfo?.role;
    return this.room?.audience.isAdministrator === true || (role !== undefined && role !== 'guest' && role !== 'viewer');
  }

  readonly #write = (): void => {
    this.text = this.field.value;
    this.error = '';
  };

  /** The Enter that accepts an input method's suggestion can arrive as a submit in the same turn. */
  readonly #compose = (): void => {
    setTimeout(() => (this.#composing = false));
  };

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { room } = this;
    const text = this.text.trim();
    if (!room || !text || this.sending || this.#composing) return;
    const target = room.barrage.replyTarget;
    const before = new BeforeSendEvent(room.liveId, text, target?.id);
    if (!this.dispatchEvent(before) && !before.response) return;
    this.sending = true;
    try {
      await (before.response ?? room.barrage.sendTextMessage(text, { replyTo: target?.id }));
      // Whatever was typed while the text was on its way stays.
      if (this.text.trim() === text) this.text = '';
      this.error = '';
      if (room.barrage.replyTarget === target) room.barrage.setReplyTarget(undefined);
      this.dispatchEvent(new BarrageSentEvent(room.liveId, text));
    } catch (error) {
      const gone = target !== undefined && errorCode(error) === 'not-found';
      if (gone) room.barrage.setReplyTarget(undefined);
      this.error = gone ? msg('The message that you reply to is gone. Send again to say it without.') : refusalOf(error);
    } finally {
      this.sending = false;
    }
  };
}
