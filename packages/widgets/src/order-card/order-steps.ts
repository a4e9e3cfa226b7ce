import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Order } from '@vitrine/core/schemas/order.ts';
import type { OrderStatus } from '@vitrine/core/schemas/order-status.ts';
import { icons } from '../shared/icons.ts';

const STEPS: readonly OrderStatus[] = ['reserved', 'paid', 'shipped', 'delivered'];

/** The way of an order that goes well, with how far it has come; nothing where it ended another way. */
export function renderSteps({ status }: Order): TemplateResult | typeof nothing {
  const reached = STEPS.indexOf(status);
  if (reached < 0) return nothing;
  return html`<ol part="steps" class="steps" aria-label=${msg('How far it is')}>
    ${STEPS.map((step, index) => {
      const past = index <= reached;
      return html`<li class=${past ? 'past' : ''} aria-current=${index === reached ? 'step' : nothing}>
        <span class="mark">${past ? icons.check : nothing}</span>
        <span>${stepText(step)}</span>${past ? nothing : html`<span class="visually-hidden">${msg('not yet')}</span>`}
      </li>`;
    })}
  </ol>`;
}

function stepText(step: OrderStatus): string {
  if (step === 'reserved') return msg('Reserved');
  if (step === 'paid') return msg('Paid');
  return step === 'shipped' ? msg('Shipped') : msg('Delivered');
}
