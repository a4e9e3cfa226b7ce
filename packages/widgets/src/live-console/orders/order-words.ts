import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { OrderStatus } from '@vitrine/core/schemas/order-status.ts';

/** What an order has come to, as whoever packs it says it. */
export function statusName(status: OrderStatus): string {
  switch (status) {
    case 'reserved':
      return msg('Waiting for payment');
    case 'paid':
      return msg('To be shipped');
    case 'shipped':
      return msg('Shipped');
    case 'delivered':
      return msg('Delivered');
    case 'cancelled':
      return msg('Cancelled');
    case 'expired':
      return msg('Never paid');
    case 'refunded':
      return msg('Refunded');
  }
}

const KINDS: Record<OrderStatus, string> = {
  reserved: '',
  paid: 'warn',
  shipped: 'good',
  delivered: 'good',
  cancelled: '',
  expired: '',
  refunded: '',
};

export const renderStatus = (status: OrderStatus): TemplateResult =>
  html`<span class="state ${KINDS[status]}">${statusName(status)}</span>`;
