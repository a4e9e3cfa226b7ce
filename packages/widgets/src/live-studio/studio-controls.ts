import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import type { HostRoom } from '@vitrine/core/host-room.ts';
import { controls } from '../shared/controls.styles.ts';
import { icons } from '../shared/icons.ts';
import { hostFlyingChoice } from '../live-room/flying-choice.ts';
import { Motion } from '../live-room/motion.ts';
import { StudioElement } from './studio-element.ts';
import { tokens } from '../shared/tokens.styles.ts';
import type { LiveStudioEndDialog } from './end-dialog.ts';
import type { LiveStudioKeys } from './keys-dialog.ts';
import { type AirState, airState } from './on-air.ts';
import { panel } from './panel.styles.ts';
import styles from './studio-controls.styles.ts';
import { toggleCamera, toggleMicrophone } from './toggles.ts';
import { studioIcons } from './studio-icons.ts';

/** The round buttons below the picture: microphone, camera, screen, devices, go live, end. */
export class LiveStudioControls extends StudioElement {
  static override styles = [tokens, controls, panel, styles];

  @state() private showsDevices = false;
  @query('.devices') private devices!: HTMLDialogElement;
  @query('live-studio-keys') private keys!: LiveStudioKeys;
  @query('live-studio-end-dialog') private endDialog!: LiveStudioEndDialog;

  readonly #motion = new Motion(this);

  override render() {
    const { room } = this;
    if (!room) return nothing;
    const state = airState(room);
    return html`
      <div class="bar" role="group" aria-label=${msg('Broadcast')}>
        ${this.#renderMicrophone(room)} ${this.#renderCamera(room)} ${this.#renderFlip(room)} ${this.#renderScreen(room)}
        ${this.#renderFlying()}
        ${round({ label: msg('Devices'), text: msg('Devices'), icon: studioIcons.settings, onClick: this.#openDevices })}
        ${round({ label: msg('Keyboard'), text: msg('Keyboard'), icon: studioIcons.keyboard, key: '?', onClick: () => this.showKeys(), name: 'keys' })}
        <span class="gap"></span>
        ${this.#renderMain(room, state)}
      </div>
      <dialog
        class="devices"
        aria-labelledby="devices-title"
        @close=${() => (this.showsDevices = false)}
        @click=${this.#backdrop}
      >
        <div class="dialog-head">
          <h2 id="devices-title">${msg('Devices')}</h2>
          <button class="button icon plain" aria-label=${msg('Close')} @click=${() => this.devices.close()}>
            ${icons.close}
          </button>
        </div>
        ${this.showsDevices ? html`<live-studio-devices></live-studio-devices>` : nothing}
      </dialog>
      <live-studio-end-dialog></live-studio-end-dialog>
      <live-studio-keys></live-studio-keys>
    `;
  }

  /** Tells which keys do what. */
  showKeys(): void {
    this.keys.show();
  }

  #renderMicrophone(room: HostRoom): TemplateResult {
    const { device } = room;
    const on = device.microphoneStatus === 'on';
    const heard = on && !device.microphoneMuted;
    return round({
      label: heard ? msg('Mute microphone') : on ? msg('Unmute microphone') : msg('Turn microphone on'),
      text: heard ? msg('Mute') : on ? msg('Unmute') : msg('Microphone'),
      icon: heard ? studioIcons.mic : studioIcons.micOff,
      key: 'm',
      alert: !heard,
      onClick: () => toggleMicrophone(room),
      name: 'microphone',
    });
  }

  #renderCamera(room: HostRoom): TemplateResult {
    const on = room.device.cameraStatus === 'on';
    return round({
      label: on ? msg('Turn camera off') : msg('Turn camera on'),
      text: msg('Camera'),
      icon: on ? icons.camera : studioIcons.cameraOff,
      key: 'c',
      alert: !on,
      onClick: () => toggleCamera(room),
      name: 'camera',
    });
  }

  #renderFlip({ device }: HostRoom): TemplateResult | typeof nothing {
    if (!device.canFlipCamera) return nothing;
    return round({
      label: msg('Flip camera'),
      text: msg('Flip'),
      icon: studioIcons.flip,
      onClick: () => device.switchCamera().catch(() => {}),
      name: 'flip',
    });
  }

  #renderScreen({ device }: HostRoom): TemplateResult | typeof nothing {
    if (!device.canShareScreen) return nothing;
    const on = device.screenStatus === 'on';
    return round({
      label: on ? msg('Stop sharing screen') : msg('Share screen'),
      text: on ? msg('Stop sharing') : msg('Screen'),
      icon: studioIcons.screen,
      active: on,
      onClick: () => (on ? device.stopScreenShare() : device.startScreenShare().catch(() => {})),
      name: 'screen',
    });
  }

  /** Nothing moves where the system says so, and nothing is offered that would. */
  #renderFlying(): TemplateResult | typeof nothing {
    if (this.#motion.reduced) return nothing;
    const on = hostFlyingChoice.wanted;
    return round({
      label: on ? msg('Stop flying messages over your picture') : msg('Show flying messages over your picture'),
      text: msg('Flying'),
      icon: icons.flying,
      active: on,
      onClick: () => (hostFlyingChoice.wanted = !on),
      name: 'flying',
    });
  }

  #renderMain(room: HostRoom, state: AirState): TemplateResult {
    const end = html`<button class="button stop" part="end" @click=${() => this.endDialog.show()}>
      ${studioIcons.power}${msg('End')}
    </button>`;
    if (state === 'on' || state === 'reconnecting') return end;
    const { broadcast, device } = room;
    const ready = Boolean(device.videoTrack ?? device.audioTrack);
    const busy = state === 'starting';
    const text = busy
      ? msg('Going live…')
      : state === 'elsewhere' || state === 'ending'
        ? msg('Resume the show')
        : msg('Go live');
    const goOnAir = () => (state === 'ending' ? broadcast.undoStop() : broadcast.start()).catch(() => {});
    return html`<span class="main">
      <button
        class="button accent go"
        part="go-live"
        ?disabled=${!ready || busy}
        aria-describedby=${ready ? nothing : 'not-ready'}
        @click=${goOnAir}
      >
        ${text}
      </button>
      ${ready ? nothing : html`<span id="not-ready" class="visually-hidden">${msg('Turn on a camera or a microphone first.')}</span>`}
      ${state === 'elsewhere' ? end : nothing}
    </span>`;
  }

  readonly #openDevices = (): void => {
    this.showsDevices = true;
    void this.room?.device.refreshDevices().catch(() => {});
    this.devices.showModal();
  };

  readonly #backdrop = (event: MouseEvent): void => {
    if (event.target === this.devices) this.devices.close();
  };
}

interface Round {
  /** What a press does, in full. */
  label: string;
  /** A word or two of it: whoever speaks to their browser says what they see. */
  text: string;
  icon: TemplateResult;
  onClick: () => unknown;
  name?: string;
  key?: string;
  /** Off, where the host probably wants it on. */
  alert?: boolean;
  active?: boolean;
}

const round = ({ label, text, icon, onClick, name = '', key = '', alert = false, active = false }: Round): TemplateResult => html`
  <button
    class="round ${name} ${alert ? 'alert' : ''} ${active ? 'active' : ''}"
    aria-label=${label}
    title=${key ? `${label} (${key.toUpperCase()})` : label}
    aria-keyshortcuts=${key || nothing}
    @click=${onClick}
  >
    <span class="disc">${icon}</span><span class="text" aria-hidden="true">${text}</span>
  </button>
`;
