import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Wallet } from '@vitrine/core/schemas/gift.ts';
import { formatCount } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import type { Combo } from './combo.ts';
import { giftIcons } from './gift-icons.ts';

/** How many a tap can send. */
const COUNTS = [1, 10, 66, 99, 520, 999] as const;

/** What the viewer holds, and the way to more. */
export function renderBalance(
  wallet: Wallet | undefined,
  locale: string,
  disabled: boolean,
  getMore: () => void,
): TemplateResult {
  if (!wallet || wallet.billing === 'shop') return html`<span class="balance"></span>`;
  const coins = formatCount(wallet.coins, locale);
  return html`<button
    part="balance"
    class="button plain balance number"
    aria-label=${msg(str`You have ${coins} coins. Get more`)}
    ?disabled=${disabled || wallet.packages.length === 0}
    @click=${getMore}
  >
    ${giftIcons.coin} ${coins} ${icons.add}
  </button>`;
}

/** How many are sent at once. */
export const renderCounts = (chosen: number, disabled: boolean, onChange: (event: Event) => void): TemplateResult =>
  html`<label class="count">
    <span class="visually-hidden">${msg('How many')}</span>
    <select part="count" class="select number" ?disabled=${disabled} @change=${onChange}>
      ${COUNTS.map((count) => html`<option dir="ltr" value=${count} ?selected=${count === chosen}>×${count}</option>`)}
    </select>
  </label>`;

/** In place of the button that sends, while a combo lasts. */
export const renderCombo = ({ count, round }: Combo, again: () => void): TemplateResult =>
  html`<button part="combo" class="combo number" @click=${again}>
    ${keyed(
      round,
      html`<svg class="ring" viewBox="0 0 60 60" aria-hidden="true"><circle cx="30" cy="30" r="27" pathLength="100" /></svg>`,
    )}
    <span>${msg('Combo')}<strong dir="ltr">×${count}</strong></span
    ><span class="visually-hidden">. ${msg('Once more')}</span>
  </button>`;
