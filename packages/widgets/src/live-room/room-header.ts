import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Live } from '@vitrine/core/schemas/live.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { formatCount } from '../shared/count.ts';
import { pictureIcons as icons } from '../shared/picture-icons.ts';

interface Header {
  readonly live: Live | undefined;
  readonly viewers: number;
  readonly locale: string;
  /** Over a narrow picture the button to follow is a sign only. */
  readonly compact: boolean;
}

/** Host and title of the show, the button to follow the host and, while it is on, how many watch. */
export function renderHeader({ live, viewers, locale, compact }: Header): TemplateResult {
  if (!live) return html`<span class="host loading"><span class="avatar skeleton"></span></span>`;
  const avatar = safeUrl(live.hostAvatarUrl);
  const count = formatCount(viewers, locale);
  return html`<div class="line">
    <div class="host">
      ${
        avatar
          ? html`<img class="avatar" src=${avatar} alt="" width="36" height="36" />`
          : html`<span class="avatar" aria-hidden="true">${[...live.hostName][0]}</span>`
      }
      <span class="names">
        <strong><bdi>${live.hostName}</bdi></strong>
        <span><bdi>${live.title}</bdi></span>
      </span>
      <follow-button ?compact=${compact}></follow-button>
    </div>
    ${
      live.status === 'live'
        ? html`<div class="badges">
            <span class="on-air">${msg('LIVE', { desc: 'Badge over the picture' })}</span>
            <span class="viewers number" role="img" aria-label=${msg(str`${count} watching`)}>${icons.people} ${count}</span>
          </div>`
        : nothing
    }
  </div>`;
}

/** The host's notice as one quiet line; a press shows all of it. */
export const renderNotice = (notice: string, open: boolean, toggle: () => void): TemplateResult => html`
  <button part="notice" class="room-notice" aria-expanded=${open} @click=${toggle}>
    ${icons.info}<span class="visually-hidden">${msg('Notice:')}</span><bdi class="text">${notice}</bdi>
  </button>
`;
