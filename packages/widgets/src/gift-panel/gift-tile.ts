import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { GiftInfo } from '@vitrine/core/schemas/gift.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { formatCount } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { giftIcons } from './gift-icons.ts';

interface TileState {
  /** For another level than the viewer's. */
  readonly locked: boolean;
  readonly disabled: boolean;
  readonly chosen: boolean;
  /** One of the grid takes the focus from the tabulator; the arrows lead on from there. */
  readonly tabbable: boolean;
  readonly locale: string;
  readonly onChoose: () => void;
}

/** One gift of the grid, with its picture and what it costs. */
export function renderGiftTile(
  { giftId, name, coins, level, iconUrl }: GiftInfo,
  { locked, disabled, chosen, tabbable, locale, onChoose }: TileState,
): TemplateResult {
  const image = safeUrl(iconUrl);
  const price = formatCount(coins, locale);
  return html`<button
    part="gift"
    class="gift"
    role="radio"
    data-id=${giftId}
    aria-checked=${chosen}
    aria-label=${locked ? msg(str`${name}, ${price} coins, from level ${level}`) : msg(str`${name}, ${price} coins`)}
    aria-disabled=${locked || disabled ? 'true' : nothing}
    tabindex=${tabbable ? 0 : -1}
    @click=${onChoose}
  >
    ${
      image
        ? html`<img
            part="icon"
            class="picture"
            src=${image}
            alt=""
            width="48"
            height="48"
            loading="lazy"
            decoding="async"
            draggable="false"
          />`
        : html`<span part="icon" class="picture">${icons.gift}</span>`
    }
    <span class="name" dir="auto">${name}</span>
    <span part="price" class="price number">${giftIcons.coin}${price}</span>
    ${locked ? html`<span class="level number">${giftIcons.lock}${level}</span>` : nothing}
  </button>`;
}
