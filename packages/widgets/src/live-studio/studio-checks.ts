import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { HostRoom } from '@vitrine/core/host-room.ts';
import { controls } from '../shared/controls.styles.ts';
import { errorMessage } from '../shared/error-message.ts';
import { localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { StudioElement } from './studio-element.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { mayHost } from './rights.ts';
import { studioIcons } from './studio-icons.ts';

interface Check {
  label: string;
  /** `waiting` is nothing wrong yet, `fair` will do, `bad` needs the host. */
  verdict: 'good' | 'waiting' | 'fair' | 'bad';
  detail: string;
}

/** What must be in order before going live, each with what is wrong and what to do. */
export class LiveStudioChecks extends StudioElement {
  static override styles = [
    tokens,
    controls,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
        gap: calc(var(--_space) * 2);
      }
      li {
        display: grid;
        grid-template-columns: 24px minmax(0, 1fr);
        align-items: start;
        gap: calc(var(--_space) * 3);
        min-block-size: 40px;
      }
      .mark {
        display: grid;
        place-items: center;
        inline-size: 24px;
        block-size: 24px;
        border-radius: 50%;
        background: color-mix(in oklab, var(--_muted), transparent 82%);
        color: var(--_muted);
      }
      .mark .icon-svg {
        inline-size: 14px;
        block-size: 14px;
      }
      .good .mark {
        background: color-mix(in oklab, var(--_success), transparent 82%);
        color: var(--_success);
      }
      .fair .mark {
        background: color-mix(in oklab, var(--_warning), transparent 82%);
        color: var(--_warning);
      }
      .bad .mark {
        background: color-mix(in oklab, var(--_danger), transparent 82%);
        color: var(--_danger);
      }
      strong {
        display: block;
        font-weight: 600;
      }
      small {
        display: block;
        color: var(--_muted);
        font-size: 12px;
        overflow-wrap: anywhere;
      }
      .bad small {
        color: var(--_danger);
      }
      .test {
        display: block;
      }
      .button {
        padding-inline: calc(var(--_space) * 3);
      }
    `,
  ];

  override render() {
    const { room } = this;
    if (!room) return nothing;
    const { measuring } = room.uplink;
    return html`<ul>
      ${[...checksOf(room), uplinkCheck(room.uplink, localeOf(this))].map(renderCheck)}
      <li class="test">
        <button class="button" aria-busy=${measuring} ?disabled=${measuring} @click=${() => room.uplink.measure()}>
          ${measuring ? msg('Measuring…') : msg('Test the connection')}
        </button>
      </li>
    </ul>`;
  }
}

const renderCheck = ({ label, verdict, detail }: Check): TemplateResult => html`
  <li class=${verdict}>
    <span class="mark">${verdict === 'good' ? icons.check : verdict === 'waiting' ? icons.minus : studioIcons.warning}</span>
    <span>
      <strong>${label}<span class="visually-hidden">: ${verdictText(verdict)}</span></strong
      ><small>${detail}</small>
    </span>
  </li>
`;

function verdictText(verdict: Check['verdict']): string {
  if (verdict === 'good') return msg('in order');
  if (verdict === 'fair') return msg('will do');
  return verdict === 'bad' ? msg('not in order') : msg('not checked yet');
}

function checksOf({ device, channel, login, liveList }: HostRoom): Check[] {
  const user = login.loginUserInfo;
  const live = liveList.currentLive;
  const right = user !== undefined && live !== undefined && mayHost(user, live);
  return [
    deviceCheck(msg('Camera'), device.reelStatus === 'on' ? msg('Demo reel') : device.videoTrack?.label, device.cameraLastError),
    deviceCheck(msg('Microphone'), soundOf(device), device.microphoneLastError),
    {
      label: msg('Connection'),
      verdict: channel.state === 'open' ? 'good' : channel.state === 'closed' ? 'bad' : 'waiting',
      detail: channel.state === 'open' ? msg('Chat and products reach the audience') : msg('Connecting…'),
    },
    {
      label: msg('Right to host'),
      verdict: right ? 'good' : 'bad',
      detail: right ? user.userName : msg('This account may not host this show.'),
    },
  ];
}

function soundOf({ microphoneStatus, currentMicrophone, audioTrack, reelStatus }: HostRoom['device']): string | undefined {
  if (!audioTrack) return undefined;
  if (microphoneStatus === 'off' && reelStatus === 'on') return msg('Music of the demo reel');
  return currentMicrophone?.label ?? audioTrack.label;
}

/** What the last measurement means for the show, and what to do about it. */
function uplinkCheck({ report, failure, measuring }: HostRoom['uplink'], locale: string): Check {
  const label = msg('Upload');
  if (measuring) return { label, verdict: 'waiting', detail: msg('Measuring…') };
  if (failure) return { label, verdict: 'bad', detail: errorMessage(failure) };
  if (!report) return { label, verdict: 'waiting', detail: msg('Test how fast you reach the server') };
  const number = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
  const facts = msg(str`${number.format(report.kbps / 1000)} Mbit/s, ${report.rtt} ms`);
  switch (report.grade) {
    case 'good':
      return { label, verdict: 'good', detail: msg(str`Good: ${facts}`) };
    case 'fair':
      return { label, verdict: 'fair', detail: msg(str`Fair: ${facts}. Close other programs, or choose 540p.`) };
    case 'poor':
      return { label, verdict: 'bad', detail: msg(str`Poor: ${facts}. Use a cable or another network, or choose 360p.`) };
  }
}

function deviceCheck(label: string, name: string | undefined, failure: HostRoom['device']['cameraLastError']): Check {
  if (failure) return { label, verdict: 'bad', detail: errorMessage(failure) };
  return name === undefined ? { label, verdict: 'waiting', detail: msg('Off') } : { label, verdict: 'good', detail: name };
}
