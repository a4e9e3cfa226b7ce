import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { LiveErrorCode } from '@vitrine/core/errors.ts';
import type { Live } from '@vitrine/core/schemas/live.ts';
import { errorMessage } from '../shared/error-message.ts';
import { formatClock } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { studioIcons } from './studio-icons.ts';

/** The studio's shape while it is not known yet which show it is; where a try failed, with the reason and another one at hand. */
export const renderLoading = (code?: LiveErrorCode, retry?: () => void): TemplateResult => html`
  <div class="studio" aria-busy="true">
    <p class="visually-hidden" role="status">${msg('Opening the studio…')}</p>
    <div class="stage skeleton"></div>
    ${
      code
        ? html`<div class="screen trying" role="alert">
            <span class="sign">${studioIcons.warning}</span>
            <h1>${msg('The studio does not open yet.')}</h1>
            <p>${errorMessage(code)}</p>
            <button class="button accent" @click=${retry}>${icons.retry}${msg('Try again')}</button>
          </div>`
        : nothing
    }
    <div class="controls"><span class="skeleton wait"></span></div>
    <div class="side"><span class="skeleton"></span><span class="skeleton"></span></div>
  </div>
`;

/** Why there is no studio, and what to do. */
export function renderFailure(code: LiveErrorCode, retry: () => void): TemplateResult {
  const [title, text] = wordsFor(code);
  const final = code === 'forbidden' || code === 'not-found';
  return html`<div class="screen" role="alert">
    <span class="sign">${studioIcons.warning}</span>
    <h1>${title}</h1>
    <p>${text}</p>
    ${final ? nothing : html`<button class="button accent" @click=${retry}>${icons.retry}${msg('Try again')}</button>`}
  </div>`;
}

function wordsFor(code: LiveErrorCode): [title: string, text: string] {
  if (code === 'forbidden')
    return [
      msg('This account may not host this show.'),
      msg('Sign in at your shop with the account that hosts it, then open the studio again.'),
    ];
  if (code === 'not-found') return [msg('There is no such show.'), msg('Check the link, or create the show first.')];
  return [msg('The studio cannot be opened.'), errorMessage(code)];
}

/** What the show was and sold; what comes next is the page's to say. */
export const renderEnded = ({ title, startedAt, endedAt, likeCount }: Live, locale: string): TemplateResult => html`
  <div class="screen">
    <span class="sign">${icons.check}</span>
    <h1>${msg('The show has ended')}</h1>
    <p class="bidi">${title}</p>
    <p class="number">
      ${startedAt && endedAt ? html`<span>${msg(str`On air for ${formatClock(endedAt - startedAt)}`)}</span> · ` : nothing}
      ${msg(str`${new Intl.NumberFormat(locale).format(likeCount)} likes`)}
    </p>
    <live-studio-activity></live-studio-activity>
    <slot name="ended"></slot>
  </div>
`;
