import { msg } from '@lit/localize';
import type { Order } from '@vitrine/core/schemas/order.ts';

/** What an order has come to, in words. */
export function orderStatusText({ status }: Pick<Order, 'status'>): string {
  switch (status) {
    case 'reserved':
      return msg('Reserved for you');
    case 'paid':
      return msg('Paid. Thank you!');
    case 'shipped':
      return msg('On its way');
    case 'delivered':
      return msg('Delivered');
    case 'cancelled':
      return msg('Cancelled');
    case 'expired':
      return msg('The reservation is over');
    case 'refunded':
      return msg('Refunded');
  }
}
