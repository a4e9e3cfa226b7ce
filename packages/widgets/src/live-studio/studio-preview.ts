import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import type { HostRoom } from '@vitrine/core/host-room.ts';
import { controls } from '../shared/controls.styles.ts';
import { StudioElement } from './studio-element.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { deviceProblem } from './device-words.ts';
import styles from './studio-preview.styles.ts';
import { studioIcons } from './studio-icons.ts';

/** The host's own picture, and the button that asks for camera and microphone before there is one. */
export class LiveStudioPreview extends StudioElement {
  static override styles = [tokens, controls, styles];

  @state() private asking = false;
  @query('video') private video!: HTMLVideoElement | null;

  #shown: { track: MediaStreamTrack; stream: MediaStream } | undefined;

  protected override roomChanged(): void {
    this.asking = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A video that plays a stream stays in memory for as long as it does, and all around it. Back in the page it gets another one.
    if (this.video) this.video.srcObject = null;
    this.#shown = undefined;
  }

  override render() {
    const { room } = this;
    // An update may still be under way when the element leaves the page.
    if (!room || !this.isConnected) return nothing;
    const { device } = room;
    const stream = this.#streamOf(device.videoTrack);
    return stream
      ? html`<video
            class=${mirrored(room) ? 'mirrored' : ''}
            part="video"
            .srcObject=${stream}
            muted
            autoplay
            playsinline
            aria-label=${device.screenStatus === 'on' ? msg('The screen that you share') : device.reelStatus === 'on' ? msg('Demo reel') : msg('Your picture')}
          ></video>
          ${this.#renderSource(device)}`
      : this.#renderEmpty(room);
  }

  protected override updated(): void {
    // A video that was moved in the page is paused, and autoplay does not hold twice.
    if (this.video?.paused) void this.video.play().catch(() => {});
  }

  #renderEmpty({ device }: HostRoom): TemplateResult {
    const problems = [
      device.cameraLastError && deviceProblem('camera', device.cameraLastError),
      device.microphoneLastError && deviceProblem('microphone', device.microphoneLastError),
    ].filter((problem) => problem !== undefined);
    const untouched = device.microphoneStatus === 'off' && problems.length === 0;
    return html`<div class="empty">
      <span class="big">${studioIcons.cameraOff}</span>
      <h2>${untouched ? msg('Check your picture first') : msg('Your camera is off')}</h2>
      ${untouched ? html`<p>${msg('The browser asks once. Nobody sees or hears you before you go live.')}</p>` : nothing}
      <div role="alert">
        ${problems.map((problem) => html`<p class="problem">${studioIcons.warning}<span>${problem}</span></p>`)}
      </div>
      <button class="button accent" ?disabled=${this.asking} @click=${this.#ask}>
        ${this.#askText(device.microphoneStatus === 'on', problems.length > 0)}
      </button>
      <button class="button on-picture" @click=${() => device.startReel().catch(() => {})}>
        ${studioIcons.film}${msg('No camera? Use the demo reel')}
      </button>
    </div>`;
  }

  #renderSource({ screenStatus, reelStatus }: HostRoom['device']): TemplateResult | typeof nothing {
    if (screenStatus === 'on') return html`<p class="sharing">${studioIcons.screen}${msg('Viewers see your screen')}</p>`;
    return reelStatus === 'on' ? html`<p class="sharing">${studioIcons.film}${msg('Demo reel')}</p>` : nothing;
  }

  #askText(microphoneOn: boolean, failed: boolean): string {
    if (this.asking) return msg('Waiting for your answer…');
    if (failed) return msg('Try again');
    return microphoneOn ? msg('Turn camera on') : msg('Allow camera and microphone');
  }

  readonly #ask = async (): Promise<void> => {
    const { room } = this;
    if (!room || this.asking) return;
    this.asking = true;
    // One after the other: two questions at once cover each other. The stores keep why either failed.
    await room.device.openLocalCamera().catch(() => {});
    if (room.device.microphoneStatus === 'off') await room.device.openLocalMicrophone().catch(() => {});
    this.asking = false;
  };

  #streamOf(track: MediaStreamTrack | undefined): MediaStream | undefined {
    if (track === this.#shown?.track) return this.#shown?.stream;
    this.#shown = track && { track, stream: new MediaStream([track]) };
    return this.#shown?.stream;
  }
}

/** People know themselves from mirrors; text on a screen must stay readable. */
function mirrored({ device }: HostRoom): boolean {
  if (device.screenStatus === 'on' || device.reelStatus === 'on') return false;
  return device.localMirrorType === 'enable' || (device.localMirrorType === 'auto' && device.isFrontCamera);
}
