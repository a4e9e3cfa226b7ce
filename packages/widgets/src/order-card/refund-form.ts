import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { NewRefundRequest, Order } from '@vitrine/core/schemas/order.ts';
import type { LiveErrorCode } from '@vitrine/core/errors.ts';
import { errorMessage } from '../shared/error-message.ts';
import { optionsText } from '../shared/product.ts';

const MAX_REASON = 500;

export interface RefundForm {
  order: Order;
  busy: boolean;
  failure: LiveErrorCode | undefined;
  onSend: (request: NewRefundRequest) => void;
  onClose: () => void;
}

/** Asks what is sent back, line by line, and why. */
export function renderRefundForm({ order, busy, failure, onSend, onClose }: RefundForm): TemplateResult {
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const request = requestOf(order, new FormData(event.currentTarget as HTMLFormElement));
    if (request) onSend(request);
  };
  return html`<form part="refund-form" class="refund" @submit=${send}>
    <fieldset>
      <legend>${msg('What do you want to give back?')}</legend>
      ${order.items.map(
        ({ skuId, title, options, quantity }, index) =>
          html`<div class="back">
            <label for="back-${index}"
              ><bdi>${title}</bdi
              >${Object.keys(options).length > 0 ? html` <bdi class="muted">${optionsText(options)}</bdi>` : nothing}</label
            >
            <select id="back-${index}" name=${skuId} class="field number">
              ${Array.from({ length: quantity + 1 }, (_, count) => {
                const given = quantity - count;
                return html`<option value=${given} ?selected=${count === 0}>
                  ${given === 0 ? msg('none', { desc: 'Of this product nothing is given back' }) : given}
                </option>`;
              })}
            </select>
          </div>`,
      )}
    </fieldset>
    <label class="why" for="reason">${msg('Why?')}</label>
    <textarea id="reason" class="field" name="reason" rows="3" required maxlength=${MAX_REASON} dir="auto"></textarea>
    ${failure ? html`<p class="error" role="alert">${errorMessage(failure)}</p>` : nothing}
    <div class="buttons">
      <button type="button" class="button plain" @click=${onClose}>${msg('Back')}</button>
      <button part="refund-send" class="button accent" ?disabled=${busy}>
        ${busy ? msg('Sending…') : msg('Ask for a refund')}
      </button>
    </div>
    <p class="muted">${msg('The shop decides, and you are told here.')}</p>
  </form>`;
}

/** Undefined where nothing is given back or nothing is said; everything is the whole order, without lines. */
function requestOf({ items }: Order, form: FormData): NewRefundRequest | undefined {
  const lines = items.map(({ skuId }) => ({ skuId, quantity: Number(form.get(skuId)) })).filter(({ quantity }) => quantity > 0);
  const reason = String(form.get('reason')).trim();
  if (lines.length === 0 || !reason) return undefined;
  const whole = items.every(({ skuId, quantity }) => lines.some((line) => line.skuId === skuId && line.quantity === quantity));
  return whole ? { reason } : { reason, lines };
}
