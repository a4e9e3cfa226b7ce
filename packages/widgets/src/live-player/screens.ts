import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { LiveErrorCode } from '@vitrine/core/errors.ts';
import type { Live } from '@vitrine/core/schemas/live.ts';
import { errorMessage } from '../shared/error-message.ts';
import { formatClock, formatDate } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';

/** What is said instead of a picture. */
export type Screen = 'scheduled' | 'interrupted' | 'full' | 'ended' | 'error';

export interface ScreenContext {
  live: Live | undefined;
  failure: LiveErrorCode | undefined;
  locale: string;
  /** Milliseconds until then; renders again every second. */
  until(deadline: number): number;
  retry(): void;
}

export function renderScreen(screen: Screen, context: ScreenContext): TemplateResult {
  switch (screen) {
    case 'scheduled':
      return renderScheduled(context);
    case 'interrupted':
      return say(msg('Be right back'), msg('The picture returns by itself. No need to reload.'));
    case 'full':
      return say(msg('This room is full'), msg('You come in by yourself as soon as somebody leaves.'));
    case 'ended':
      return html`${say(msg('The show has ended'), msg('Thank you for being here.'))}<slot name="ended"></slot>`;
    case 'error':
      return html`
        ${say(msg('The show cannot be shown'), errorMessage(context.failure ?? 'unavailable'))}
        <button class="button" @click=${context.retry}>${icons.retry} ${msg('Try again')}</button>
      `;
  }
}

/** The picture is in a window of its own; here is what is left of it. */
export const renderElsewhere = (bringBack: () => void): TemplateResult => html`
  ${say(msg('The picture is in its own window'), msg('Chat and products stay here.'))}
  <button class="button" @click=${bringBack}>${msg('Bring it back')}</button>
`;

const say = (title: string, more: string): TemplateResult =>
  html`<p class="title">${title}</p>
    <p class="more">${more}</p>`;

function renderScheduled({ live, locale, until }: ScreenContext): TemplateResult {
  const startsAt = live?.startsAt;
  const left = startsAt ? until(startsAt) : 0;
  const when = startsAt ? formatDate(startsAt, locale, 'full') : '';
  return html`
    <p class="title"><bdi>${live?.title}</bdi></p>
    ${
      left > 0
        ? html`<p class="more">${msg('Starts in')}</p>
            <p class="countdown number" role="timer" dir="ltr">${formatClock(left)}</p>
            <p class="more">${when}</p>`
        : html`<p class="more">${startsAt ? msg('It starts any moment') : msg('It starts soon')}</p>`
    }
    ${live?.hostName ? html`<p class="more">${msg(html`with <bdi>${live.hostName}</bdi>`)}</p>` : nothing}
  `;
}
