import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { VideoQuality } from '@vitrine/core/stores/device-store.ts';
import { errorCode, type LiveErrorCode } from '@vitrine/core/errors.ts';
import type { HostRoom } from '@vitrine/core/host-room.ts';
import { controls } from '../shared/controls.styles.ts';
import { StudioElement } from './studio-element.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { deviceProblem } from './device-words.ts';
import { panel } from './panel.styles.ts';

const QUALITIES: readonly VideoQuality[] = ['360p', '540p', '720p', '1080p'];

/** Which camera and microphone, how loud, how sharp. */
export class LiveStudioDevices extends StudioElement {
  static override styles = [
    tokens,
    controls,
    panel,
    css`
      :host {
        display: grid;
        gap: calc(var(--_space) * 4);
      }
      :host([compact]) {
        grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
        gap: calc(var(--_space) * 3);
      }
      live-studio-sources {
        grid-column: 1 / -1;
      }
      live-studio-level {
        margin-block-start: calc(var(--_space) * 2);
      }
    `,
  ];

  /** Only what must be chosen before a show: which camera, which microphone. */
  @property({ type: Boolean, reflect: true }) compact = false;

  @state() private problem: { device: 'camera' | 'microphone'; code: LiveErrorCode } | undefined;

  override render() {
    const { device } = this.room ?? {};
    if (!device) return nothing;
    return html`
      ${this.#renderPicker(msg('Camera'), device.cameraList, device.currentCamera?.deviceId, (id) => this.#choose('camera', id))}
      <div>
        ${this.#renderPicker(msg('Microphone'), device.microphoneList, device.currentMicrophone?.deviceId, (id) => this.#choose('microphone', id))}
        ${device.microphoneStatus === 'on' ? html`<live-studio-level></live-studio-level>` : nothing}
      </div>
      ${this.compact ? nothing : this.#renderSettings(device)}
      <live-studio-sources></live-studio-sources>
      <p class="error" role="alert" ?hidden=${!this.problem}>
        ${this.problem ? deviceProblem(this.problem.device, this.problem.code) : nothing}
      </p>
    `;
  }

  #renderSettings(device: HostRoom['device']): TemplateResult {
    return html`
      <label>
        <span>${msg('Microphone volume')}</span>
        <input
          type="range"
          min="0"
          max="100"
          step="5"
          .value=${String(device.captureVolume)}
          @input=${(event: InputEvent) => device.setCaptureVolume(Number((event.target as HTMLInputElement).value))}
        />
      </label>
      <label>
        <span>${msg('Picture quality')}</span>
        <select @change=${(event: Event) => device.updateVideoQuality((event.target as HTMLSelectElement).value as VideoQuality)}>
          ${QUALITIES.map((quality) => html`<option value=${quality} ?selected=${quality === device.localVideoQuality}>${quality}</option>`)}
        </select>
      </label>
      ${this.#renderMirror(device)}
    `;
  }

  #renderPicker(
    label: string,
    devices: readonly MediaDeviceInfo[],
    current: string | undefined,
    choose: (id: string) => void,
  ): TemplateResult {
    // Before the visitor allows them, browsers hide what the devices are.
    const named = devices.filter(({ deviceId }) => deviceId);
    return html`<label>
      <span>${label}</span>
      <select ?disabled=${named.length === 0} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        ${named.length === 0 ? html`<option>${devices.length === 0 ? msg('None found yet') : msg('Allow access to choose')}</option>` : nothing}
        ${named.map(
          ({ deviceId, label: name }, index) =>
            html`<option value=${deviceId} ?selected=${deviceId === current} .selected=${deviceId === current}>
              ${name || `${label} ${index + 1}`}
            </option>`,
        )}
      </select>
    </label>`;
  }

  #renderMirror(device: HostRoom['device']): TemplateResult {
    return html`<label class="check">
      <input
        type="checkbox"
        .checked=${device.localMirrorType !== 'disable'}
        @change=${(event: Event) => device.switchMirror((event.target as HTMLInputElement).checked ? 'auto' : 'disable')}
      />
      <span>${msg('Mirror my preview (viewers see it the right way round)')}</span>
    </label>`;
  }

  async #choose(device: 'camera' | 'microphone', id: string): Promise<void> {
    this.problem = undefined;
    const store = this.room?.device;
    try {
      await (device === 'camera' ? store?.setCurrentCamera(id) : store?.setCurrentMicrophone(id));
    } catch (error) {
      this.problem = { device, code: errorCode(error) };
    }
  }
}
