import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { TopUp, Wallet } from '@vitrine/core/schemas/gift.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { errorMessage } from '../shared/error-message.ts';
import { formatCount, formatMoney } from '../shared/format.ts';
import { onNavigate } from '../shared/navigate.ts';
import { giftIcons } from './gift-icons.ts';
import type { ToppingUp } from './top-up.ts';

/** What coins cost, or the payment of some that was begun. `back` leads to the gifts. */
export function renderCoins(wallet: Wallet | undefined, toppingUp: ToppingUp, locale: string, back: () => void): TemplateResult {
  const { open, failure } = toppingUp;
  return html`
    <div class="head">
      <button class="button icon plain" aria-label=${msg('Back to the gifts')} @click=${back}>${giftIcons.back}</button>
      <h3>${msg('Get coins')}</h3>
      <span class="have number">${giftIcons.coin} ${formatCount(wallet?.coins ?? 0, locale)}</span>
    </div>
    ${open ? renderTopUp(open, toppingUp.arrived(), locale, back) : renderPackages(wallet, toppingUp, locale)}
    <p class="problem bad" role="alert">${failure ? errorMessage(failure) : nothing}</p>
  `;
}

function renderPackages(wallet: Wallet | undefined, toppingUp: ToppingUp, locale: string): TemplateResult {
  return html`<ul class="packages">
    ${(wallet?.packages ?? []).map(
      (offer) =>
        html`<li>
          <button part="package" class="package number" ?disabled=${toppingUp.busy} @click=${() => toppingUp.buy(offer)}>
            <span class="name">${giftIcons.coin}${formatCount(offer.coins, locale)}</span>
            <strong>${formatMoney(offer.price, locale)}</strong>
          </button>
        </li>`,
    )}
  </ul>`;
}

function renderTopUp({ coins, price, payUrl }: TopUp, arrived: boolean, locale: string, back: () => void): TemplateResult {
  const count = formatCount(coins, locale);
  return html`<div class="notice" role="status">
    <strong class="number"
      >${arrived ? msg(str`${count} coins are yours`) : msg(str`${count} coins for ${formatMoney(price, locale)}`)}</strong
    >
    ${
      arrived
        ? html`<button class="button accent" @click=${back}>${msg('Back to the gifts')}</button>`
        : html`<p>${msg('The coins are here as soon as the payment has arrived.')}</p>
            <a
              part="pay"
              class="button accent"
              href=${safeUrl(payUrl) ?? nothing}
              target="_blank"
              rel="noopener"
              @click=${onNavigate}
              >${msg('Pay')}</a
            >`
    }
  </div>`;
}
