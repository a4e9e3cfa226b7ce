import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { NetworkQuality } from '@vitrine/core/providers/provider.ts';
import type { HostRoom } from '@vitrine/core/host-room.ts';
import { controls } from '../shared/controls.styles.ts';
import { formatClock, formatCount, localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { StudioElement } from './studio-element.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { type AirState, airState, isOnAir } from './on-air.ts';
import styles from './studio-status.styles.ts';
import { studioIcons } from './studio-icons.ts';

const BARS = 4;

/** How many of the four bars a quality lights. */
const barsOf = (quality: NetworkQuality): number => [0, 4, 3, 2, 1, 1, 0][quality] ?? 0;

/** The line over the host's picture: on air or not, for how long, who watches, and how well the picture gets out. */
export class LiveStudioStatus extends StudioElement {
  static override styles = [tokens, controls, styles];

  #clock: ReturnType<typeof setInterval> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
    this.#clock = undefined;
  }

  override render() {
    const { room } = this;
    if (!room) return nothing;
    const state = airState(room);
    const live = room.liveList.currentLive;
    const locale = localeOf(this);
    return html`
      <div class="badge ${state}" part="badge" role="status">
        ${isOnAir(state) ? html`<i></i>` : nothing}${badgeText(state, live?.onAir ?? false)}
      </div>
      ${
        isOnAir(state) && live?.startedAt
          ? html`<span class="chip number" part="time"
              ><span class="visually-hidden">${msg('On air for')}</span>${formatClock(room.clock.now() - live.startedAt)}</span
            >`
          : nothing
      }
      <span class="chip number" part="viewers">
        ${icons.people}<span class="visually-hidden">${msg('Viewers:')}</span>${formatCount(room.audience.audienceCount, locale)}
      </span>
      ${isOnAir(state) ? this.#renderNetwork(room, locale) : nothing}
      ${
        room.device.microphoneStatus === 'on'
          ? html`<span class="chip"
              >${room.device.microphoneMuted ? studioIcons.micOff : studioIcons.mic}<live-studio-level></live-studio-level
            ></span>`
          : nothing
      }
      ${room.channel.state === 'open' ? nothing : html`<span class="chip warning" role="status">${msg('Reconnecting to the room…')}</span>`}
    `;
  }

  protected override updated(): void {
    const ticking = this.room !== undefined && isOnAir(airState(this.room));
    if (ticking) this.#clock ??= setInterval(() => this.requestUpdate(), 1000);
    else {
      clearInterval(this.#clock);
      this.#clock = undefined;
    }
  }

  #renderNetwork({ broadcast }: HostRoom, locale: string): TemplateResult {
    const { kbps, rtt, quality } = broadcast;
    const label = `${qualityText(quality)}${rtt === undefined ? '' : msg(str`, ${Math.round(rtt)} ms to the server`)}`;
    const lit = barsOf(quality);
    return html`<span class="chip number network q${quality}" part="network" title=${label}>
      <span class="bars" role="img" aria-label=${label}>
        ${Array.from({ length: BARS }, (_, index) => html`<i class=${index < lit ? 'lit' : ''}></i>`)}
      </span>
      <bdi class="kbps">${msg(str`${new Intl.NumberFormat(locale).format(Math.round(kbps))} kbps`)}</bdi>
    </span>`;
  }
}

function badgeText(state: AirState, onAir: boolean): string {
  switch (state) {
    case 'on':
      return msg('On air');
    case 'reconnecting':
      return msg('Reconnecting…');
    case 'starting':
      return msg('Going on air…');
    case 'ending':
      return msg('Ending…');
    case 'elsewhere':
      return onAir ? msg('Live from another place') : msg('Live, no picture from here');
    case 'ended':
      return msg('Ended', { desc: 'Badge of a show that is over' });
    default:
      return msg('Off air');
  }
}

function qualityText(quality: NetworkQuality): string {
  if (quality === 0) return msg('Connection: measuring');
  if (quality <= 2) return msg('Connection: good');
  if (quality === 3) return msg('Connection: fair');
  return quality === 6 ? msg('Connection: lost') : msg('Connection: poor');
}
