import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import type { HostRoom } from '@vitrine/core/host-room.ts';
import { controls } from '../shared/controls.styles.ts';
import { copyText } from '../shared/copy-text.ts';
import { failureOf } from '../shared/error-message.ts';
import { icons } from '../shared/icons.ts';
import { StudioElement } from './studio-element.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { panel } from './panel.styles.ts';
import { studioIcons } from './studio-icons.ts';

/** How to send the picture from OBS, or any program that speaks WHIP: address, key, and whether it arrives. */
export class LiveStudioObs extends StudioElement {
  static override styles = [
    tokens,
    controls,
    panel,
    css`
      ol {
        display: grid;
        gap: calc(var(--_space) * 4);
        counter-reset: step;
      }
      li {
        display: grid;
        grid-template-columns: 28px minmax(0, 1fr);
        gap: calc(var(--_space) * 3);
        counter-increment: step;
      }
      li::before {
        content: counter(step);
        display: grid;
        place-items: center;
        inline-size: 28px;
        block-size: 28px;
        border-radius: 50%;
        background: var(--_accent-soft);
        color: var(--_accent-text);
        font-weight: 700;
      }
      li > div {
        display: grid;
        gap: calc(var(--_space) * 2);
        padding-block-start: 3px;
      }
      li .button:not(.icon) {
        justify-self: start;
      }
      .value {
        display: flex;
        align-items: center;
        gap: var(--_space);
        padding-inline-start: calc(var(--_space) * 3);
        border: 1px solid var(--_line);
        border-radius: var(--_radius-small);
        background: var(--_raised);
      }
      code {
        flex: 1;
        min-inline-size: 0;
        padding-block: calc(var(--_space) * 2);
        font-size: 12px;
        overflow-wrap: anywhere;
        direction: ltr;
        user-select: all;
      }
      small {
        color: var(--_muted);
        font-size: 12px;
      }
      .arriving {
        display: flex;
        align-items: center;
        gap: calc(var(--_space) * 2);
        margin-block-start: calc(var(--_space) * 5);
        padding: calc(var(--_space) * 3);
        border-radius: var(--_radius);
        background: var(--_raised);
      }
      .arriving.yes {
        color: var(--_success);
      }
      .arriving p {
        flex: 1;
      }
      .renew {
        margin-block-start: calc(var(--_space) * 4);
        padding-block-start: calc(var(--_space) * 4);
        border-block-start: 1px solid var(--_line);
      }
      .renew .actions {
        margin-block-start: calc(var(--_space) * 3);
      }
    `,
  ];

  @state() private open = false;
  @state() private key = '';
  @state() private shown = false;
  /** Which value was copied last. */
  @state() private copied = '';
  @state() private asking = false;
  @state() private busy = false;
  @state() private failure = '';
  /** Why the key could not be read. */
  @state() private keyFailure = '';
  @query('dialog') private dialog!: HTMLDialogElement;

  show(): void {
    this.open = true;
    this.dialog.showModal();
    void this.#readKey();
  }

  override render() {
    const { room } = this;
    return html`<dialog aria-labelledby="obs-title" @close=${this.#closed} @click=${this.#backdrop}>
      <div class="dialog-head">
        <h2 id="obs-title">${msg('Stream with OBS')}</h2>
        <button class="button icon plain" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>${icons.close}</button>
      </div>
      ${room && this.open ? this.#renderSteps(room) : nothing}
    </dialog>`;
  }

