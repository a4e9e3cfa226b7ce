import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { query, state } from 'lit/decorators.js';
import { failureOf } from '../shared/error-message.ts';
import { controls } from '../shared/controls.styles.ts';
import { StudioElement } from './studio-element.ts';
import { tokens } from '../shared/tokens.styles.ts';
import type { LiveStudioObs } from './obs-dialog.ts';
import { studioIcons } from './studio-icons.ts';

/** Where a picture can come from when not from this machine's camera: a drawn demo reel, or a program such as OBS. */
export class LiveStudioSources extends StudioElement {
  static override styles = [
    tokens,
    controls,
    css`
      .sources {
        display: flex;
        flex-wrap: wrap;
        gap: calc(var(--_space) * 2);
      }
      .sources .button {
        flex: 1 1 auto;
        padding-inline: calc(var(--_space) * 3);
      }
    `,
  ];

  @state() private failure = '';
  @query('live-studio-obs') private obs!: LiveStudioObs;

  override render() {
    const { device } = this.room ?? {};
    if (!device) return nothing;
    const on = device.reelStatus === 'on';
    return html`
      <div class="sources" role="group" aria-label=${msg('Other sources')}>
        <button class="button" aria-pressed=${on} @click=${this.#toggleReel}>
          ${studioIcons.film}${on ? msg('Stop the demo reel') : msg('Use the demo reel')}
        </button>
        <button class="button" @click=${() => this.obs.show()}>${studioIcons.stream}${msg('Stream with OBS')}</button>
      </div>
      <p class="error" role="alert" ?hidden=${!this.failure}>${this.failure}</p>
      <live-studio-obs></live-studio-obs>
    `;
  }

  readonly #toggleReel = async (): Promise<void> => {
    const { device } = this.room ?? {};
    this.failure = '';
    if (device?.reelStatus === 'on') return device.stopReel();
    this.failure = await failureOf(async () => device?.startReel());
  };
}
