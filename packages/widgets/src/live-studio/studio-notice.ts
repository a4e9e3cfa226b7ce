import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { LiveErrorCode } from '@vitrine/core/errors.ts';
import type { DeviceNotice } from '@vitrine/core/stores/device-store.ts';
import type { HostRoom } from '@vitrine/core/host-room.ts';
import { controls } from '../shared/controls.styles.ts';
import { errorMessage } from '../shared/error-message.ts';
import { icons } from '../shared/icons.ts';
import { StudioElement } from './studio-element.ts';
import { Ticker } from '../shared/ticker.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { deviceProblem, noticeText } from './device-words.ts';
import { panel } from './panel.styles.ts';
import { studioIcons } from './studio-icons.ts';

/** What the host must know now: lost devices, refusals, an end that can still be undone. It lies over the picture and moves nothing. */
export class LiveStudioNotice extends StudioElement {
  static override styles = [
    tokens,
    controls,
    panel,
    css`
      :host {
        display: grid;
        gap: calc(var(--_space) * 2);
        justify-items: center;
        pointer-events: none;
      }
      .toast {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: calc(var(--_space) * 2);
        max-inline-size: min(560px, 100%);
        padding: calc(var(--_space) * 2) calc(var(--_space) * 3) calc(var(--_space) * 2) calc(var(--_space) * 4);
        border: 1px solid var(--_line);
        border-radius: calc(var(--_radius) * 1.5);
        background: var(--_overlay);
        color: var(--_text);
        box-shadow: var(--_shadow);
        pointer-events: auto;
        overflow-wrap: anywhere;
      }
      .toast > .icon-svg {
        color: var(--_warning);
      }
      .toast p {
        flex: 1 1 12ch;
      }
      .toast .button {
        flex: none;
      }
    `,
  ];

  @state() private read: DeviceNotice | undefined;
  @state() private readFailure: string | undefined;

  readonly #ticker = new Ticker(this);

  override render() {
    const { room } = this;
    if (!room) return nothing;
    return html`
      <div role="status">${this.#renderDevice(room)}${this.#renderEnding(room)}</div>
      <div role="alert">${this.#renderFailure(room)}</div>
    `;
  }

  protected override updated(): void {
    // The same refusal may come again, and must be told again.
    if (this.room && failureOf(this.room) === undefined) this.readFailure = undefined;
  }

  #renderDevice({ device }: HostRoom): TemplateResult | typeof nothing {
    const { notice } = device;
    if (!notice || notice === this.read) return nothing;
    return this.#renderToast(noticeText(notice), () => (this.read = notice));
  }

  #renderFailure(room: HostRoom): TemplateResult | typeof nothing {
    const text = failureOf(room);
    if (!text || text === this.readFailure) return nothing;
    return this.#renderToast(text, () => (this.readFailure = text));
  }

  #renderToast(text: string, close: () => void): TemplateResult {
    return html`<div class="toast">
      ${studioIcons.warning}
      <p>${text}</p>
      <button class="button icon plain" aria-label=${msg('Close')} @click=${close}>${icons.close}</button>
    </div>`;
  }

  #renderEnding({ broadcast }: HostRoom): TemplateResult | typeof nothing {
    if (broadcast.endsAt === undefined) return nothing;
    const seconds = Math.ceil(this.#ticker.until(broadcast.endsAt) / 1000);
    return html`<div class="toast ending">
      <p>
        <strong>${msg('Your picture is off.')}</strong>
        <span class="visually-hidden">${msg('The show ends in a few seconds.')}</span>
        <span class="number" aria-hidden="true">${msg(str`The show ends in ${seconds} s.`)}</span>
      </p>
      <button class="button accent" @click=${() => broadcast.undoStop().catch(() => {})}>${msg('Undo')}</button>
      <button class="button" @click=${() => broadcast.stop().catch(() => {})}>${msg('End now')}</button>
    </div>`;
  }
}

/** What was refused last and is told nowhere else: without a picture the preview itself says why there is none. */
function failureOf({ broadcast, device }: HostRoom): string | undefined {
  if (broadcast.failure === 'forbidden') return msg('This account may not host this show.');
  if (broadcast.failure && broadcast.failure !== 'cancelled') return errorMessage(broadcast.failure);
  const told = (code: LiveErrorCode | undefined) => code === undefined || code === 'cancelled' || code === 'device-lost';
  if (!told(device.screenLastError)) return deviceProblem('screen', device.screenLastError!);
  if (!device.videoTrack) return undefined;
  if (!told(device.microphoneLastError)) return deviceProblem('microphone', device.microphoneLastError!);
  return told(device.cameraLastError) ? undefined : deviceProblem('camera', device.cameraLastError!);
}