  #renderSteps(room: HostRoom): TemplateResult {
    const url = `${room.server}/whip/${encodeURIComponent(room.liveId)}`;
    return html`
      <ol>
        <li>
          <div>
            <p>${msg('In OBS (version 30 or newer) open Settings › Stream and choose the service WHIP.')}</p>
          </div>
        </li>
        <li>
          <div>
            <p>${msg('Paste this as the server:')}</p>
            ${this.#renderValue('url', url, url, msg('Copy the address'))}
          </div>
        </li>
        <li>
          <div>
            <p>${msg('Paste this as the bearer token:')}</p>
            ${this.#renderKey()}
            <small>${msg('Whoever has this key can send a picture into your show. Do not show it on screen.')}</small>
          </div>
        </li>
        <li>
          <div>
            <p>${msg('Settings › Output: H.264, a keyframe every second, no B-frames. Then press Start Streaming.')}</p>
          </div>
        </li>
      </ol>
      ${this.#renderArriving(room)}
      <p class="error" role="alert" ?hidden=${!this.failure}>${this.failure}</p>
      ${this.#renderRenew()}
    `;
  }

  #renderValue(name: string, value: string, text: string, label: string): TemplateResult {
    const copied = this.copied === name;
    return html`<div class="value">
      <code>${text}</code>
      <button
        class="button icon plain"
        aria-label=${copied ? msg('Copied') : label}
        title=${copied ? msg('Copied') : label}
        ?disabled=${!value}
        @click=${() => this.#copy(name, value)}
      >
        ${copied ? icons.check : studioIcons.copy}
      </button>
    </div>`;
  }

  #renderKey(): TemplateResult {
    if (this.keyFailure) {
      return html`<p class="error" role="alert">${this.keyFailure}</p>
        <button class="button" ?disabled=${this.busy} @click=${this.#readKey}>${icons.retry}${msg('Try again')}</button>`;
    }
    const text = !this.key ? '…' : this.shown ? this.key : '•'.repeat(16);
    return html`${this.#renderValue('key', this.key, text, msg('Copy the key'))}
      <label class="check">
        <input type="checkbox" .checked=${this.shown} @change=${() => (this.shown = !this.shown)} />
        <span>${msg('Show the key')}</span>
      </label>`;
  }

  #renderArriving({ liveList }: HostRoom): TemplateResult {
    const { onAir = false, status } = liveList.currentLive ?? {};
    return html`<div class="arriving ${onAir ? 'yes' : ''}" role="status">
      ${onAir ? icons.check : icons.clock}
      <p>${onAir ? msg('Your picture arrives.') : msg('Waiting for your picture…')}</p>
      ${
        onAir && status === 'scheduled'
          ? html`<button class="button accent" ?disabled=${this.busy} @click=${this.#start}>${msg('Start the show')}</button>`
          : nothing
      }
    </div>`;
  }

  #renderRenew(): TemplateResult {
    if (!this.asking)
      return html`<div class="renew">
        <button class="button plain" @click=${() => (this.asking = true)}>${icons.retry}${msg('Make a new key')}</button>
      </div>`;
    return html`<div class="renew" role="group" aria-labelledby="renew-question">
      <p id="renew-question">
        ${msg('Make a new key? The old one stops working at once, and a picture sent with it is cut off.')}
      </p>
      <div class="actions">
        <button class="button" @click=${() => (this.asking = false)}>${msg('Keep the key')}</button>
        <button class="button stop" ?disabled=${this.busy} @click=${this.#renew}>${msg('Make a new key')}</button>
      </div>
    </div>`;
  }

  async #copy(name: string, value: string): Promise<void> {
    const done = await copyText(value);
    this.copied = done ? name : '';
    this.failure = done ? '' : msg('The browser does not allow copying here. Select the text and copy it yourself.');
    if (!done && name === 'key') this.shown = true;
  }

  readonly #readKey = async (): Promise<void> => {
    this.keyFailure = await this.#try(async ({ liveList }) => (this.key = await liveList.fetchStreamKey()));
  };

  readonly #renew = async (): Promise<void> => {
    this.failure = await this.#try(async ({ liveList }) => {
      this.key = await liveList.renewStreamKey();
      this.keyFailure = '';
      this.copied = '';
      this.asking = false;
    });
  };

  readonly #start = async (): Promise<void> => {
    this.failure = await this.#try(({ liveList }) => liveList.startLive());
  };

  /** One thing at a time; gives why it failed. */
  async #try(act: (room: HostRoom) => Promise<unknown>): Promise<string> {
    const { room } = this;
    if (!room || this.busy) return '';
    this.busy = true;
    this.failure = '';
    const failure = await failureOf(() => act(room));
    this.busy = false;
    return failure;
  }

  /** A secret stays in the page no longer than it is needed. */
  readonly #closed = (): void => {
    this.open = false;
    this.key = '';
    this.shown = false;
    this.asking = false;
    this.copied = '';
    this.failure = '';
    this.keyFailure = '';
  };

  readonly #backdrop = (event: MouseEvent): void => {
    if (event.target === this.dialog) this.dialog.close();
  };
}
