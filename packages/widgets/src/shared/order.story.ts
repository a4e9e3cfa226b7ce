import type { NewOrder } from '@vitrine/core/schemas/order.ts';
import type { OrderStatus } from '@vitrine/core/schemas/order-status.ts';
import type { Scene } from './story.ts';

const address = { name: 'Ann Example', line1: 'Main Street 1', city: 'Bern', postalCode: '3000', country: 'CH' };
const items = [
  { skuId: 's-lamp', quantity: 2 },
  { skuId: 's-shirt-m-white', quantity: 1 },
];
let keys = 0;

/** The visitor has ordered something, and this is what it has come to; gives the order's id. */
export async function ordered({ room, stage }: Scene, status: OrderStatus = 'reserved', order: NewOrder = { items, address }) {
  const { id } = await room.orders.place(order, `story-${(keys += 1)}`);
  if (status !== 'reserved' && status !== 'paid') stage.moveOrder(id, 'paid');
  if (status === 'shipped' || status === 'delivered') {
    stage.shipOrder(id, { carrier: 'Swift Parcel', tracking: 'SP-2048-7731-0042', url: 'https://carrier.example.com/SP-2048' });
  }
  if (status !== 'reserved' && status !== 'shipped') stage.moveOrder(id, status);
  return id;
}
